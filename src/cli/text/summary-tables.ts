import type { MeasureSummary } from '../../study/statistics/measure-summaries.ts';
import type { DailySeries } from './daily-series.ts';
import { figure } from './figure.ts';
import { indentedTable } from './text-table.ts';

/** Blocks from the lowest to the highest. */
const bars = '▁▂▃▄▅▆▇█';

/**
 * Values as a row of block characters. The lowest block is 0, or the lowest value if that is below 0; the highest is
 * the highest value; a dot stands where there is no value. Without any value it is dots alone.
 */
export function sparkline(points: readonly (number | null)[]): string {
  const values = points.filter(point => point !== null);
  const low = Math.min(0, ...values);
  const range = Math.max(...values) - low;
  const bar = (value: number) =>
    bars[range === 0 ? 0 : Math.round(((value - low) / range) * (bars.length - 1))];
  return points.map(point => (point === null ? '·' : bar(point))).join('');
}

/**
 * Measures as a table: name, mean, the 95% interval where there are replicates, if they differ, and what is to be said of
 * targets.
 *
 * @param targets texts by measure
 */
export function summaryTable(
  summaries: readonly MeasureSummary[],
  targets: ReadonlyMap<string, string> = new Map(),
): string {
  return indentedTable(
    summaries.map(({ measure, unit, statistics }) => {
      const target = targets.get(measure) ?? '';
      if (statistics === null) return [measure, 'none', '', target];
      const { mean, ci95, n } = statistics;
      const same = n > 1 ? `the same in all ${n} runs` : '';
      const interval = ci95 === null ? same : `${figure(ci95[0], unit)} to ${figure(ci95[1], unit)}`;
      return [measure, figure(mean, unit), interval, target];
    }),
  );
}

/** Series as a table: what they are of, their course as a {@link sparkline}, first and last value. */
export function seriesTable(series: readonly DailySeries[]): string {
  return indentedTable(
    series.map(({ subject, column, unit, points }) => {
      const seen = points.filter(point => point !== null);
      const ends = seen.length === 0 ? '' : `${figure(seen[0]!, unit)} -> ${figure(seen.at(-1)!, unit)}`;
      return [`${subject} ${words(column)}`, sparkline(points), ends];
    }),
  );
}

/** The name of a column as words, without the unit. */
function words(column: string): string {
  return column.replace(/_(usd|fraction|hours|days)$/, '').replaceAll('_', ' ');
}
