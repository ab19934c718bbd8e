import type { Stream } from '../../../sim/engine/index.ts';
import { saltelliBlock } from '../designs/saltelli.ts';
import { bootstrapIntervals } from '../statistics/bootstrap.ts';
import type { Interval } from '../statistics/intervals.ts';

/** An index with its 95% bootstrap interval; null where too few points differ for one. */
export interface SobolIndex {
  readonly value: number;
  readonly interval: Interval | null;
}

/** Sobol indices: fractions of a measure's variance that are due to factors. */
export interface SobolIndices {
  /** Variance over the ranges of all factors, in the measure's unit squared. */
  readonly variance: number;
  /** Due to each factor alone. */
  readonly first: readonly SobolIndex[];
  /** Due to each factor and all its interactions. */
  readonly total: readonly SobolIndex[];
  /** Due to the interaction of each pair, in the order (0, 1), (0, 2), ..., (1, 2), ...; empty without second order. */
  readonly second: readonly SobolIndex[];
}

/** What the runs of a Saltelli design gave, centred: each array has a value for each block. */
interface SaltelliBlocks {
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** A with the coordinate of B, by factor. */
  readonly ab: readonly Float64Array[];
  /** B with the coordinate of A, by factor; empty without second order. */
  readonly ba: readonly Float64Array[];
}

/**
 * Sobol indices from the outputs of a Saltelli design, in its order: first order by A. Saltelli and others (Comput.
 * Phys. Commun. 181, 2010), total by M. J. W. Jansen (Comput. Phys. Commun. 117, 1999), second order by Saltelli
 * (2002); outputs centred, variance over A and B together, intervals by bootstrap over blocks. Null when the outputs are all
 * the same.
 *
 * @param factors number of factors
 * @param secondOrder whether the design has the blocks for interactions
 * @param stream draws the resamples of the bootstrap
 */
export function sobolIndices(
  outputs: readonly number[],
  factors: number,
  secondOrder: boolean,
  stream: Stream,
): SobolIndices | null {
  const blocks = blocksOf(outputs, factors, secondOrder);
  const size = blocks.a.length;
  const all = Int32Array.from({ length: size }, (_, block) => block);
  const variance = varianceOf(blocks, all);
  if (!(variance > 0)) return null;
  const values = indices(blocks, all);
  const intervals = bootstrapIntervals(size, drawn => indices(blocks, drawn), stream);
  const found = values.map((value, index) => ({ value, interval: intervals[index]! }));
  return {
    variance,
    first: found.slice(0, factors),
    total: found.slice(factors, 2 * factors),
    second: found.slice(2 * factors),
  };
}

function blocksOf(outputs: readonly number[], factors: number, secondOrder: boolean): SaltelliBlocks {
  const block = saltelliBlock(factors, secondOrder);
  const size = outputs.length / block;
  if (!Number.isInteger(size))
    throw new Error(`invalid outputs: ${outputs.length}, not in blocks of ${block}`);
  const list = Array.from({ length: factors }, (_, factor) => factor);
  const total = (place: number) => {
    let sum = 0;
    for (let row = place; row < outputs.length; row += block) sum += outputs[row]!;
    return sum;
  };
  const centre = (total(0) + total(block - 1)) / (2 * size);
  const at = (place: number) =>
    Float64Array.from({ length: size }, (_, index) => outputs[index * block + place]! - centre);
  const [a, b] = [at(0), at(block - 1)];
  const ab = list.map(factor => at(1 + factor));
  const ba = secondOrder ? list.map(factor => at(1 + factors + factor)) : [];
  return { a, b, ab, ba };
}

/** Variance of the outputs at A and B together, over the blocks drawn. */
function varianceOf({ a, b }: SaltelliBlocks, drawn: Int32Array): number {
  let total = 0;
  let squares = 0;
  for (const block of drawn) {
    total += a[block]! + b[block]!;
    squares += a[block]! ** 2 + b[block]! ** 2;
  }
  const mean = total / (2 * drawn.length);
  return squares / (2 * drawn.length) - mean * mean;
}

/** First-order, total and second-order indices over the blocks drawn, one after the other. */
function indices(blocks: SaltelliBlocks, drawn: Int32Array): number[] {
  const { a, b, ab, ba } = blocks;
  const scale = 1 / (varianceOf(blocks, drawn) * drawn.length);
  const first = ab.map(changed => {
    let total = 0;
    for (const block of drawn) total += b[block]! * (changed[block]! - a[block]!);
    return total * scale;
  });
  const total = ab.map(changed => {
    let squares = 0;
    for (const block of drawn) squares += (a[block]! - changed[block]!) ** 2;
    return (squares * scale) / 2;
  });
  const second = ba.flatMap((mine, i) =>
    ab.slice(i + 1).map((other, offset) => {
      let product = 0;
      for (const block of drawn) product += mine[block]! * other[block]! - a[block]! * b[block]!;
      return product * scale - first[i]! - first[i + 1 + offset]!;
    }),
  );
  return [...first, ...total, ...second];
}
