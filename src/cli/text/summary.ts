import { printable } from '../../input/code-frame.ts';
import { quantity } from '../../report/format.ts';
import type { MeasureSummary } from '../../study/measures.ts';
import type { Series } from './series.ts';

const bars = '▁▂▃▄▅▆▇█';

/** A row of block characters from 0, or the lowest value below it, to the highest; a dot where there is none. */
export function sparkline(points: readonly (number | null)[]): string {
  const values = points.filter(point => point !== null);
  const low = Math.min(0, ...values);
  const range = Math.max(...values) - low;
  const bar = (value: number) =>
    bars[range === 0 ? 0 : Math.round(((value - low) / range) * (bars.length - 1))];
  return points.map(point => (point === null ? '·' : bar(point))).join('');
}

/** A figure with its unit, for people, as the page writes it. */
export function figure(value: number, unit: string): string {
  return quantity(value, unit)
    .filter(part => part !== '')
    .join(' ');
}

/** The measures as an aligned table: name, value, and the 95% interval where there are replicates. */
export function summaryTable(summaries: readonly MeasureSummary[]): string {
  return aligned(
    summaries.map(({ measure, unit, statistics }) => {
      if (statistics === null) return [measure, 'none', ''];
      const { mean, ci95 } = statistics;
      const interval = ci95 === null ? '' : `${figure(ci95[0], unit)} to ${figure(ci95[1], unit)}`;
      return [measure, figure(mean, unit), interval];
    }),
  );
}

/** Series as an aligned table: subject, quantity, its course, first and last value. */
export function seriesTable(series: readonly Series[]): string {
  return aligned(
    series.map(({ subject, column, unit, points }) => {
      const seen = points.filter(point => point !== null);
      const ends = seen.length === 0 ? '' : `${figure(seen[0]!, unit)} -> ${figure(seen.at(-1)!, unit)}`;
      return [`${subject} ${words(column)}`, sparkline(points), ends];
    }),
  );
}

/** A column's name without its unit, as words. */
function words(column: string): string {
  return column.replace(/_(usd|fraction|hours|days)$/, '').replaceAll('_', ' ');
}

/** Rows of text as lines with columns of equal width. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const clean = rows.map(row => row.map(printable));
  const widths = clean.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)),
    [],
  );
  return clean
    .map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd())
    .join('\n');
}
