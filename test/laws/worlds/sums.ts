import { expect } from 'vitest';
import type { Row } from '../../../sim/index.ts';
import { equal, number, type Observation, observations } from './rows.ts';

/** Expects two sums of floats to be the same but for rounding; see {@link equal}. */
export const same = (a: number, b: number, what: string, size?: number) =>
  expect(equal(a, b, size), `${what}: ${a} and ${b}`).toBe(true);

/** Sums of a column by a key. */
export function by(
  rows: readonly Observation[],
  key: (row: Observation) => string,
  column: string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + number(row, column));
  return sums;
}

/** The last day of a run. */
export function lastDay(rows: readonly Row[]): number {
  return Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));
}
