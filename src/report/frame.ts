/**
 * A table by columns: numbers with NaN for missing, strings with '' for missing. Each column has as many cells as the
 * table has rows. Arrays of columns take a fraction of the memory of an object for each row.
 */
export interface Frame {
  readonly length: number;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

/** A table without rows. */
export const emptyFrame: Frame = { length: 0, numbers: new Map(), texts: new Map() };

/**
 * A cell of a numeric column, by row; NaN where the table has no such column. The column is looked up once, here:
 * call it outside of loops over rows.
 */
export function numberOf(frame: Frame, column: string): (row: number) => number {
  const cells = frame.numbers.get(column);
  return row => cells?.[row] ?? Number.NaN;
}

/** A cell of a text column, by row; '' where the table has no such column. The column is looked up once, here. */
export function textOf(frame: Frame, column: string): (row: number) => string {
  const cells = frame.texts.get(column);
  return row => cells?.[row] ?? '';
}

/** The numbers of the rows for which a test holds. Numbers count from 0, in ascending order. */
export function rowsOf(frame: Frame, test: (row: number) => boolean = () => true): number[] {
  return Array.from({ length: frame.length }, (_, row) => row).filter(test);
}
