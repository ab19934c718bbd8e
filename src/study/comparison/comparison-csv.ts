import { toCsv } from '../../results/tables/csv.ts';
import type { ScenarioComparison } from './paired-comparison.ts';

/** Columns of the CSV. */
const columns = [
  'measure',
  'unit',
  'n',
  'a',
  'b',
  'difference',
  'ci95_lo',
  'ci95_hi',
  'standardised',
  'paired_fraction',
  'better',
  'meaning',
];

/** All measures that both scenarios have as a CSV, by the size of their change. */
export function comparisonCsv({ comparisons }: Pick<ScenarioComparison, 'comparisons'>): string {
  const rows = comparisons.map(one => [
    ...[one.measure, one.unit, one.n, one.meanA, one.meanB, one.difference],
    ...[
      one.interval?.[0] ?? null,
      one.interval?.[1] ?? null,
      one.standardised,
      one.paired,
      one.better,
      one.meaning,
    ],
  ]);
  return toCsv([columns, ...rows]);
}
