import Papa from 'papaparse';
import type { Problem, Source } from './problem.ts';

/** Rows a table may have, so that a file of empty cells does not fill the memory. */
const mostRows = 1_000_000;

/** A CSV as text cells, with the place in the file where each line starts. */
export interface ParsedTable {
  readonly header: readonly string[];
  readonly lines: readonly { readonly cells: readonly string[]; readonly start: number }[];
}

/** Reads comma-separated text with one header row; empty lines are skipped. Adds to `problems` what is broken. */
export function parseTable(source: Source, problems: Problem[]): ParsedTable | undefined {
  const lines: { cells: string[]; start: number }[] = [];
  let start = 0;
  let broken = false;
  Papa.parse<string[]>(source.text, {
    delimiter: ',',
    step: ({ data, errors, meta }, parser) => {
      for (const { message } of errors) {
        problems.push({ at: { source, start, end: start }, message: `invalid CSV: ${message}` });
        broken = true;
      }
      if (data.length > 1 || data[0] !== '') lines.push({ cells: data, start });
      start = meta.cursor;
      if (lines.length <= mostRows) return;
      problems.push({
        at: { source, start, end: start },
        message: `invalid CSV: more than ${mostRows} rows`,
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
 * A cell as a number where it reads as one, else as text, without the apostrophe that keeps a formula from running;
 * undefined when empty.
 */
export function cellValue(text: string): number | string | undefined {
  const trimmed = text.trim().replace(/^'(?=[=+\-@])/, '');
  if (trimmed === '') return undefined;
  const isNumber = /^[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf|infinity|nan)$/i.test(trimmed);
  return isNumber ? Number(trimmed) : trimmed;
}
