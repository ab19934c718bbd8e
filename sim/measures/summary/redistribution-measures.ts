import { ratio } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import { type Measure, type MeasureOf, measuresOf } from './measure.ts';
import { having, lacking, numbers, total } from './queries.ts';

const { at } = setsTable;

/**
 * What slashes brought each AVS that has a redistributing set, from the table `sets`. A set that burns has no cell
 * there, which tells the two apart.
 */
export function redistributedMeasures(sets: readonly Row[]): Measure[] {
  const paying = lacking(sets, at.redistributedUsd, null);
  const avss = new Set(paying.map(({ values }) => values[at.avs]!));
  return [...avss].flatMap(avs =>
    measuresOf(`${avs}`, measuresOfRedistribution, having(paying, at.avs, avs)),
  );
}

/** Measures of an AVS, from the days of its redistributing sets. */
export const measuresOfRedistribution: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'redistributed',
    unit: 'USD',
    better: 'neither',
    meaning: 'Slashed stake that reached the AVS',
    value: days => total(days, at.redistributedUsd),
  },
  {
    name: 'redistributed.change',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Worth of that stake when it came over its worth when slashed, less 1',
    value: days => {
      const grown = ratio(total(days, at.redistributedUsd), total(days, at.redistributedWhenSlashedUsd));
      return grown === null ? null : grown - 1;
    },
  },
  {
    name: 'redistributed.shortfall',
    unit: 'fraction',
    better: 'lower',
    meaning:
      'What slashes brought less than they were worth when carried out, over that worth; gains of others are not set off',
    value: days =>
      ratio(total(days, at.redistributedShortfallUsd), total(days, at.redistributedWhenSlashedUsd)),
  },
  {
    name: 'redistributed.held',
    unit: 'USD',
    better: 'lower',
    meaning: 'Stake slashed for the AVS that has not reached it',
    aggregation: 'most of days',
    value: days => mostHeld(days),
  },
];

/** Most that all sets together hold back on one day. Sets of one AVS, whose rows these are; null without a day. */
function mostHeld(days: readonly Row[]): number | null {
  const byDay = new Map<number, number>();
  // Neither column is ever missing: both lists match the rows by place.
  const times = numbers(days, at.timeDays);
  numbers(days, at.slashHeldUsd).forEach((usd, i) => {
    byDay.set(times[i]!, (byDay.get(times[i]!) ?? 0) + usd);
  });
  return byDay.size > 0 ? Math.max(...byDay.values()) : null;
}
