import { closeSync, openSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';

/** A cell of a table; null is missing. */
export type TableCell = number | string | null;

/** A table's file being written, row by row, in chunks. */
export interface TableWriter {
  /** Adds a row; throws when it does not have a cell for each column or a number is not finite. */
  write(cells: readonly TableCell[]): void;
  /** Writes what is left and closes the file; the number of rows under the header. */
  close(): number;
}

const chunkRows = 2_000;

/**
 * Opens a tidy CSV: UTF-8, `\n`, one header row, empty for missing, shortest numbers that read back the same.
 * Text that a spreadsheet would take for a formula gets a leading apostrophe.
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

/** Rows as text of a CSV, in the way of {@link openCsv}. */
export function toCsv(rows: readonly (readonly TableCell[])[]): string {
  // The library's own expression for formulas misses text of several lines.
  return `${Papa.unparse(rows as TableCell[][], { newline: '\n', escapeFormulae: /^[=+\-@\t\r\n]/ })}\n`;
}

/** Throws when a row does not have a cell for each column, or a number is not finite. */
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
