import { mean, quantileSorted } from 'd3';
import { spreadOf } from './agreement.ts';
import { type Interval, quantileInterval, replicatesForTail } from './intervals.ts';
import { meanInterval, unbounded } from './mean-interval.ts';

/** A quantile over replicates with its 95% interval; an end is null where replicates are too few for it. */
export interface QuantileInterval {
  readonly low: number | null;
  readonly high: number | null;
}

/** The mean of a measure over replicates, in the measure's unit; null where one value is too few. */
export interface MeanStatistics {
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  /** 95% interval of the mean, within the bounds of the measure; null too where all values are the same. */
  readonly ci95: Interval | null;
}

/** Statistics of a measure over replicates, in the measure's unit; null where one value is too few. */
export interface Statistics extends MeanStatistics {
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
  /** 95% intervals of the quantiles, from order statistics. */
  readonly intervals: Readonly<Record<'p05' | 'p50' | 'p95', QuantileInterval>>;
  /** Number of replicates that p05 and p95 need; null when there are enough. */
  readonly tailsNeed: number | null;
}

/** Values in ascending order; at least one. Adding 0 makes 0 of -0, so that any order of the values gives the same. */
function inOrder(values: readonly number[]): number[] {
  if (values.length === 0) throw new Error('missing values: statistics need at least one');
  return values.map(value => value + 0).toSorted((a, b) => a - b);
}

/**
 * The mean of at least one value and its interval. Throws on none.
 *
 * @param bounds what the mean cannot leave; ignored when a value does
 */
export function meanStatistics(values: readonly number[], bounds: Interval = unbounded): MeanStatistics {
  const ordered = inOrder(values);
  return {
    n: ordered.length,
    mean: mean(ordered)!,
    sd: spreadOf(ordered),
    ci95: meanInterval(ordered, bounds),
  };
}

/**
 * Statistics of at least one value; quantiles are linear between order statistics (type 7 of Hyndman and Fan, Am. Stat.
 * 50(4), 1996). Throws on none.
 *
 * @param bounds what the mean cannot leave; ignored when a value does
 */
export function statistics(values: readonly number[], bounds: Interval = unbounded): Statistics {
  const ordered = inOrder(values);
  const interval = (p: number): QuantileInterval => {
    const [low, high] = quantileInterval(ordered, p);
    return { low, high };
  };
  const need = replicatesForTail(0.95);
  return {
    ...meanStatistics(values, bounds),
    p05: quantileSorted(ordered, 0.05)!,
    p50: quantileSorted(ordered, 0.5)!,
    p95: quantileSorted(ordered, 0.95)!,
    intervals: { p05: interval(0.05), p50: interval(0.5), p95: interval(0.95) },
    tailsNeed: ordered.length < need ? need : null,
  };
}

/** Half of the 95% interval of a mean, to the side on which it reaches further; null where there is none. */
export function halfWidthOf({ mean: centre, ci95 }: Pick<Statistics, 'mean' | 'ci95'>): number | null {
  return ci95 === null ? null : Math.max(centre - ci95[0], ci95[1] - centre);
}
