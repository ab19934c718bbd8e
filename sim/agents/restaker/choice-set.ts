import { exp, pow } from '../../engine/index.ts';
import type { RestakerGroup } from '../../scenario/index.ts';
import { appeal, type SightHistory } from './utility.ts';

/** The operators that a cohort looks at. */
export interface Candidates {
  /** An operator by logit over what could be seen on a day, from a uniform draw; -1 if there is none. */
  draw(day: number, uniform: number): number;
}

/** Weights by which candidates are drawn on one day, `[operator]`: 0 for those that are not looked at. */
type Weigh = (day: number, into: Float64Array) => void;

/** Candidates drawn in proportion to weights that are made once a day, when first asked for. */
export function createCandidates(operators: number, weigh: Weigh): Candidates {
  const cumulative = new Float64Array(operators);
  let made = -1;
  return {
    draw: (day, uniform) => {
      if (made !== day) {
        made = day;
        weigh(day, cumulative);
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
export function byUtility(
  policy: RestakerGroup['policy'],
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
  typicalUsd: () => number,
): Weigh {
  return (day, into) => {
    const seen = sights.on(day);
    const added = typicalUsd();
    let highest = Number.NEGATIVE_INFINITY;
    for (let operator = 0; operator < into.length; operator++) {
      const open = isOpen(operator) && seen.share[operator]! > 0;
      into[operator] = open ? appeal(seen, operator, policy, added) : Number.NEGATIVE_INFINITY;
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
export function byBrand(
  popularity: readonly number[],
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
): Weigh {
  return (day, into) => {
    const seen = sights.on(day);
    for (let operator = 0; operator < into.length; operator++)
      into[operator] = isOpen(operator) && seen.share[operator]! > 0 ? popularity[operator]! : 0;
  };
}

/** First place of an ascending array whose value is above another. */
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
