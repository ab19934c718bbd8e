import { type Factor, type Level, levelAt } from '../factors/factor.ts';
import { hasTails } from '../factors/quantity-quantile.ts';
import type { Study } from '../study.ts';

/**
 * Probability beyond the outermost levels of a Morris design, at either end of a distribution with tails: its levels lie
 * at quantiles from 5% to 95%, which is where A. Saltelli and others cut the tails (Global Sensitivity Analysis: The
 * Primer, 2008) and what SALib's users are advised to do. At probabilities 0 and 1 they would be infinite.
 */
const MORRIS_TAIL = 0.05;

/** The level of a factor at each coordinate, from 0 to 1, of the points of a design. */
export function levelsIn(design: Study['design'], factor: Factor): (u: number) => Level {
  const { spread } = factor;
  if (spread.kind !== 'distribution' || !hasTails(spread.quantity)) return u => levelAt(factor, u);
  const probability = probabilityIn(design);
  return u => levelAt(factor, probability(u));
}

/** The probability for which a coordinate of a design stands where a distribution has tails. */
function probabilityIn(design: Study['design']): (u: number) => number {
  if (design.kind === 'morris') return u => MORRIS_TAIL + (1 - 2 * MORRIS_TAIL) * u;
  // The sequence begins with 0, the end of the first of equal slices: their middle stands for it.
  if (design.kind === 'sobol') return u => Math.max(u, 1 / (2 * design.points));
  return u => u;
}
