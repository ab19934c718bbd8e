import { exp, pow } from '../../../sim/engine/index.ts';
import type { Quantity } from '../../../sim/scenario/values/quantity.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';

/** Half a step of a 32-bit draw: what stands for the probabilities 0 and 1, whose quantiles are infinite. */
const LEAST_PROBABILITY = 2 ** -33;

/** Whether a quantity has a tail: a distribution whose quantile at probability 0 or 1 is infinite. */
export function hasTails(quantity: Quantity): boolean {
  return typeof quantity === 'object' && !('uniform' in quantity) && !('values' in quantity);
}

/**
 * Quantile of a distribution that a factor has, in the factor's unit. Bounded by `min` and `max` where these are given
 * and by nothing else: unlike a population's quantities, a factor may well be negative.
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
  const { min = Number.NEGATIVE_INFINITY } = quantity;
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
