import { quantileSorted } from 'd3';
import type { CompletedRun } from '../../../runs/job.ts';
import { compareRuns, type MeasureComparison } from '../../../study/comparison/paired-comparison.ts';
import { headlineMeasures } from '../../../study/statistics/headline-measures.ts';
import type { RecordedMeasures, RunRecord, RunsOfSetting } from './run-records.ts';

/** Values of a series at each sample: of one run, or the median over runs with a band from the 5th to the 95th percentile. */
export interface ShownCourse {
  readonly mid: Float64Array;
  /** Ends of the band; none for one run. */
  readonly low?: Float64Array;
  readonly high?: Float64Array;
}

/** One of the two settings as the screen shows it. */
export interface ShownSide {
  /** Course of each series. */
  readonly courses: readonly ShownCourse[];
  /** The run whose stake flows and events are shown; undefined before it has begun. */
  readonly first: RunRecord | undefined;
}

/** The runs on the screen, and what they measured. */
export interface ShownRuns {
  readonly a: ShownSide;
  readonly b: ShownSide;
  /** Replicates of which both runs are shown. */
  readonly pairs: number;
  /** Day up to which both are shown. */
  readonly day: number;
  /** Day at which the measures were taken; 0 before there are any. */
  readonly measuredDay: number;
  readonly comparisons: readonly MeasureComparison[];
}

/** What is chosen to be shown. */
export interface ShownChoice {
  readonly luck: 'one' | 'all';
  readonly series: number;
  readonly days: number;
  readonly previewDays: number;
  /** Tells whether a measure is to be shown. */
  readonly isShown: (measure: string) => boolean;
}

/** What the screen shows of the runs of two settings: of many runs those that both have done, so that all luck is the same. */
export function shownRuns(a: RunsOfSetting, b: RunsOfSetting, choice: ShownChoice): ShownRuns {
  const { luck, days, previewDays } = choice;
  const both =
    luck === 'one' ? [] : [...b].filter(([replicate, run]) => run.isDone && a.get(replicate)?.isDone);
  const replicates = both.map(([replicate]) => replicate).sort((one, other) => one - other);
  const isMany = replicates.length > 1;
  const shown = isMany ? replicates : [0];
  const of = (runs: RunsOfSetting): RunRecord[] =>
    shown.map(replicate => runs.get(replicate)).filter(run => run !== undefined);
  const [first, other] = [a.get(0), b.get(0)];
  const isWhole = first?.isDone && other?.isDone;
  const day = Math.min(first?.day ?? 0, other?.day ?? 0);
  const measuredDay = isWhole ? days : first?.preview && other?.preview ? previewDays : 0;
  const measuresOf = ({ measures, preview }: RunRecord): RecordedMeasures | undefined =>
    isWhole ? measures : (preview ?? measures);
  return {
    a: { courses: courses(of(a), choice.series, isMany), first },
    b: { courses: courses(of(b), choice.series, isMany), first: other },
    pairs: measuredDay === 0 ? 0 : shown.length,
    day,
    measuredDay,
    comparisons:
      measuredDay === 0 ? [] : compare(of(a).map(measuresOf), of(b).map(measuresOf), choice.isShown),
  };
}

/** Courses that were computed, by the first of the runs that they are of, with what they were computed from. */
const known = new WeakMap<
  RunRecord,
  { readonly runs: number; readonly samples: number; readonly courses: readonly ShownCourse[] }
>();

function courses(runs: readonly RunRecord[], series: number, isMany: boolean): readonly ShownCourse[] {
  const [first] = runs;
  if (first === undefined) return [];
  const from = { runs: isMany ? runs.length : 1, samples: first.samples.length };
  const before = known.get(first);
  if (before?.runs === from.runs && before.samples === from.samples) return before.courses;
  const made = Array.from(
    { length: series },
    (_, one): ShownCourse =>
      isMany ? bandOf(runs, one) : { mid: Float64Array.from(first.samples, sample => sample[one]!) },
  );
  known.set(first, { ...from, courses: made });
  return made;
}

function bandOf(runs: readonly RunRecord[], series: number): Required<ShownCourse> {
  const samples = runs[0]!.samples.length;
  const [mid, low, high] = [0, 0, 0].map(() => new Float64Array(samples)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let sample = 0; sample < samples; sample++) {
    const values = runs.map(run => run.samples[sample]![series]!).filter(value => !Number.isNaN(value));
    values.sort((a, b) => a - b);
    mid[sample] = quantileSorted(values, 0.5) ?? Number.NaN;
    low[sample] = quantileSorted(values, 0.05) ?? Number.NaN;
    high[sample] = quantileSorted(values, 0.95) ?? Number.NaN;
  }
  return { mid, low, high };
}

/** Comparisons of the measures that are shown, in the order of their runs. */
function compare(
  a: readonly (RecordedMeasures | undefined)[],
  b: readonly (RecordedMeasures | undefined)[],
  isShown: (measure: string) => boolean,
): readonly MeasureComparison[] {
  const asRun = (recorded: RecordedMeasures | undefined): CompletedRun => {
    const { schemas = [], values = [] } = recorded ?? {};
    const kept = schemas.flatMap(({ name }, index) => (isShown(name) ? [index] : []));
    return {
      key: '',
      seed: 0,
      measures: kept.map(index => schemas[index]!),
      values: kept.map(index => values[index] ?? null),
    };
  };
  return compareRuns(a.map(asRun), b.map(asRun)).comparisons;
}

/**
 * Names of the measures to show, in their order.
 *
 * @param names of all measures of a run
 * @param avss names of the AVSs, the one in question first
 * @param isAsked tells whether the scenario asks for a measure; undefined where it leaves it to us
 */
export function measuresToShow(
  names: readonly string[],
  avss: readonly string[],
  isAsked: ((name: string) => boolean) | undefined,
): readonly string[] {
  const measures = names.map(measure => ({ measure }));
  const chosen = isAsked
    ? measures.filter(({ measure }) => isAsked(measure))
    : headlineMeasures(measures, avss);
  return chosen.map(({ measure }) => measure);
}
