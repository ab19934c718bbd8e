import { mean } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { corruptionTable } from '../tables/over-time/corruption-table.ts';
import { type Measure, type MeasureOf, measuresOf } from './measure.ts';
import { having, numbers } from './queries.ts';

const { at } = corruptionTable;

/**
 * Measures of who might break faith, an AVS or members of a set, from their checks in the table `corruption`.
 * Without a check there is no row, so no measure: rows are of one AVS or one set, at least one.
 *
 * @param checks rows of one AVS, or one set, in order of time
 */
export function corruptionMeasures(checks: readonly Row[]): Measure[] {
  const { values } = checks[0]!;
  const [avs, set] = [values[at.avs], values[at.set]];
  return set === null
    ? measuresOf(`${avs}`, abuseMeasures, checks)
    : measuresOf(`${avs}.${set}`, attackMeasures, checks);
}

/** What the measures of the day of the first strike have in common. */
const firstStrike = {
  unit: 'days',
  better: 'neither',
  meaning: 'Day of the first; empty if there was none',
  value: (checks: readonly Row[]) => numbers(struck(checks), at.timeDays)[0] ?? null,
} as const;

/** Measures of an AVS that might slash its members without an offence. */
export const abuseMeasures: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'abuse.profit',
    unit: 'USD',
    better: 'lower',
    meaning: 'What slashing every member would bring the AVS',
    aggregation: 'mean over checks',
    value: checks => mean(numbers(checks, at.profitUsd)),
  },
  {
    name: 'abuse.cost',
    unit: 'USD',
    better: 'higher',
    meaning: 'Present value of going on honestly',
    aggregation: 'mean over checks',
    value: checks => mean(numbers(checks, at.costUsd)),
  },
  {
    name: 'abuse.strikes',
    unit: 'count',
    better: 'lower',
    meaning: 'Times that the AVS slashed every member',
    value: checks => struck(checks).length,
  },
  { name: 'abuse.day', ...firstStrike },
];

/** Measures of the members of a set who might attack it. */
export const attackMeasures: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'corruption.profit',
    unit: 'USD',
    better: 'lower',
    meaning: 'What an attack on the set would bring',
    aggregation: 'mean over checks',
    value: checks => mean(numbers(checks, at.profitUsd)),
  },
  {
    name: 'corruption.cost',
    unit: 'USD',
    better: 'higher',
    meaning: 'What it would cost the cheapest coalition, expected',
    aggregation: 'mean over checks',
    value: checks => mean(numbers(checks, at.costUsd)),
  },
  {
    name: 'slack',
    unit: 'ratio',
    better: 'higher',
    meaning: 'What corrupting the set costs over what it brings, less 1',
    aggregation: 'least over checks',
    value: leastSlack,
  },
  {
    name: 'attacks',
    unit: 'count',
    better: 'lower',
    meaning: 'Attacks on the set',
    value: checks => struck(checks).length,
  },
  { name: 'corruption.day', ...firstStrike },
];

/** Checks after which it was done. */
function struck(checks: readonly Row[]): Row[] {
  return having(checks, at.strikes, 1);
}

/**
 * The slack against corruption where it was least: cost over profit, less 1 (gamma of Durvasula and Roughgarden 2024).
 * Null where there never was a profit.
 */
function leastSlack(checks: readonly Row[]): number | null {
  let least: number | null = null;
  for (const { values } of checks) {
    const profit = Number(values[at.profitUsd]);
    if (profit <= 0) continue;
    const slack = Number(values[at.costUsd]) / profit - 1;
    least = Math.min(least ?? slack, slack);
  }
  return least;
}
