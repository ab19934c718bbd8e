import { exp, pow } from '../../engine/index.ts';
import type { RestakerGroup } from '../../scenario/index.ts';
import { appeal, type SightHistory } from './appeal.ts';

/** The operators that a cohort looks at. */
export interface Candidates {
  /** An operator by logit over what could be seen on a day, from a uniform draw; -1 if there is none. */
  draw(day: number, uniform: number): number;
}

/**
 * Candidates of a cohort: P(operator) proportional to exp(rationality x utility) x share^herding, over the operators
 * that serve some set. The weights are made once a day, when first asked for, for an account of typical size.
 */
export function createCandidates(
  operators: number,
  policy: RestakerGroup['policy'],
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
  typicalUsd: () => number,
): Candidates {
  const cumulative = new Float64Array(operators);
  let made = -1;
  const make = (day: number): void => {
    made = day;
    const seen = sights.on(day);
    const added = typicalUsd();
    let highest = Number.NEGATIVE_INFINITY;
    for (let operator = 0; operator < operators; operator++) {
      const open = isOpen(operator) && seen.share[operator]! > 0;
      cumulative[operator] = open ? appeal(seen, operator, policy, added) : Number.NEGATIVE_INFINITY;
      highest = Math.max(highest, cumulative[operator]!);
    }
    let sum = 0;
    for (let operator = 0; operator < operators; operator++) {
      // Relative to the best, so that no exponential overflows.
      const utility = cumulative[operator]!;
      if (utility > Number.NEGATIVE_INFINITY) {
        sum += exp(policy.rationality * (utility - highest)) * pow(seen.share[operator]!, policy.herding);
      }
      cumulative[operator] = sum;
    }
  };
  return {
    draw: (day, uniform) => {
      if (made !== day) make(day);
      const total = cumulative.at(-1) ?? 0;
      return total > 0 ? firstAbove(cumulative, uniform * total) : -1;
    },
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
