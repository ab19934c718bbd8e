import { ratio } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { operatorsTable } from '../tables/over-time/operators-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import type { Measure } from './measure.ts';
import { having, total } from './queries.ts';

/**
 * How often the stake of all operators that serve a set is counted, from the tables `operators` and `sets` on the
 * days on which both are there.
 */
export function networkMeasures(operators: readonly Row[], sets: readonly Row[]): Measure[] {
  const { at } = operatorsTable;
  const sampled = new Set(operators.map(({ values }) => values[at.timeDays]));
  const then = sets.filter(({ values }) => sampled.has(values[setsTable.at.timeDays]!));
  const stake = total(having(operators, at.status, 'active'), at.stakeUsd);
  return [
    {
      name: 'network.reuse',
      unit: 'ratio',
      better: 'lower',
      meaning:
        'Stake of the members of each set, summed over sets, over the stake of operators in any: how often it would be at risk at once without unique stake',
      aggregation: 'over samples',
      value: ratio(total(then, setsTable.at.totalStakeUsd), stake),
    },
    {
      name: 'network.allocated',
      unit: 'fraction',
      better: 'neither',
      meaning: 'Part of the stake of operators in any set that some set can slash',
      aggregation: 'over samples',
      value: ratio(total(then, setsTable.at.slashableStakeUsd), stake),
    },
  ];
}
