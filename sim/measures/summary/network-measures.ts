import { ratio } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { networkTable } from '../tables/over-time/network-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import type { Measure } from './measure.ts';
import { total } from './queries.ts';

/**
 * How often the stake of all operators that serve a set is counted, from the days of the tables `network` and `sets`.
 * A day weighs by its stake.
 */
export function networkMeasures(network: readonly Row[], sets: readonly Row[]): Measure[] {
  const stake = total(network, networkTable.at.stakeUsd);
  return [
    {
      name: 'network.reuse',
      unit: 'ratio',
      better: 'lower',
      meaning:
        'Stake of the members of each set, summed over sets, over the stake of operators in any: how often it would be at risk at once without unique stake',
      aggregation: 'sum over days over sum over days',
      value: ratio(total(sets, setsTable.at.totalStakeUsd), stake),
    },
    {
      name: 'network.allocated',
      unit: 'fraction',
      better: 'neither',
      meaning: 'Part of the stake of operators in any set that some set can slash',
      aggregation: 'sum over days over sum over days',
      value: ratio(total(sets, setsTable.at.slashableStakeUsd), stake),
    },
  ];
}
