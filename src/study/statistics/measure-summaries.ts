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

/** Cells of a measure under the columns of `summary.csv`. */
export function summaryCells({
  measure,
  unit,
  meaning,
  better,
  statistics: s,
}: MeasureSummary): (string | number | null)[] {
  if (s === null) return [measure, unit, 0, ...Array<null>(14).fill(null), meaning, better];
  const { p05, p50, p95 } = s.intervals;
  const tails = [p05.low, p05.high, p50.low, p50.high, p95.low, p95.high, s.tailsNeed];
  const [low, high] = s.ci95 ?? [null, null];
  return [measure, unit, s.n, s.mean, s.sd, low, high, s.p05, s.p50, s.p95, ...tails, meaning, better];
}
