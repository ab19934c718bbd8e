import { exp, pow } from '../../../sim/engine/index.ts';
import type { Quantity } from '../../../sim/scenario/quantity.ts';
import { normalQuantile } from '../statistics/normal-quantile.ts';

/** Half a step of a 32-bit draw: keeps designs that contain 0 away from infinite quantiles. */
const leastProbability = 2 ** -33;

/** Quantile of a quantity at u in [0, 1]; the ends of unbounded ones are cut at probability 2^-33. */
export function quantileOf(quantity: Quantity, u: number): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) {
    const [low, high] = quantity.uniform;
    return low + (high - low) * u;
  }
  if ('values' in quantity) return quantity.values[indexAt(u, quantity.values.length)]!;
  const p = Math.min(Math.max(u, leastProbability), 1 - leastProbability);
  const { max = Number.POSITIVE_INFINITY } = quantity;
  if ('pareto' in quantity)
    return Math.min(max, quantity.pareto.minimum * pow(1 - p, -1 / quantity.pareto.shape));
  // As in scenarios: nothing that is drawn is below 0 unless a minimum says so.
  const { min = 0 } = quantity;
  const value =
    'normal' in quantity
      ? quantity.normal.mean + quantity.normal.sd * normalQuantile(p)
      : quantity.lognormal.median * exp(quantity.lognormal.sigma * normalQuantile(p));
  return Math.min(Math.max(value, min), max);
}

/** Which of so many equal slices of [0, 1] a coordinate is in; the last one includes 1. */
export function indexAt(u: number, slices: number): number {
  return Math.min(slices - 1, Math.floor(u * slices));
}
