import type { OperatorId } from '../../../ids.ts';
import { type ChoiceSet, createChoiceSet, utilityWeights } from './choice-set.ts';
import type { PastObservations } from './observations.ts';
import type { ChoiceParameters, ReviewParameters } from './restaker-parameters.ts';
import type { RestakerDecision, RestakerPolicy } from './restaker-policy.ts';
import { delegationUtility } from './utility.ts';

/** How an account weighs the operator that it drew against the one that it is with. */
interface Weighing {
  readonly observations: PastObservations;
  readonly candidates: ChoiceSet;
  /** Stake with an operator now, and on its way to it, in USD. */
  readonly sharersUsd: (operator: OperatorId) => number;
  /** Probability that it moves to the operator that it drew whatever that yields. */
  readonly movesAnyway: number;
}

/**
 * Review of one account: a candidate is drawn; it enters, leaves for what it could have outside, or moves if that gains
 * more than its inertia. Whoever is alarmed by a loss takes it for one that comes every year.
 */
export function accountReview(
  policy: ReviewParameters,
  { observations, candidates, sharersUsd, movesAnyway }: Weighing,
): RestakerPolicy {
  const { inertia } = policy;
  return ({ seenOn, stakeUsd, operator, outsideYield, lost, takes }, [pick, change]) => {
    const picked = candidates.draw(seenOn, pick);
    const candidate = picked >= 0 && takes(picked) ? picked : -1;
    const seen = observations.on(seenOn);
    const best =
      candidate < 0
        ? Number.NEGATIVE_INFINITY
        : delegationUtility(seen, candidate, policy, sharersUsd(candidate) + stakeUsd);
    if (operator < 0) return candidate >= 0 && best - outsideYield > inertia ? candidate : 'stay';
    const present = delegationUtility(seen, operator, policy, sharersUsd(operator)) - lost;
    if (outsideYield - Math.max(present, best) > inertia) return 'exit';
    if (candidate < 0) return 'stay';
    return change < movesAnyway || best - present > inertia ? candidate : 'stay';
  };
}

/**
 * Accounts that draw candidates by utility and move for a gain, or since their tastes changed: the draw is the choice by
 * the new ones (logit, McFadden 1974).
 */
export function reviewByUtility(policy: ChoiceParameters): RestakerDecision {
  const { reviewEvery, tasteLasts = Number.POSITIVE_INFINITY } = policy;
  return {
    of: 'account',
    policy: view =>
      accountReview(policy, {
        observations: view.observations,
        candidates: createChoiceSet(view.popularity.length, utilityWeights(policy, view)),
        sharersUsd: view.sharersUsd,
        // That an exponential time ended since the last review, an exponential time ago.
        movesAnyway: reviewEvery / (reviewEvery + tasteLasts),
      }),
  };
}
