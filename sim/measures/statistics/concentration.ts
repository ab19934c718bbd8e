import { log } from '../../engine/index.ts';

/** Parts of a whole, largest first, zeros left out. Sorted once, for the several figures that are read from it. */
export interface Ranked {
  readonly parts: Float64Array;
  readonly total: number;
}

/**
 * Ranks what each holder has. What is 0, negative or NaN counts for nobody. O(n log n).
 *
 * @param values one for each holder, in any unit and order
 */
export function ranked(values: readonly number[]): Ranked {
  const some = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (value > 0) some[count++] = value;
  const parts = some.subarray(0, count).sort().reverse();
  let total = 0;
  for (let i = 0; i < count; i++) total += parts[i]!;
  return { parts, total };
}

/**
 * Nakamoto coefficient: fewest holders that together have more than a fraction of the whole; null of nothing. "More
 * than" is strict: of three equal holders it takes two to have more than a third.
 *
 * @param threshold part of the whole, from 0 to below 1
 */
export function nakamoto({ parts, total }: Ranked, threshold: number): number | null {
  let sum = 0;
  for (let count = 0; count < parts.length; count++) {
    sum += parts[count]!;
    if (sum > threshold * total) return count + 1;
  }
  return null;
}

/**
 * Herfindahl-Hirschman index: sum of squared shares, from 1/n (equal) to 1 (one holder); null of nothing. Its
 * reciprocal is the effective number: so many equal holders would have the same index.
 */
export function hhi({ parts, total }: Ranked): number | null {
  if (parts.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum += (parts[i]! / total) * (parts[i]! / total);
  return sum;
}

/**
 * Shannon entropy of the shares, in nats: from 0 (one holder) to log n (n equal holders); null of nothing. Zeros,
 * whose term is 0 in the limit, are not among the parts.
 */
export function entropy({ parts, total }: Ranked): number | null {
  if (parts.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum -= (parts[i]! / total) * log(parts[i]! / total);
  return sum;
}

/**
 * Gini coefficient of all values, zeros among them: 0 is equal; null of nothing. From the ranks i = 1..n of the
 * sorted values, sum (2i - n - 1) x_i / (n sum x_i): at most 1 - 1/n, where one of n has all. Unlike the figures
 * above it depends on who counts as a holder with nothing.
 *
 * @param values 0 or more
 */
export function gini(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let total = 0;
  let weighed = 0;
  // Loops: this runs for every set and label on every day, and a callback for each value takes several times as long.
  for (let i = 0; i < n; i++) total += sorted[i]!;
  if (total === 0) return null;
  for (let i = 0; i < n; i++) weighed += (2 * (i + 1) - n - 1) * sorted[i]!;
  return weighed / (n * total);
}

/**
 * Empirical quantile by linear interpolation between order statistics (type 7); null of nothing. The place is
 * probability x (n - 1) among the sorted values, from 0: the default of R and NumPy.
 *
 * @param probability from 0 to 1
 */
export function quantile(values: readonly number[], probability: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const place = probability * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}

/**
 * Quantile of values that carry weights: the least value with at least that part of the weight at or below it. It
 * is one of the values and never between two, so that with equal weights it is not what `quantile` gives. Null
 * where no weight is above 0.
 *
 * @param weights one for each value, 0 or more
 * @param probability from 0 to 1
 */
export function weightedQuantile(
  values: readonly number[],
  weights: readonly number[],
  probability: number,
): number | null {
  return weightedQuantiles(values, weights, [probability])[0]!;
}

/**
 * Several quantiles of the same values. As `weightedQuantile`, in the order of the probabilities; the values are
 * sorted once.
 */
export function weightedQuantiles(
  values: readonly number[],
  weights: readonly number[],
  probabilities: readonly number[],
): (number | null)[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const total = weights.reduce((a, b) => a + b, 0);
  return probabilities.map(probability => {
    if (total <= 0) return null;
    let sum = 0;
    for (const i of order) {
      sum += weights[i]!;
      if (sum >= probability * total) return values[i]!;
    }
    // Sums in another order than the total may fall short of it by rounding.
    return values[order.at(-1)!]!;
  });
}
