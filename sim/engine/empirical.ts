import type { Stream } from './streams.ts';

/**
 * Sampler of observed values, equally likely or by weight, at constant cost per draw (alias method: A. J. Walker,
 * ACM TOMS 3(3), 1977, with the set-up of M. D. Vose, IEEE TSE 17(9), 1991). A weighted choice among indices is
 * `empirical(indices, weights)`. The set-up takes time in proportion to the number of values. The values are read
 * at each draw, not copied.
 *
 * @param values what a draw returns, in any unit
 * @param weights relative frequency of each value; equal if left out
 * @throws Error if there are no values, or if the weights are not as many, not finite, negative, or all zero
 */
export function empirical(
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
): (stream: Stream) => number {
  const count = values.length;
  if (count === 0) throw new Error('missing values: an empirical distribution needs at least one');
  if (weights === undefined) return stream => values[Math.floor(stream() * count)]!;
  const { keep, alias } = aliases(count, weights);
  return stream => {
    const cell = Math.floor(stream() * count);
    return values[stream() < keep[cell]! ? cell : alias[cell]!]!;
  };
}

/** Alias table: the probability with which each cell returns its own value, and the cell whose value it returns else. */
function aliases(count: number, weights: ArrayLike<number>): { keep: Float64Array; alias: Int32Array } {
  if (weights.length !== count) {
    throw new Error(`invalid number of weights: ${weights.length}; give one for each of the ${count} values`);
  }
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (!(weights[i]! >= 0)) throw new Error(`invalid weight: ${weights[i]}; use a number of at least 0`);
    total += weights[i]!;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new Error(`invalid sum of weights: ${total}; it must be above 0 and finite`);
  }
  const keep = Float64Array.from({ length: count }, (_, i) => (weights[i]! / total) * count);
  const alias = Int32Array.from({ length: count }, (_, i) => i);
  const poor: number[] = [];
  const rich: number[] = [];
  keep.forEach((share, i) => {
    (share < 1 ? poor : rich).push(i);
  });
  // Each poor cell is filled up from one rich cell, which then gives away what the poor one lacked.
  while (poor.length > 0 && rich.length > 0) {
    const low = poor.pop()!;
    const high = rich.at(-1)!;
    alias[low] = high;
    keep[high] = keep[high]! - (1 - keep[low]!);
    if (keep[high]! < 1) poor.push(rich.pop()!);
  }
  // Cells left over by rounding keep their own value with certainty, unless their weight is zero.
  for (const cell of [...poor, ...rich]) if (weights[cell]! > 0) keep[cell] = 1;
  return { keep, alias };
}
