import { quantileSorted } from 'd3';
import { type Frame, numberOf, rowsOf } from './frame.ts';

/** A value at a time: the median over replicates and its 5th and 95th percentile. */
export interface SeriesPoint {
  /** Days from the start: the middle of a bin, or the end of a period. */
  readonly x: number;
  readonly mid: number;
  readonly lo: number;
  readonly hi: number;
}

/** How rows become a curve for each key. Functions take the number of a row. */
export interface SeriesRecipe {
  readonly key: (row: number) => string;
  readonly value: (row: number) => number;
  /** Weight of a row in the mean of its bin; 1 when left out. */
  readonly weight?: (row: number) => number;
  /** Rows that count; all when left out. */
  readonly rows?: (row: number) => boolean;
  /** Take the mean over replicates in place of their spread: for parts that must add up. */
  readonly pooled?: boolean;
  /** Length of a bin in days. */
  readonly step: number;
  /** Length of the run in days. */
  readonly horizon: number;
}

/**
 * Length of a bin in days that leaves at most some hundred points: days, weeks, or groups of weeks. At most 60 for
 * daily values, at most 110 for longer ones.
 *
 * @param horizon length of the run in days
 */
export function stepOf(horizon: number): number {
  return horizon <= 60 ? 1 : 7 * Math.ceil(horizon / (7 * 110));
}

/** A bin's length in words: `daily values`, `weekly means`. */
export function stepName(step: number): string {
  return step === 1 ? 'daily values' : step === 7 ? 'weekly means' : `${step / 7}-week means`;
}

/**
 * The bin of a time; a day's row bears the time of its end, and a rest shorter than a bin joins the last.
 *
 * @param time days from the start
 * @param step length of a bin in days
 * @param horizon length of the run in days
 */
export function binOf(time: number, step: number, horizon: number): number {
  // Less a billionth, so that a time that rounding put just after the end of a bin still belongs to it.
  return Math.max(Math.min(Math.ceil(time / step - 1e-9), Math.floor(horizon / step)) - 1, 0);
}

/**
 * The middle of a bin, in days from the start; the last bin ends with the run.
 *
 * @param bin number of the bin, from 0
 * @param step length of a bin in days
 * @param horizon length of the run in days
 */
export function middleOf(bin: number, step: number, horizon: number): number {
  const end = (bin + 1) * step;
  return (bin * step + (end + step > horizon ? Math.max(horizon, bin * step) : end)) / 2;
}

/**
 * The median with the 5th and 95th percentile of some values; NaN of none. Values that are not finite do not count.
 * Quantiles are linear between order statistics.
 */
export function spread(values: readonly number[]): Omit<SeriesPoint, 'x'> {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (p: number) => quantileSorted(sorted, p) ?? Number.NaN;
  return { mid: at(0.5), lo: at(0.05), hi: at(0.95) };
}

/**
 * A curve for each key: weighted means over bins of each replicate, then the spread over replicates. Keys are in the
 * order in which rows first name them, points in the order of time. A bin in which no row has a finite value has no
 * point. Rows with a weight of 0 or less do not count.
 */
export function curves(frame: Frame, recipe: SeriesRecipe): Map<string, readonly SeriesPoint[]> {
  const { step, horizon } = recipe;
  const time = numberOf(frame, 'time_days');
  const replicate = numberOf(frame, 'replicate');
  // By key, bin and replicate: the weighted sum and the sum of weights.
  const sums = new Map<string, Map<number, Map<number, [number, number]>>>();
  for (const row of rowsOf(frame, recipe.rows)) {
    const value = recipe.value(row);
    const weight = recipe.weight?.(row) ?? 1;
    if (!Number.isFinite(value) || !Number.isFinite(time(row)) || !(weight > 0)) continue;
    const bins = getOr(sums, recipe.key(row), () => new Map());
    const runs = getOr(bins, binOf(time(row), step, horizon), () => new Map());
    const sum = getOr(runs, recipe.pooled ? 0 : replicate(row), () => [0, 0] as [number, number]);
    sum[0] += value * weight;
    sum[1] += weight;
  }
  const result = new Map<string, readonly SeriesPoint[]>();
  for (const [key, bins] of sums) {
    const points = [...bins].map(([bin, runs]) => ({
      x: middleOf(bin, step, horizon),
      ...spread([...runs.values()].map(([total, weight]) => total / weight)),
    }));
    result.set(
      key,
      points.sort((a, b) => a.x - b.x),
    );
  }
  return result;
}

/** The value of a key, made and kept when there is none yet. A value of undefined counts as none. */
export function getOr<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/**
 * Mean of the medians over a curve's first or last part, a fraction of its points (at least one). That part is a
 * thirteenth of the points: of a quarter in weeks one, of a year in weeks four. NaN without points.
 */
export function level(points: readonly SeriesPoint[], part: 'start' | 'end' | 'all'): number {
  const few = Math.max(1, Math.round(points.length / 13));
  const some = part === 'all' ? points : part === 'start' ? points.slice(0, few) : points.slice(-few);
  return some.reduce((sum, point) => sum + point.mid, 0) / some.length;
}
