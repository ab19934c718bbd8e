import { type Row, tables } from '../tables.ts';

/** A cell of a table. */
export type Cell = Row['values'][number];

const positions = new Map(
  tables.map(table => [table.name, new Map(table.columns.map((column, index) => [column.name, index]))]),
);

/** A row's cell in a column of its table. */
export function cell(row: Row, column: string): Cell {
  return row.values[positions.get(row.table)!.get(column)!]!;
}

/** The numbers in a column, missing ones left out. */
export function numbers(rows: readonly Row[], column: string): number[] {
  return rows.map(row => cell(row, column)).filter(value => typeof value === 'number');
}

/** Sum of the numbers in a column. */
export function total(rows: readonly Row[], column: string): number {
  return sum(numbers(rows, column));
}

/** Sum of values. */
export function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Mean of values; null of none. */
export function mean(values: readonly number[]): number | null {
  return values.length ? sum(values) / values.length : null;
}

/** A part of a whole; null of nothing. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
