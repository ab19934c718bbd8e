import { type CompletedRun, measuresOf } from '../../runs/job.ts';
import { differenceOf } from '../statistics/agreement.ts';
import type { Interval } from '../statistics/intervals.ts';
import { meanStatistics } from '../statistics/statistics.ts';

/** A measure in two scenarios, A and B, run with the same seeds; over the seeds at which both have a value. */
export interface MeasureComparison {
  readonly measure: string;
  readonly unit: string;
  readonly meaning: string;
  /** Which way is good: higher, lower or neither. */
  readonly better: string;
  /** Number of pairs of runs. */
  readonly n: number;
  readonly meanA: number;
  readonly meanB: number;
  /** Mean of B less A over the pairs. */
  readonly difference: number;
  /** 95% interval of that mean; null for one pair, and where all pairs differ by the same. */
  readonly interval: Interval | null;
  /**
   * The difference over the standard deviation between runs, the root mean square of those of the two scenarios (Cohen's
   * d); null where runs do not differ.
   */
  readonly standardised: number | null;
  /**
   * Fraction of the variance of the difference that pairing by seed removed: 1 less the variance of paired differences
   * over that of unpaired ones. Below 0 where pairing added to it; null where there is no variance.
   */
  readonly paired: number | null;
}

/** The comparison of two scenarios, measure by measure. */
export interface ScenarioComparison {
  /** By size of the standardised difference; first those that differ although runs of a scenario do not. */
  readonly comparisons: readonly MeasureComparison[];
  /** Measures of which only one of the two has a value. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

/** Compares runs of two scenarios pair by pair. The two lists have the same seeds in the same order. */
export function compareRuns(a: readonly CompletedRun[], b: readonly CompletedRun[]): ScenarioComparison {
  const [first, second] = [valuesOf(a), valuesOf(b)];
  const comparisons: MeasureComparison[] = [];
  const onlyA: string[] = [];
  for (const [measure, { about, values }] of first) {
    const others = second.get(measure)?.values ?? [];
    const pairs = values.flatMap((value, seed) => {
      const other = others[seed];
      return value === undefined || other === undefined ? [] : [[value, other] as const];
    });
    if (pairs.length > 0) comparisons.push(comparisonOf(about, pairs));
    else if (values.length > 0) onlyA.push(measure);
  }
  const onlyB = [...second].flatMap(([measure, { values }]) => {
    const isShared = first.get(measure)?.values.some(value => value !== undefined);
    return values.length > 0 && !isShared ? [measure] : [];
  });
  return { comparisons: comparisons.sort((one, other) => sizeOf(other) - sizeOf(one)), onlyA, onlyB };
}

/** Whether a difference is more than chance: its 95% interval does not contain 0, or all pairs differ by the same. */
export function isDifferent(comparison: MeasureComparison): boolean {
  const { interval } = comparison;
  return interval === null ? isShifted(comparison) : interval[0] > 0 || interval[1] < 0;
}

/** Whether all pairs, of which there are two at least, differ by the same, which is not nothing: it has no interval. */
export function isShifted({ n, difference, interval }: MeasureComparison): boolean {
  return n > 1 && interval === null && difference !== 0;
}

type MeasureDescription = Pick<MeasureComparison, 'measure' | 'unit' | 'meaning' | 'better'>;

interface MeasureValues {
  readonly about: MeasureDescription;
  /** By position of the seed in the list of runs; a hole where a run has no value. */
  readonly values: number[];
}

function valuesOf(runs: readonly CompletedRun[]): Map<string, MeasureValues> {
  const found = new Map<string, MeasureValues>();
  runs.forEach((run, seed) => {
    for (const { name: measure, unit, value, meaning, better } of measuresOf(run)) {
      const known = found.get(measure) ?? { about: { measure, unit, meaning, better }, values: [] };
      found.set(measure, known);
      if (value !== null) known.values[seed] = value;
    }
  });
  return found;
}

function comparisonOf(
  about: MeasureDescription,
  pairs: readonly (readonly [number, number])[],
): MeasureComparison {
  const a = meanStatistics(pairs.map(([one]) => one));
  const b = meanStatistics(pairs.map(([, other]) => other));
  const gap = meanStatistics(
    pairs.map(([one, other]) => differenceOf(other, one)),
    // The difference of two fractions lies between -1 and 1.
    about.unit === 'fraction' ? [-1, 1] : undefined,
  );
  const unpaired = (a.sd ?? 0) ** 2 + (b.sd ?? 0) ** 2;
  return {
    ...about,
    n: pairs.length,
    meanA: a.mean,
    meanB: b.mean,
    difference: gap.mean,
    interval: gap.ci95,
    standardised: unpaired > 0 ? gap.mean / Math.sqrt(unpaired / 2) : null,
    paired: unpaired > 0 ? 1 - (gap.sd ?? 0) ** 2 / unpaired : null,
  };
}

function sizeOf({ standardised, difference }: MeasureComparison): number {
  if (standardised !== null) return Math.abs(standardised);
  return difference === 0 ? 0 : Number.MAX_VALUE;
}
