import { log } from '../../engine/index.ts';

/** Parts of a whole, largest first, zeros left out. */
export interface Ranked {
  readonly parts: Float64Array;
  readonly total: number;
}

/** Ranks what each holder has. */
export function ranked(values: readonly number[]): Ranked {
  const some = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (value > 0) some[count++] = value;
  const parts = some.subarray(0, count).sort().reverse();
  let total = 0;
  for (let i = 0; i < count; i++) total += parts[i]!;
  return { parts, total };
}

/** Nakamoto coefficient: fewest holders that together have more than a fraction of the whole; null of nothing. */
export function nakamoto({ parts, total }: Ranked, threshold: number): number | null {
  let sum = 0;
  for (let count = 0; count < parts.length; count++) {
    sum += parts[count]!;
    if (sum > threshold * total) return count + 1;
  }
  return null;
}

/** Herfindahl-Hirschman index: sum of squared shares, from 1/n (equal) to 1 (one holder); null of nothing. */
export function hhi({ parts, total }: Ranked): number | null {
  if (parts.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum += (parts[i]! / total) * (parts[i]! / total);
  return sum;
}

/** Shannon entropy of the shares, in nats: from 0 (one holder) to log n (n equal holders); null of nothing. */
export function entropy({ parts, total }: Ranked): number | null {
  if (parts.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum -= (parts[i]! / total) * log(parts[i]! / total);
  return sum;
}

/** Gini coefficient of all values, zeros among them: 0 is equal; null of nothing. */
export function gini(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const total = sorted.reduce((a, b) => a + b, 0);
  if (total === 0) return null;
  return sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - n - 1) * value, 0) / (n * total);
}

/** Empirical quantile by linear interpolation between order statistics (type 7); null of nothing. */
export function quantile(values: readonly number[], probability: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const place = probability * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}

/** Quantile of values that carry weights: the least value with at least that part of the weight at or below it. */
export function weightedQuantile(
  values: readonly number[],
  weights: readonly number[],
  probability: number,
): number | null {
  return weightedQuantiles(values, weights, [probability])[0]!;
}

/** Several quantiles of the same values. */
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
    return values[order.at(-1)!]!;
  });
}
