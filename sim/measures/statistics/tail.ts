import { weightedQuantile } from './concentration.ts';

/**
 * Losses with their weights, such as the stake behind each; a gain is a loss below 0. Both by holder, equally long;
 * weights are 0 or more.
 */
export interface Losses {
  readonly losses: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Value at risk: the least loss with at least `level` of the weight at or below it; null of nothing. It is one of
 * the losses, not interpolated.
 *
 * @param level from 0 to 1, such as 0.95
 */
export function valueAtRisk({ losses, weights }: Losses, level: number): number | null {
  return weightedQuantile(losses, weights, level);
}

/**
 * Conditional value at risk: mean of the worst 1 - `level` of the weight. What lies on the value at risk counts as
 * far as that part reaches (Rockafellar and Uryasev 2002), so that ties leave it well defined. Null of nothing.
 *
 * @param edge the value at risk, where it is known
 */
export function conditionalValueAtRisk(
  all: Losses,
  level: number,
  edge = valueAtRisk(all, level),
): number | null {
  return tailMean(all.losses, tailWeights(all, level, edge));
}

/**
 * Part of each weight that is in the worst 1 - `level`; losses on the value at risk share what is left alike.
 * `[holder]`; together they are 1 - `level` of all weight, or the weight of all at a level of 0. All 0 where there
 * is no weight.
 *
 * @param edge the value at risk, where it is known: to find it sorts all losses
 */
export function tailWeights(all: Losses, level: number, edge = valueAtRisk(all, level)): number[] {
  const { losses, weights } = all;
  if (edge === null) return losses.map(() => 0);
  const weightOf = (isIn: (loss: number) => boolean): number =>
    losses.reduce((sum, loss, i) => sum + (isIn(loss) ? weights[i]! : 0), 0);
  const room = (1 - level) * weightOf(() => true) - weightOf(loss => loss > edge);
  const part = Math.max(0, room) / weightOf(loss => loss === edge);
  return losses.map((loss, i) => (loss > edge ? weights[i]! : loss === edge ? part * weights[i]! : 0));
}

/**
 * Mean of a quantity over the tail. Of the part of each loss that one cause is to blame for, it is the cause's
 * contribution to the conditional value at risk, E[L_k | L >= VaR]; the contributions add up to it (Euler; Tasche
 * 1999). Null where the tail has no weight.
 *
 * @param values of each holder
 * @param tail weight of each holder in the tail, see `tailWeights`
 */
export function tailMean(values: readonly number[], tail: readonly number[]): number | null {
  const total = tail.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? values.reduce((sum, value, i) => sum + value * tail[i]!, 0) / total : null;
}

/** Part of the weight whose loss is above 0; null of nothing. A loss of exactly 0 is none. */
export function probabilityOfLoss({ losses, weights }: Losses): number | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return null;
  return losses.reduce((sum, loss, i) => sum + (loss > 0 ? weights[i]! : 0), 0) / total;
}
