import { exp, type Stream } from '../engine/index.ts';

/**
 * Choice by multinomial logit: option j with a probability in proportion to exp(utility j) (McFadden 1974).
 *
 * @returns index of the option picked.
 */
export function logit(utilities: readonly number[], stream: Stream): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const utility of utilities) highest = Math.max(highest, utility);
  // Shifted by the highest, so that no exponential overflows.
  const weights = utilities.map(utility => exp(utility - highest));
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = stream() * total;
  for (let option = 0; option < weights.length; option++) {
    rest -= weights[option]!;
    if (rest < 0) return option;
  }
  return weights.length - 1;
}

/** Probability of yes in a binary logit, 1 / (1 + exp(-d)), where yes has this much more utility than no. */
export function logistic(difference: number): number {
  return difference >= 0 ? 1 / (1 + exp(-difference)) : exp(difference) / (1 + exp(difference));
}
