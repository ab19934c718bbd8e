import { logistic } from '../../logit.ts';
import { type ChoiceSet, createChoiceSet, utilityWeights } from './choice-set.ts';
import type { PastObservations } from './observations.ts';
import type { ChoiceParameters, ReviewParameters } from './restaker-parameters.ts';
import type { RestakerDecision, RestakerPolicy } from './restaker-policy.ts';
import { delegationUtility } from './utility.ts';

/** How an account weighs the operator that it drew against the one that it is with. */
interface Weighing {
  readonly observations: PastObservations;
  readonly candidates: ChoiceSet;
  /** Whether it moves to the operator that it drew whatever that yields. */
  readonly movesAnyway: boolean;
}

/**
 * Review of one account: a candidate is drawn, then it is decided by binary logit whether to enter, to leave for the base
 * yield, or to move.
 */
export function accountReview(
  policy: ReviewParameters,
  { observations, candidates, movesAnyway }: Weighing,
): RestakerPolicy {
  const { rationality, baseYield, inertia } = policy;
  const chance = (gain: number): number => logistic(rationality * (gain - inertia));
  return ({ seenOn, stakeUsd, operator, takes }, [pick, decision, leaving]) => {
    const picked = candidates.draw(seenOn, pick);
    const candidate = picked >= 0 && takes(picked) ? picked : -1;
    const seen = observations.on(seenOn);
    const best =
      candidate < 0 ? Number.NEGATIVE_INFINITY : delegationUtility(seen, candidate, policy, stakeUsd);
    if (operator < 0) return candidate >= 0 && decision < chance(best - baseYield) ? candidate : 'stay';
    const present = delegationUtility(seen, operator, policy, 0);
    if (leaving < chance(baseYield - Math.max(present, best))) return 'exit';
    if (candidate < 0) return 'stay';
    return movesAnyway || decision < chance(best - present) ? candidate : 'stay';
  };
}

/** Accounts that draw candidates by utility and move for a gain. */
export function reviewByUtility(policy: ChoiceParameters): RestakerDecision {
  return {
    of: 'account',
    policy: view =>
      accountReview(policy, {
        observations: view.observations,
        candidates: createChoiceSet(view.popularity.length, utilityWeights(policy, view)),
        movesAnyway: false,
      }),
  };
}
