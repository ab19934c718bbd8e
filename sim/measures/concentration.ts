import { log } from '../engine/index.ts';

/** Parts of a whole, largest first, zeros left out. */
function ranked(values: readonly number[]): { readonly parts: Float64Array; readonly total: number } {
  const parts = Float64Array.from(values.filter(value => value > 0))
    .sort()
    .reverse();
  return { parts, total: parts.reduce((a, b) => a + b, 0) };
}

/** Nakamoto coefficient: fewest holders that together have more than a fraction of the whole; 0 of nothing. */
export function nakamoto(values: readonly number[], threshold: number): number {
  const { parts, total } = ranked(values);
  let sum = 0;
  for (let count = 0; count < parts.length; count++) {
    sum += parts[count]!;
    if (sum > threshold * total) return count + 1;
  }
  return 0;
}

/** Herfindahl-Hirschman index: sum of squared shares, from 1/n (equal) to 1 (one holder); 0 of nothing. */
export function hhi(values: readonly number[]): number {
  const { parts, total } = ranked(values);
  return parts.reduce((sum, part) => sum + (part / total) * (part / total), 0);
}

/** Shannon entropy of the shares, in nats: from 0 (one holder) to log n (n equal holders); 0 of nothing. */
export function entropy(values: readonly number[]): number {
  const { parts, total } = ranked(values);
  return parts.reduce((sum, part) => sum - (part / total) * log(part / total), 0);
}

/** Gini coefficient of all values, zeros among them: 0 is equal; 0 of nothing. */
export function gini(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const total = sorted.reduce((a, b) => a + b, 0);
  if (total === 0) return 0;
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
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const total = weights.reduce((a, b) => a + b, 0);
  if (total <= 0) return null;
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= probability * total) return values[i]!;
  }
  return values[order.at(-1)!]!;
}
