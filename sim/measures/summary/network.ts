import type { Row } from '../tables/index.ts';
import { cell, having, ratio, total } from './cells.ts';
import type { Measure } from './measure.ts';

/**
 * How often the stake of all operators that serve a set is counted, from the tables `operators` and `sets` on the
 * days on which both are there.
 */
export function networkMeasures(operators: readonly Row[], sets: readonly Row[]): Measure[] {
  const sampled = new Set(operators.map(row => cell(row, 'time_days')));
  const then = sets.filter(row => sampled.has(cell(row, 'time_days')));
  const stake = total(having(operators, 'status', 'active'), 'stake_usd');
  return [
    [
      'network.reuse',
      'ratio',
      'lower',
      'Stake of the members of each set, summed over sets, over the stake of operators in any: how often it would be at risk at once without unique stake',
      'over samples',
      ratio(total(then, 'total_stake_usd'), stake),
    ],
    [
      'network.allocated',
      'fraction',
      'neither',
      'Part of the stake of operators in any set that some set can slash',
      'over samples',
      ratio(total(then, 'slashable_stake_usd'), stake),
    ],
  ];
}
