import { type Row, tables } from '../tables/index.ts';

/** A cell of a table. */
export type Cell = Row['values'][number];

const positions = new Map(
  tables.map(table => [table.name, new Map(table.columns.map((column, index) => [column.name, index]))]),
);

/** Place of a column among the values of a row of its table. */
export function positionOf(table: string, column: string): number {
  return positions.get(table)!.get(column)!;
}

/** A row's cell in a column of its table. */
export function cell(row: Row, column: string): Cell {
  return row.values[positionOf(row.table, column)]!;
}

/** The numbers in a column of rows of one table, missing ones left out. */
export function numbers(rows: readonly Row[], column: string): number[] {
  const found: number[] = [];
  if (rows.length === 0) return found;
  const at = positionOf(rows[0]!.table, column);
  for (const { values } of rows) {
    const value = values[at];
    if (typeof value === 'number') found.push(value);
  }
  return found;
}

/** Rows of one table that have a certain cell in a column. */
export function having(rows: readonly Row[], column: string, value: Cell): Row[] {
  if (rows.length === 0) return [];
  const at = positionOf(rows[0]!.table, column);
  return rows.filter(({ values }) => values[at] === value);
}

/** Rows of one table that have another than a certain cell in a column. */
export function lacking(rows: readonly Row[], column: string, value: Cell): Row[] {
  if (rows.length === 0) return [];
  const at = positionOf(rows[0]!.table, column);
  return rows.filter(({ values }) => values[at] !== value);
}

/** Sum of the numbers in a column of rows of one table. */
export function total(rows: readonly Row[], column: string): number {
  let all = 0;
  if (rows.length === 0) return all;
  const at = positionOf(rows[0]!.table, column);
  for (const { values } of rows) {
    const value = values[at];
    if (typeof value === 'number') all += value;
  }
  return all;
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
