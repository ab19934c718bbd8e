import type { Bundle } from '../policies/operator-policy.ts';
import { planAllocations, stakePoolUsdPerDay } from './allocation-plan.ts';
import { appraise, expectedRent, netOf, type Outlook } from './membership-value.ts';

/** What a set is worth whose minimum stake is out of reach: less than anything, and twice as bad if there are two. */
const OUT_OF_REACH_USD = -1e9;

/** Value of serving a combination of sets: each net of cost and risk, and the rent of GPUs that stay free. */
export function bundleOf(outlook: Outlook, operator: number, sets: readonly number[]): Bundle {
  const { state, beliefs } = outlook;
  const plan = planAllocations(state, operator, sets, set =>
    // It counts itself in a set that is believed empty.
    stakePoolUsdPerDay(state, set, other => Math.max(beliefs.members[other]!, sets.includes(other) ? 1 : 0)),
  );
  let value = expectedRent(outlook, operator, sets);
  let reachable = true;
  for (const set of sets) {
    const fraction = plan.get(set)!;
    const within = Number.isFinite(fraction);
    reachable &&= within;
    value += within ? netOf(appraise(outlook, operator, set, fraction)) : OUT_OF_REACH_USD;
  }
  return { sets, plan, reachable, value };
}
