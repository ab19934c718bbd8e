import { type Row, simulate, tables } from '../../../sim/index.ts';
import { resolved, type Written } from '../../scenario/small.ts';

/** A row by the names of its columns. */
export type Observation = { readonly [column: string]: number | string | null };

/** The rows of one table, by the names of its columns. */
export function observations(rows: readonly Row[], table: string): Observation[] {
  const { columns } = tables.find(({ name }) => name === table)!;
  return rows
    .filter(row => row.table === table)
    .map(({ values }) => Object.fromEntries(columns.map(({ name }, i) => [name, values[i]!])));
}

/** A cell that must hold a number. */
export function number(observation: Observation, column: string): number {
  const value = observation[column];
  if (typeof value !== 'number') throw new Error(`missing number: ${column} is ${value}`);
  return value;
}

/** Sum of a column over those observations that pass. */
export function total(
  rows: readonly Observation[],
  column: string,
  passes: (row: Observation) => boolean = () => true,
): number {
  return rows.filter(passes).reduce((sum, row) => sum + number(row, column), 0);
}

const known = new Map<string, readonly Row[]>();

/** All rows of a scenario's run; laws that look at the same scenario share its run. */
export function rowsOf(written: Written): readonly Row[] {
  const key = JSON.stringify(written);
  const rows = known.get(key) ?? [...simulate(resolved(written))];
  known.set(key, rows);
  return rows;
}

/** Whether two sums of floats are the same but for rounding, against the size of what was summed. */
export function equal(a: number, b: number, size = Math.max(Math.abs(a), Math.abs(b))): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(size, 1e-6);
}
