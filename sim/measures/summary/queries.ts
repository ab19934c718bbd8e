import type { Row, TableCell } from '../tables/define-table.ts';

/**
 * The numbers in a column of rows of one table, missing ones left out. Where any is missing, places in the result
 * are no longer those of the rows.
 *
 * @param column place of the column, as in `table.at`
 */
export function numbers(rows: readonly Row[], column: number): number[] {
  const found: number[] = [];
  for (const { values } of rows) {
    const value = values[column];
    if (typeof value === 'number') found.push(value);
  }
  return found;
}

/**
 * Sum of the numbers in a column of rows of one table. Missing ones count as 0; 0 of no rows.
 *
 * @param column place of the column, as in `table.at`
 */
export function total(rows: readonly Row[], column: number): number {
  let all = 0;
  for (const { values } of rows) {
    const value = values[column];
    if (typeof value === 'number') all += value;
  }
  return all;
}

/**
 * Rows of one table that have a certain cell in a column. Null finds the rows whose cell is missing.
 *
 * @param column place of the column, as in `table.at`
 */
export function having(rows: readonly Row[], column: number, value: TableCell): Row[] {
  return rows.filter(({ values }) => values[column] === value);
}

/**
 * Rows of one table that have another than a certain cell in a column. With null: rows whose cell is there.
 *
 * @param column place of the column, as in `table.at`
 */
export function lacking(rows: readonly Row[], column: number, value: TableCell): Row[] {
  return rows.filter(({ values }) => values[column] !== value);
}
