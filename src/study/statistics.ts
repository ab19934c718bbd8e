import { deviation, mean, quantileSorted } from 'd3';
import { tQuantile975 } from './student.ts';

/** Statistics of a measure over replicates, in the measure's unit; null where one value cannot say. */
export interface Statistics {
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  /** 95% t interval of the mean. */
  readonly ci95: readonly [low: number, high: number] | null;
  readonly p05: number;
  readonly p50: number;
  readonly p95: number;
}

/** Statistics of at least one value; quantiles are linear between order statistics (type 7). Throws on none. */
export function statistics(values: readonly number[]): Statistics {
  if (values.length === 0) throw new Error('missing values: statistics need at least one');
  const ordered = values.toSorted((a, b) => a - b);
  const n = ordered.length;
  const centre = mean(ordered)!;
  const sd = deviation(ordered) ?? null;
  const half = sd === null ? null : (tQuantile975(n - 1) * sd) / Math.sqrt(n);
  return {
    n,
    mean: centre,
    sd,
    ci95: half === null ? null : [centre - half, centre + half],
    p05: quantileSorted(ordered, 0.05)!,
    p50: quantileSorted(ordered, 0.5)!,
    p95: quantileSorted(ordered, 0.95)!,
  };
}
