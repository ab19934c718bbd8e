import { mean, ratio } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import type { MeasureOf } from './measure.ts';
import { numbers, total } from './queries.ts';

const { at } = setsTable;

/** Days of the end that measures of the end are over: four weeks. */
const END_DAYS = 28;

/** Measures of an operator set, from its days in the table `sets`. */
export const setMeasures: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'members.start',
    unit: 'count',
    better: 'neither',
    meaning: 'Members at the end of the first day',
    value: days => numbers(days, at.members)[0] ?? null,
  },
  {
    name: 'members.mean',
    unit: 'count',
    better: 'higher',
    meaning: 'Members',
    aggregation: 'mean over days',
    value: days => mean(numbers(days, at.members)),
  },
  {
    name: 'members.end',
    unit: 'count',
    better: 'higher',
    meaning: 'Members at the end',
    value: days => numbers(days, at.members).at(-1) ?? null,
  },
  {
    name: 'slashable.mean',
    unit: 'USD',
    better: 'higher',
    meaning: 'Stake the set can slash',
    aggregation: 'mean over days',
    value: days => mean(numbers(days, at.slashableStakeUsd)),
  },
  {
    name: 'slashable.end',
    unit: 'USD',
    better: 'higher',
    meaning: 'Stake the set can slash at the end',
    value: days => numbers(days, at.slashableStakeUsd).at(-1) ?? null,
  },
  {
    name: 'nakamoto.mean',
    unit: 'count',
    better: 'higher',
    meaning: 'Members with a third of the stake',
    aggregation: 'mean over days with stake',
    value: days => mean(numbers(days, at.nakamotoThird)),
  },
  {
    name: 'hhi.mean',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Concentration of slashable stake',
    aggregation: 'mean over days with stake',
    value: days => mean(numbers(days, at.hhiFraction)),
  },
  {
    name: 'cost',
    unit: 'USD/week',
    better: 'lower',
    meaning: 'What the AVS paid for the set',
    value: days => weekly(paidUsd(days), days),
  },
  {
    name: 'cost.end',
    unit: 'USD/week',
    better: 'lower',
    meaning: 'What the AVS paid for the set over the last four weeks',
    value: days => weekly(paidUsd(days.slice(-END_DAYS)), days.slice(-END_DAYS)),
  },
  {
    name: 'to_operators',
    unit: 'USD/week',
    better: 'neither',
    meaning: 'Of that, to operators as their split',
    value: days => weekly(total(days, at.operatorsUsd), days),
  },
  {
    name: 'to_restakers',
    unit: 'USD/week',
    better: 'neither',
    meaning: 'Of that, to restakers',
    value: days => weekly(total(days, at.restakersUsd), days),
  },
  {
    name: 'slashed',
    unit: 'USD',
    better: 'lower',
    meaning: 'Stake slashed over the run',
    value: days => total(days, at.slashedUsd),
  },
  {
    name: 'exits',
    unit: 'count',
    better: 'lower',
    meaning: 'Members that left or were ejected',
    value: days => total(days, at.exits),
  },
  {
    name: 'ejections',
    unit: 'count',
    better: 'lower',
    meaning: 'Members that the AVS ejected',
    value: days => total(days, at.ejections),
  },
  {
    name: 'churn',
    unit: 'fraction/year',
    better: 'lower',
    meaning: 'Members that left or were ejected, over members',
    aggregation: 'by year',
    value: days => ratio(365 * total(days, at.exits), total(days, at.members)),
  },
  {
    name: 'cost_per_security',
    unit: 'USD/year',
    better: 'lower',
    meaning: 'What the AVS paid for a million USD of slashable stake, by year',
    value: days => {
      const millions = (mean(numbers(days, at.slashableStakeUsd)) ?? 0) / 1e6;
      return ratio((365 * paidUsd(days)) / days.length, millions);
    },
  },
];

/** What an AVS paid for a set over its days, the protocol's fee among it, in USD. */
export function paidUsd(days: readonly Row[]): number {
  const parts = [at.feeUsd, at.operatorsUsd, at.restakersUsd, at.stuckUsd];
  return parts.reduce((sum, part) => sum + total(days, part), 0);
}

/** USD a week of what so many days brought. */
function weekly(usd: number, days: readonly Row[]): number {
  return (7 * usd) / days.length;
}
