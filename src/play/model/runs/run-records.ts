import type { MeasureSchema } from '../../../runs/run-measure.ts';
import type { Change } from '../levers/change.ts';
import type { RunNews, ShownEvent } from './played-run.ts';

/** What is known of a run, done or under way. */
export interface RunRecord {
  /** Values of the series at each sample so far, `[sample][series]`. */
  readonly samples: Float64Array[];
  /** Stake by link of the flow layout at each sample, where it was asked for. */
  readonly flows: Float64Array[];
  /** Lost to slashes since the start by each cohort, in USD, at each sample. */
  readonly losses: Float64Array[];
  readonly events: ShownEvent[];
  day: number;
  isDone: boolean;
  /** What it measured by the end of the preview, and in all. */
  preview?: RecordedMeasures;
  measures?: RecordedMeasures;
}

/** Values of measures, and what they are: runs share the list of it. */
export interface RecordedMeasures {
  readonly schemas: readonly MeasureSchema[];
  readonly values: readonly (number | null)[];
}

/** Runs of a setting by the number of the replicate. */
export type RunsOfSetting = Map<number, RunRecord>;

/** The runs that are kept, by setting: of those looked at longest ago the runs are forgotten. */
export interface RunRecords {
  /** Runs of a setting. */
  of(changes: readonly Change[]): RunsOfSetting;
  /** Adds news of a run. */
  add(changes: readonly Change[], replicate: number, news: RunNews): void;
  /**
   * The next news of a run are of one that begins anew. What is known of it stays until it has come as far: days that
   * were shown do not vanish.
   */
  begin(changes: readonly Change[], replicate: number): void;
  clear(): void;
}

/** The name of a setting: two lists of the same changes have the same. The order of the list does not matter. */
export function settingKey(changes: readonly Change[]): string {
  const sorted = [...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
  return JSON.stringify(sorted.map(({ path, value }) => [path, value]));
}

function noRecord(): RunRecord {
  return { samples: [], flows: [], losses: [], events: [], day: 0, isDone: false };
}

/**
 * Runs of settings, none yet.
 *
 * @param most settings that are kept
 */
export function createRunRecords(most: number): RunRecords {
  const settings = new Map<string, RunsOfSetting>();
  /** Records of runs that began anew, by what was known of them before. */
  const renewals = new WeakMap<RunRecord, RunRecord>();
  let shared: readonly MeasureSchema[] = [];
  const of = (changes: readonly Change[]): RunsOfSetting => {
    const key = settingKey(changes);
    const runs = settings.get(key) ?? new Map<number, RunRecord>();
    // The order of a map is that of insertion: what is looked at goes last.
    settings.delete(key);
    settings.set(key, runs);
    for (const old of settings.keys()) {
      if (settings.size <= most) break;
      settings.delete(old);
    }
    return runs;
  };
  // Hundreds of runs have the same measures: their names and meanings are kept once.
  const recorded = (measures: RunNews['measures']): RecordedMeasures | undefined => {
    if (measures === undefined) return undefined;
    const isSame =
      measures.length === shared.length && measures.every(({ name }, at) => shared[at]!.name === name);
    if (!isSame) shared = measures.map(({ value, ...schema }) => schema);
    return { schemas: shared, values: measures.map(({ value }) => value) };
  };
  return {
    of,
    add: (changes, replicate, { samples, flows, losses, events, day, isDone, measures }) => {
      const runs = of(changes);
      const known = runs.get(replicate);
      const record = (known && renewals.get(known)) ?? known ?? noRecord();
      record.samples.push(...samples);
      record.flows.push(...flows);
      record.losses.push(...losses);
      record.events.push(...events);
      record.day = day;
      record.isDone = isDone;
      const told = recorded(measures);
      if (told) record[isDone ? 'measures' : 'preview'] = told;
      if (known === undefined || day >= known.day) runs.set(replicate, record);
    },
    begin: (changes, replicate) => {
      const known = of(changes).get(replicate);
      if (known) renewals.set(known, noRecord());
    },
    clear: () => settings.clear(),
  };
}
