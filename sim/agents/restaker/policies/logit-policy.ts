import type { RestakerGroup } from '../../../scenario/index.ts';
import { logistic } from '../../logit.ts';
import type { ChoiceSet } from '../choice-set.ts';
import type { ObservationHistory } from '../observation.ts';
import { delegationUtility } from '../utility.ts';
import type { RestakerPolicy } from './restaker-policy.ts';

/**
 * The named policies that review one account at a time: a candidate is drawn, then it is decided by binary logit
 * whether to enter, to leave for the base yield, or to move. An inert restaker moves to the candidate whatever it
 * yields.
 */
export function weighing(
  policy: RestakerGroup['policy'],
  sights: ObservationHistory,
  candidates: ChoiceSet,
): RestakerPolicy {
  const { kind, rationality, baseYield, inertia } = policy;
  const chance = (gain: number): number => logistic(rationality * (gain - inertia));
  return ({ seenOn, stakeUsd, operator, takes }, [pick, decision, leaving]) => {
    const picked = candidates.draw(seenOn, pick);
    const candidate = picked >= 0 && takes(picked) ? picked : -1;
    const seen = sights.on(seenOn);
    const best =
      candidate < 0 ? Number.NEGATIVE_INFINITY : delegationUtility(seen, candidate, policy, stakeUsd);
    if (operator < 0) return candidate >= 0 && decision < chance(best - baseYield) ? candidate : 'stay';
    const present = delegationUtility(seen, operator, policy, 0);
    if (leaving < chance(baseYield - Math.max(present, best))) return 'exit';
    if (candidate < 0) return 'stay';
    return kind === 'inert' || decision < chance(best - present) ? candidate : 'stay';
  };
}
