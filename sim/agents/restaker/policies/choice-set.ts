import { exp, pow } from '../../../engine/index.ts';
import type { ChoiceParameters } from './restaker-parameters.ts';
import type { CohortView } from './restaker-policy.ts';
import { delegationUtility } from './utility.ts';

/** The operators that a cohort considers when it reviews. */
export interface ChoiceSet {
  /**
   * Draws an operator in proportion to its weight on what could be seen on a day.
   *
   * @param uniform draw in [0, 1)
   * @returns -1 if no operator has weight
   */
  draw(day: number, uniform: number): number;
}

/** Fills in the weights by which operators are drawn on one day, `[operator]`; 0 for those not considered. */
type FillWeights = (day: number, into: Float64Array) => void;

/** Choice set whose weights are made once a day, when first asked for. */
export function createChoiceSet(operators: number, fillWeights: FillWeights): ChoiceSet {
  const cumulative = new Float64Array(operators);
  let made = -1;
  return {
    draw: (day, uniform) => {
      if (made !== day) {
        made = day;
        fillWeights(day, cumulative);
        let sum = 0;
        for (let operator = 0; operator < operators; operator++)
          cumulative[operator] = sum += cumulative[operator]!;
      }
      const total = cumulative.at(-1) ?? 0;
      return total > 0 ? firstAbove(cumulative, uniform * total) : -1;
    },
  };
}

/**
 * Weights exp(rationality x utility) x share^herding over the operators that serve some set, for an account of
 * typical size (multinomial logit, McFadden 1974).
 */
export function utilityWeights(
  policy: ChoiceParameters,
  { observations, isOpen, typicalUsd, sharersUsd }: CohortView,
): FillWeights {
  return (day, into) => {
    const seen = observations.on(day);
    const added = typicalUsd();
    let highest = Number.NEGATIVE_INFINITY;
    for (let operator = 0; operator < into.length; operator++) {
      const open = isOpen(operator) && seen.share[operator]! > 0;
      into[operator] = open
        ? delegationUtility(seen, operator, policy, sharersUsd(operator) + added)
        : Number.NEGATIVE_INFINITY;
      highest = Math.max(highest, into[operator]!);
    }
    for (let operator = 0; operator < into.length; operator++) {
      // Relative to the best, so that no exponential overflows.
      const utility = into[operator]!;
      into[operator] =
        utility > Number.NEGATIVE_INFINITY
          ? exp(policy.rationality * (utility - highest)) * pow(seen.share[operator]!, policy.herding)
          : 0;
    }
  };
}

/** Weights by popularity over the operators that serve some set and have stake, whatever they yield. */
export function popularityWeights({ popularity, observations, isOpen }: CohortView): FillWeights {
  return (day, into) => {
    const seen = observations.on(day);
    for (let operator = 0; operator < into.length; operator++)
      into[operator] = isOpen(operator) && seen.share[operator]! > 0 ? popularity[operator]! : 0;
  };
}

/** First index of an ascending array whose value is above another; its last index if none is. */
export function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
