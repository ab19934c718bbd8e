import { mean } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { securityTable } from '../tables/over-time/security-table.ts';
import type { MeasureOf } from './measure.ts';
import { numbers } from './queries.ts';

const { at } = securityTable;

/** Measures of what the stake behind a set secures, from the ends of weeks in the table `security`. */
export const securityMeasures: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'security.cost',
    unit: 'USD',
    better: 'higher',
    meaning: 'Least slashable stake that a coalition which can corrupt the set has',
    aggregation: 'mean over weeks',
    value: weeks => mean(numbers(weeks, at.costUsd)),
  },
  {
    name: 'security.slack',
    unit: 'ratio',
    better: 'higher',
    meaning: 'That stake over what corrupting the set brings, less 1 (gamma); none without a profit',
    aggregation: 'least over weeks',
    value: weeks => leastOf(numbers(weeks, at.slack)),
  },
  {
    name: 'security.lost',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Stake lost to the worst loss of a tenth of it and the attack after it',
    aggregation: 'largest over weeks',
    value: weeks => numbers(weeks, at.lost).reduce((most, lost) => Math.max(most, lost), 0),
  },
];

/** The least of some numbers; null without any. */
function leastOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((least, value) => Math.min(least, value));
}
