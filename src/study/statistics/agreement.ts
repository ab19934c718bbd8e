import { deviation } from 'd3';

/** Part of their size by which two figures may differ that are the same but for rounding, such as sums of the same payments. */
const ROUNDING = 1e-12;

/** Whether values are the same, but for what rounding leaves of sums. */
export function areSame(values: readonly number[]): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.length === 0 || high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high));
}

/** One figure less another; 0 where they are the same but for rounding. */
export function differenceOf(a: number, b: number): number {
  return areSame([a, b]) ? 0 : a - b;
}

/** Standard deviation (n - 1) of values; 0 where they are the same but for rounding, null of fewer than two. */
export function spreadOf(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  return areSame(values) ? 0 : (deviation(values) ?? null);
}
