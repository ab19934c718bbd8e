import { closeSync, openSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { TableCell } from '../../../sim/measures/tables/define-table.ts';

export type { TableCell } from '../../../sim/measures/tables/define-table.ts';

/** A file of a table that is being written row by row. */
export interface TableWriter {
  /** Adds a row; throws when it does not have a cell for each column or a number is not finite. */
  write(cells: readonly TableCell[]): void;
  /** Writes what is left and closes the file; returns the number of rows, the header not counted. */
  close(): number;
}

/** Rows that are written together. */
const chunkRows = 2_000;

/**
 * Opens a tidy CSV: UTF-8, lines that end with `\n`, one header row, nothing for a missing value, and numbers as the
 * shortest text that reads back the same. Text that a spreadsheet would take for a formula gets an apostrophe in
 * front. A file that is there is emptied. Rows wait in memory until there are 2,000 of them: what is not closed lacks
 * the last.
 *
 * @param names of the columns
 * @throws the system's error when the file cannot be written
 */
export function openCsv(path: string, names: readonly string[]): TableWriter {
  const file = openSync(path, 'w');
  // Unlike writeSync, it never leaves the rest of a chunk unwritten without a word when the disk is full.
  const write = (text: string) => writeFileSync(file, text);
  write(toCsv([names]));
  let waiting: (readonly TableCell[])[] = [];
  let rows = 0;
  const flush = () => {
    if (waiting.length > 0) write(toCsv(waiting));
    waiting = [];
  };
  return {
    write(cells) {
      checkRow(path, names, cells);
      rows++;
      if (waiting.push(cells) === chunkRows) flush();
    },
    close() {
      try {
        flush();
      } finally {
        closeSync(file);
      }
      return rows;
    },
  };
}

/** Rows as text of a CSV, as {@link openCsv} writes them. */
export function toCsv(rows: readonly (readonly TableCell[])[]): string {
  // The library's own expression for formulas misses text of several lines.
  return `${Papa.unparse(rows as TableCell[][], { newline: '\n', escapeFormulae: /^[=+\-@\t\r\n]/ })}\n`;
}

/**
 * Throws when a row does not have a cell for each column, or a number is not finite. Neither CSV nor Parquet has a
 * number for what is not finite that all readers take alike.
 */
export function checkRow(path: string, names: readonly string[], cells: readonly TableCell[]): void {
  if (cells.length !== names.length) {
    throw new Error(`invalid row: ${cells.length} cells under ${names.length} columns of ${path}`);
  }
  for (const [index, cell] of cells.entries()) {
    if (typeof cell === 'number' && !Number.isFinite(cell)) {
      throw new Error(`invalid number: ${cell} in ${names[index]} of ${path}`);
    }
  }
}
