import Papa from 'papaparse';
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

/**
 * Reads comma-separated text with one header row; empty lines are skipped.
 *
 * @param problems gets what is broken: quotes that nobody closes, too many rows, no header
 * @returns the table; undefined when something is broken
 */
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
