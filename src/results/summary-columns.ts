import { count, optional, quantity, text } from '../../sim/measures/tables/column-kinds.ts';
import { intervalColumns, measure, UNIT_OF_MEASURE } from './statistic-columns.ts';

/** The columns of statistics of a measure over replicates, in tables with a row for each measure. */
export const summaryColumns = {
  measure,
  unit: text('Unit of the measure'),
  n: count('Replicates that have a value'),
  mean: optional(quantity(UNIT_OF_MEASURE, 'Mean')),
  sd: optional(quantity(UNIT_OF_MEASURE, 'Standard deviation over replicates; empty for one')),
  ...intervalColumns(
    'ci95',
    UNIT_OF_MEASURE,
    'the 95% interval of the mean, within the bounds of shares and counts; empty for one, and where all are the same, which leaves open how far the next would be',
  ),
  p05: optional(quantity(UNIT_OF_MEASURE, '5th percentile over replicates')),
  p50: optional(quantity(UNIT_OF_MEASURE, 'Median over replicates')),
  p95: optional(quantity(UNIT_OF_MEASURE, '95th percentile over replicates')),
  ...quantileInterval('p05'),
  ...quantileInterval('p50'),
  ...quantileInterval('p95'),
  tailsNeed: optional(
    count(
      'Replicates that p05 and p95 need, where there are fewer: they are then hardly more than the extremes',
    ),
  ),
};

/** Which way of a measure is good. */
export const better = text('Which way is good: higher, lower or neither');

function quantileInterval<Key extends string>(key: Key) {
  return intervalColumns(
    key,
    UNIT_OF_MEASURE,
    `the 95% interval of ${key}; empty where replicates are too few`,
  );
}
