import { exp, type Stream } from '../engine/index.ts';

/** Multinomial logit: the number of the option picked, P(j) proportional to exp(utility j) (McFadden 1974; EQ-3). */
export function logit(utilities: readonly number[], stream: Stream): number {
  const highest = utilities.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  // Shifted by the highest, so that no exponential overflows.
  const weights = utilities.map(utility => exp(utility - highest));
  let rest = stream() * weights.reduce((a, b) => a + b, 0);
  for (let option = 0; option < weights.length; option++) {
    rest -= weights[option]!;
    if (rest < 0) return option;
  }
  return weights.length - 1;
}

/** Probability of yes in a binary logit of this utility difference. */
export function logistic(difference: number): number {
  return difference >= 0 ? 1 / (1 + exp(-difference)) : exp(difference) / (1 + exp(difference));
}
