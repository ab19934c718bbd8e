import Papa from 'papaparse';
import { givenNumber } from '../../sim/scenario/index.ts';
import type { InputProblem, Origin, Source } from './problem.ts';

/** Rows a table may have, so that a file of empty cells does not fill the memory. */
const mostRows = 1_000_000;

/** A CSV as text cells. */
export interface ParsedCsv {
  /** Names of the columns, without spaces around them. */
  readonly header: readonly string[];
  /** Rows under the header; `start` is the index of a row's first character in the file. */
  readonly lines: readonly { readonly cells: readonly string[]; readonly start: number }[];
}

/** A carriage return that ends no line of its own kind: it stands before no line feed. */
const loneReturn = /\r(?!\n)/;

/**
 * Reads comma-separated text with one header row; rows without any cell that is filled are skipped. Lines may end with
 * `\n`, `\r\n` or either of the two, or all with `\r`.
 *
 * @param problems gets what is broken: quotes that nobody closes, line ends that do not go together, too many rows, no
 *   header
 * @returns the table; undefined when something is broken
 */
export function parseCsv(source: Source, problems: InputProblem[]): ParsedCsv | undefined {
  const lines: { cells: string[]; start: number }[] = [];
  let start = 0;
  let broken = false;
  const newline = source.text.includes('\n') ? '\n' : '\r';
  Papa.parse<string[]>(source.text, {
    delimiter: ',',
    newline,
    step: ({ data, errors, meta }, parser) => {
      for (const { message, index = start } of errors) {
        // The library counts from behind the quote that opens the cell.
        const at = { source, start: Math.max(start, index - 1), end: index };
        const help = 'close each quoted cell, and write a quote within it twice';
        problems.push({ at, message: `invalid CSV: ${message}`, help });
        broken = true;
      }
      const isQuoted = (column: number) => source.text[cellOrigin(source, start, column).start] === '"';
      const last = data.length - 1;
      // A return before the line feed belongs to the line end; the library leaves it with a cell that has no quotes.
      if (newline === '\n' && data[last]!.endsWith('\r') && !isQuoted(last))
        data[last] = data[last]!.slice(0, -1);
      const returned = data.findIndex((cell, column) => loneReturn.test(cell) && !isQuoted(column));
      if (returned >= 0) {
        problems.push({
          at: cellOrigin(source, start, returned),
          message: 'invalid CSV: a carriage return in the middle of a line',
          help: 'end all lines alike, with \\n or \\r\\n, or put the cell in quotes',
        });
        broken = true;
      }
      if (data.some(cell => cell.trim() !== '')) lines.push({ cells: data, start });
      start = meta.cursor;
      if (lines.length <= mostRows) return;
      problems.push({
        at: { source, start, end: start },
        message: `invalid CSV: more than ${mostRows} rows`,
        help: 'keep fewer: a group with a larger count repeats them',
      });
      broken = true;
      parser.abort();
    },
  });
  const [head, ...rest] = lines;
  if (broken) return undefined;
  if (head === undefined) {
    problems.push({ at: { source, start: 0, end: 0 }, message: 'missing header: the CSV is empty' });
    return undefined;
  }
  return { header: head.cells.map(name => name.trim()), lines: rest };
}

/**
 * Where a cell stands in a CSV, its quotes included. Found when it is asked for: to keep it of every cell would take more
 * memory than the cells.
 *
 * @param lineStart index of the first character of the cell's row
 * @param column number of the column, from 0
 */
export function cellOrigin(source: Source, lineStart: number, column: number): Origin {
  const { text } = source;
  let start = lineStart;
  for (let before = 0; before < column; before++) {
    const comma = text.indexOf(',', afterQuotes(text, start));
    if (comma >= 0) start = comma + 1;
  }
  let end = afterQuotes(text, start);
  while (end < text.length && !',\r\n'.includes(text[end]!)) end++;
  return { source, start, end };
}

/** Index behind the closing quote of the cell that starts at an index; that index itself when the cell has no quotes. */
function afterQuotes(text: string, start: number): number {
  if (text[start] !== '"') return start;
  let quote = text.indexOf('"', start + 1);
  while (text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote + 1;
}

/** A cell as text, without spaces around it and the apostrophe that keeps a formula from running; undefined when empty. */
export function cellText(cell: string): string | undefined {
  return cell.trim().replace(/^'(?=[=+\-@])/, '') || undefined;
}

/** A cell as a number; as text where it does not read as a finite one; undefined when empty. */
export function cellNumber(cell: string): number | string | undefined {
  const text = cellText(cell);
  const number = givenNumber(text ?? '');
  return Number.isFinite(number) ? number : text;
}
