/**
 * Sum of values, in their order; 0 of none. The order matters to the last digits, which results and their digests
 * keep.
 */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Mean of values; null of none. */
export function mean(values: readonly number[]): number | null {
  return values.length ? sum(values) / values.length : null;
}

/**
 * `part` over `whole`. Null where `whole` is 0, below 0 or no number: a payback whose profit is negative, say, has no
 * value, rather than a negative one.
 *
 * @param part numerator, in any unit; may be negative or more than the whole
 * @param whole denominator, in the same unit
 */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
