import { createHash } from 'node:crypto';
import { modelVersion } from '../../sim/version.ts';
import type { MeasureSchema, RunMeasure } from './run-measure.ts';

/** A run to be done: plain data, so that it can go to another process or over a wire. */
export interface RunJob {
  /** SHA-256 of all that determines what the run gives: 64 hexadecimal digits. */
  readonly key: string;
  /** The resolved scenario as written, as JSON text: one flat value is cheap to send and to recognise. */
  readonly scenario: string;
  readonly seed: number | string;
  /** Measures to keep, as patterns where `*` stands for any text; none keeps all. */
  readonly measures: readonly string[];
  /** Tables of the simulator to keep whole, by name. */
  readonly tables: readonly string[];
}

/** Rows of a table of a run. */
export type RecordedRows = readonly (readonly (number | string | null)[])[];

/** A run that was done: a pure function of its job. */
export interface CompletedRun {
  readonly key: string;
  readonly seed: number | string;
  /** What its measures are: runs of a scenario share one list. */
  readonly measures: readonly MeasureSchema[];
  /** Values of the measures, in their order. */
  readonly values: readonly (number | null)[];
  /** Rows of the tables that were asked for, by table; none where none was. */
  readonly rows?: Readonly<Record<string, RecordedRows>>;
}

/** A run that ended with an error. */
export interface FailedRun {
  readonly key: string;
  readonly seed: number | string;
  readonly error: string;
}

/** What a job gave. */
export type FinishedRun = CompletedRun | FailedRun;

/**
 * Makes the jobs of one scenario; the text and its digest are made once for all its seeds. The order of the
 * scenario's keys counts for the key, as do measures and tables to keep: a run of which less was kept is another run
 * for the store.
 *
 * @param scenario as written, standing alone
 * @param measures patterns of those to keep; none keeps all
 * @param tables names of tables to keep whole
 */
export function jobsOf(
  scenario: Readonly<Record<string, unknown>>,
  measures: readonly string[] = [],
  tables: readonly string[] = [],
): (seed: number | string) => RunJob {
  const text = JSON.stringify(scenario);
  const digest = sha256(text);
  return seed => ({
    key: keyFrom(digest, seed, measures, tables),
    scenario: text,
    seed,
    measures,
    tables,
  });
}

/** The key that a job's content gives it. */
export function keyOf({ scenario, seed, measures, tables }: Omit<RunJob, 'key'>): string {
  return keyFrom(sha256(scenario), seed, measures, tables);
}

/**
 * SHA-256 of the version of the model, the digest of the scenario, the seed, and what is kept. A number and a text of
 * the same digits are different seeds.
 */
function keyFrom(
  digest: string,
  seed: number | string,
  measures: readonly string[],
  tables: readonly string[],
): string {
  const kept = tables.length === 0 ? measures : [...measures, { tables }];
  return sha256(JSON.stringify([modelVersion, digest, seed, ...kept]));
}

/** The measures of a run with their values. */
export function measuresOf({ measures, values }: CompletedRun): RunMeasure[] {
  return measures.map((measure, index) => ({ ...measure, value: values[index] ?? null }));
}

/** The value of a measure of a run; null when the run has none of it. */
export function measureOf({ measures, values }: CompletedRun, name: string): number | null {
  return values[measures.findIndex(measure => measure.name === name)] ?? null;
}

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
