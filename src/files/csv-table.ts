import Papa from 'papaparse';
import type { Problem, Source } from './problem.ts';

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
    step: ({ data, errors, meta }) => {
      for (const { message } of errors) {
        problems.push({ at: { source, start, end: start }, message: `invalid CSV: ${message}` });
        broken = true;
      }
      if (data.length > 1 || data[0] !== '') lines.push({ cells: data, start });
      start = meta.cursor;
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

/** A cell as a number where it reads as one, else as text; undefined when empty. */
export function cellValue(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) || /^[+-]?(inf|infinity|nan)$/i.test(trimmed)
    ? Number(trimmed)
    : trimmed;
}
