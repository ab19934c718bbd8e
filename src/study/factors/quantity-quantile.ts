import { exp, pow } from '../../../sim/engine/index.ts';
import type { Quantity } from '../../../sim/scenario/quantity.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';

/** Half a step of a 32-bit draw: the quantile of a design's coordinate 0 would be infinite. */
const LEAST_PROBABILITY = 2 ** -33;

/**
 * Quantile of a quantity of the scenario, in the quantity's unit. Unbounded distributions are cut at probabilities 2^-33
 * and 1 - 2^-33.
 *
 * @param u probability from 0 to 1
 */
export function quantileOf(quantity: Quantity, u: number): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) {
    const [low, high] = quantity.uniform;
    return low + (high - low) * u;
  }
  if ('values' in quantity) return quantity.values[indexAt(u, quantity.values.length)]!;
  const p = Math.min(Math.max(u, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
  const { max = Number.POSITIVE_INFINITY } = quantity;
  if ('pareto' in quantity)
    return Math.min(max, quantity.pareto.minimum * pow(1 - p, -1 / quantity.pareto.shape));
  // As in the simulator, what is drawn is not below 0 unless a minimum is given.
  const { min = 0 } = quantity;
  const value =
    'normal' in quantity
      ? quantity.normal.mean + quantity.normal.sd * normalQuantile(p)
      : quantity.lognormal.median * exp(quantity.lognormal.sigma * normalQuantile(p));
  return Math.min(Math.max(value, min), max);
}

/**
 * The number of the equal slice of [0, 1] that a coordinate is in, from 0; the last slice includes 1.
 *
 * @param u coordinate from 0 to 1
 * @param slices number of slices
 */
export function indexAt(u: number, slices: number): number {
  return Math.min(slices - 1, Math.floor(u * slices));
}
