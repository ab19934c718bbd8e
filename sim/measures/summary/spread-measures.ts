import { mean } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { decentralisationTable } from '../tables/over-time/decentralisation-table.ts';
import type { Measure } from './measure.ts';
import { numbers } from './queries.ts';

const { at } = decentralisationTable;

/**
 * Spread of a set's stake over a label of where members run, from its rows by that label in the table
 * `decentralisation`. Spread over members is among the measures of sets.
 */
export function spreadMeasures(rows: readonly Row[]): Measure[] {
  const { values } = rows[0]!;
  const by = values[at.by];
  if (by === 'operator') return [];
  return [
    {
      name: `${values[at.avs]}.${values[at.set]}.effective.${by}`,
      unit: 'count',
      better: 'higher',
      meaning: `Equal places by ${by} that its stake is as spread as (1 / HHI)`,
      aggregation: 'mean over days with stake',
      value: mean(numbers(rows, at.effectiveNumber)),
    },
  ];
}
