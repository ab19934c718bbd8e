import type { HeadlineMeasure } from '../../sim/scenario/index.ts';
import type { MeasureSummary } from '../study/statistics/measure-summaries.ts';
import { emptyFrame, type Frame, numberOf, rowsOf } from './frame.ts';

/**
 * One line of summary.csv: a measure over all replicates. Numbers are in the measure's unit, NaN where the cell is
 * empty.
 */
export interface SummaryLine {
  readonly name: string;
  readonly unit: string;
  /** Number of replicates. */
  readonly n: number;
  readonly mean: number;
  /** Ends of the 95% interval of the mean; NaN of one run, and where all are the same. */
  readonly low: number;
  readonly high: number;
  /** Quantiles over replicates. */
  readonly p05: number;
  readonly p95: number;
  readonly meaning: string;
}

/** Whether a measure has an interval: one run has none, nor have runs that do not differ. */
export function hasInterval({ n, low, high }: SummaryLine): boolean {
  return n > 1 && high > low;
}

/** The line of a measure as the report has it of summary.csv. */
export function summaryLine({ measure, unit, meaning, statistics }: MeasureSummary): SummaryLine {
  const [low, high] = statistics?.ci95 ?? [Number.NaN, Number.NaN];
  const { n, mean, p05, p95 } = statistics ?? { n: 0, mean: Number.NaN, p05: Number.NaN, p95: Number.NaN };
  return { name: measure, unit, meaning, n, mean, low, high, p05, p95 };
}

/** What the report needs of the scenario; empty where scenario.yaml lacks it. */
export interface Setting {
  readonly name: string;
  readonly description: string;
  readonly seed: string;
  /** What it asks; empty where it does not say it. */
  readonly question: string;
  /** Measures that answer it, with their targets; none where it names none. */
  readonly headline: readonly HeadlineMeasure[];
  /** AVSs in the scenario's order, each with its sets and, by task, the sets that may serve it. */
  readonly avss: readonly {
    readonly name: string;
    readonly sets: readonly string[];
    readonly tasks: readonly { readonly name: string; readonly sets: readonly string[] }[];
  }[];
  /** Names of groups of operators, of cohorts of restakers and of kinds of GPU, in the scenario's order. */
  readonly groups: readonly string[];
  readonly cohorts: readonly string[];
  readonly gpus: readonly string[];
}

/** All that a report is drawn from. */
export interface Results {
  readonly setting: Setting;
  /** Tables whose CSV file is there. By name. */
  readonly files: readonly string[];
  /** The tables that were read, by name. */
  readonly frames: ReadonlyMap<string, Frame>;
  /** Lines of summary.csv; none without it. */
  readonly summary: readonly SummaryLine[];
}

/** A table by name; without rows when the results lack it. */
export function frameOf(results: Results, table: string): Frame {
  return results.frames.get(table) ?? emptyFrame;
}

/**
 * Number of replicates, from the tables' leading column. 0 where no table has one. It reads every row: ask once, not
 * for each row.
 */
export function replicatesOf(results: Results): number {
  let most = 0;
  for (const frame of results.frames.values()) {
    const replicate = numberOf(frame, 'replicate');
    for (const row of rowsOf(frame)) most = Math.max(most, (replicate(row) || 0) + 1);
  }
  return most;
}

/** Length of the longest run in days. 0 where no table has times. It reads every row. */
export function horizonOf(results: Results): number {
  let last = 0;
  for (const frame of results.frames.values()) {
    const time = numberOf(frame, 'time_days');
    for (const row of rowsOf(frame)) last = Math.max(last, time(row) || 0);
  }
  return last;
}
