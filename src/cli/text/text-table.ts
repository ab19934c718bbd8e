import Table from 'cli-table3';
import { printable } from '../../input/printable.ts';

/** Two spaces between columns, and no line anywhere. */
const chars = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' },
  middle: '  ',
};

/**
 * Rows of text as lines with columns of equal width on a terminal, where a character may take two places or none.
 * Cells are made printable: a name with control signs cannot move the cursor. No spaces end a line.
 *
 * @param alignments of the columns; left where none is given
 */
export function textTable(
  rows: readonly (readonly string[])[],
  alignments: readonly ('left' | 'right')[] = [],
): string {
  const style = { 'padding-left': 0, 'padding-right': 0, border: [], compact: true };
  const table = new Table({ chars, style, colAligns: [...alignments] });
  table.push(...rows.map(row => row.map(printable)));
  return table.toString().replace(/ +$/gm, '');
}

/** Rows as a {@link textTable} that is set in by two spaces, below a heading. */
export function indentedTable(rows: readonly (readonly string[])[]): string {
  return textTable(rows).replace(/^(?=.)/gm, '  ');
}

/** Most characters of a line of prose. */
export const lineWidth = 80;

/** A text in lines of at most so many characters, those of {@link lineWidth} if it is left out, unless a word is longer. */
export function wrapped(text: string, characters: number = lineWidth): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > characters) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
