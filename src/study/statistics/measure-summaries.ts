import type { CellsOf, TableCell } from '../../../sim/measures/tables/define-table.ts';
import { runSummaryTable } from '../../results/run-tables.ts';
import { intervalCells } from '../../results/statistic-columns.ts';
import type { summaryColumns } from '../../results/summary-columns.ts';
import type { RunMeasure } from '../../runs/run-measure.ts';
import { boundsOf } from './intervals.ts';
import { type Statistics, statistics } from './statistics.ts';

/** A measure over the replicates that have a value of it. */
export interface MeasureSummary {
  readonly measure: string;
  readonly unit: string;
  readonly meaning: string;
  /** Which way is good: higher, lower or neither. */
  readonly better: string;
  /** Null when no replicate has a value. */
  readonly statistics: Statistics | null;
}

/** Collects the measures of many runs. */
export interface MeasureCollector {
  /** Adds a measure of a run. */
  add(measure: RunMeasure): void;
  /** Statistics of each measure, in the order in which measures were first seen. */
  summaries(): MeasureSummary[];
}

/** Starts a collection of measures. */
export function collectMeasures(): MeasureCollector {
  const measures = new Map<string, { unit: string; meaning: string; better: string; values: number[] }>();
  return {
    add({ name, unit, value, meaning, better }) {
      const measure = measures.get(name) ?? { unit, meaning, better, values: [] };
      if (value !== null) measure.values.push(value);
      measures.set(name, measure);
    },
    summaries: () =>
      [...measures].map(([measure, { unit, meaning, better, values }]) => ({
        measure,
        unit,
        meaning,
        better,
        statistics: values.length === 0 ? null : statistics(values, boundsOf(unit)),
      })),
  };
}

/** Cells of a measure in `summary.csv` of `opset run`. */
export function runSummaryCells(summary: MeasureSummary): readonly TableCell[] {
  const { meaning, better } = summary;
  return runSummaryTable.row({ ...summaryCells(summary), meaning, better }).values;
}

/** The cells of a measure under {@link summaryColumns}. */
export function summaryCells(summary: MeasureSummary): CellsOf<typeof summaryColumns> {
  const { measure, unit, statistics: found } = summary;
  const [low, high] = found?.ci95 ?? [null, null];
  const of = <Key extends 'p05' | 'p50' | 'p95'>(key: Key) =>
    intervalCells(key, found?.intervals[key].low ?? null, found?.intervals[key].high ?? null);
  return {
    measure,
    unit,
    n: found?.n ?? 0,
    mean: found?.mean ?? null,
    sd: found?.sd ?? null,
    ...intervalCells('ci95', low, high),
    p05: found?.p05 ?? null,
    p50: found?.p50 ?? null,
    p95: found?.p95 ?? null,
    ...of('p05'),
    ...of('p50'),
    ...of('p95'),
    tailsNeed: found?.tailsNeed ?? null,
  };
}
