import Papa from 'papaparse';
import type { InputProblem, Origin, Source } from './problem.ts';

/** Rows a table may have, so that a file of empty cells does not fill the memory. */
const mostRows = 1_000_000;

/** A CSV as text cells, with the place in the file where each line starts. */
export interface ParsedCsv {
  readonly header: readonly string[];
  readonly lines: readonly { readonly cells: readonly string[]; readonly start: number }[];
}

/** Reads comma-separated text with one header row; empty lines are skipped. Adds to `problems` what is broken. */
export function parseCsv(source: Source, problems: InputProblem[]): ParsedCsv | undefined {
  const lines: { cells: string[]; start: number }[] = [];
  let start = 0;
  let broken = false;
  Papa.parse<string[]>(source.text, {
    delimiter: ',',
    step: ({ data, errors, meta }, parser) => {
      for (const { message, index = start } of errors) {
        // The library counts from behind the quote that opens the cell.
        const at = { source, start: Math.max(start, index - 1), end: index };
        const help = 'close each quoted cell, and write a quote within it twice';
        problems.push({ at, message: `invalid CSV: ${message}`, help });
        broken = true;
      }
      if (data.length > 1 || data[0] !== '') lines.push({ cells: data, start });
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

/** Where the cell in a column (from 0) stands, its quotes included, in the line that starts at a place of the file. */
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

/** The end of the quoted part of the cell that starts at a place; that place where the cell is not quoted. */
function afterQuotes(text: string, start: number): number {
  if (text[start] !== '"') return start;
  let quote = text.indexOf('"', start + 1);
  while (text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote + 1;
}

/**
 * A cell as a number where it reads as one, else as text, without the apostrophe that keeps a formula from running;
 * undefined when empty.
 */
export function cellValue(text: string): number | string | undefined {
  const trimmed = text.trim().replace(/^'(?=[=+\-@])/, '');
  if (trimmed === '') return undefined;
  const isNumber = /^[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf|infinity|nan)$/i.test(trimmed);
  return isNumber ? Number(trimmed) : trimmed;
}
