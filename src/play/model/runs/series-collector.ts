import type { Row } from '../../../../sim/measures/tables/index.ts';
import type { ShownSeries } from './shown-series.ts';

/** Makes the values of small multiples from the rows of a run, step by step. */
export interface SeriesCollector {
  take(row: Row): void;
  /** The values of the step that ends, in the order of the series, NaN where there is none; the next step begins. */
  endStep(days: number): Float64Array;
}

/** What is known of a series within a step. */
interface Sums {
  /** Last values by whom they are about, and the time of the newest. */
  time: number;
  sum: number;
  of: number;
  rows: number;
}

/** A collector for some series. */
export function createSeriesCollector(series: readonly ShownSeries[]): SeriesCollector {
  const sums = series.map((): Sums => ({ time: Number.NEGATIVE_INFINITY, sum: 0, of: 0, rows: 0 }));
  const byTable = new Map<string, number[]>();
  series.forEach(({ table }, index) => {
    byTable.set(table, [...(byTable.get(table) ?? []), index]);
  });
  return {
    take: row => {
      for (const index of byTable.get(row.table) ?? []) {
        const one = series[index]!;
        if (one.counts(row)) add(one, sums[index]!, row);
      }
    },
    endStep: days =>
      Float64Array.from(series, ({ aggregation }, index) => {
        const own = sums[index]!;
        const value = stepValue(aggregation, own, days);
        if (aggregation === 'share' || aggregation === 'perWeek')
          Object.assign(own, { sum: 0, of: 0, rows: 0 });
        return value;
      }),
  };
}

function add({ aggregation, columns, of }: ShownSeries, sums: Sums, { values }: Row): void {
  const time = Number(values[0]);
  // A newer time replaces the older; rows of one time are of several whom the series is about.
  if (aggregation === 'last' && time > sums.time) sums.sum = 0;
  sums.time = time;
  sums.rows++;
  for (const column of columns) sums.sum += Number(values[column] ?? 0);
  for (const column of of) sums.of += Number(values[column] ?? 0);
}

function stepValue(aggregation: ShownSeries['aggregation'], { sum, of, rows }: Sums, days: number): number {
  if (rows === 0) return Number.NaN;
  if (aggregation === 'share') return of > 0 ? sum / of : Number.NaN;
  return aggregation === 'perWeek' ? (7 * sum) / days : sum;
}
