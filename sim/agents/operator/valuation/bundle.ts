import type { OperatorId, SetId } from '../../../ids.ts';
import type { Bundle } from '../policies/operator-policy.ts';
import { planAllocations, stakePoolUsdPerDay } from './allocation-plan.ts';
import { expectedRentUsdPerWeek } from './gpu-rent.ts';
import { membershipValue, netUsdPerWeek } from './membership-value.ts';
import type { ValuationContext } from './valuation-context.ts';

/**
 * Value in USD a week of each set whose minimum stake is out of reach: below any other, so that a combination with
 * fewer such sets is always better.
 */
const OUT_OF_REACH_USD = -1e9;

/** The bundle of these sets: its value is the memberships' net values and the rent of the GPUs that stay free. */
export function bundleOf(context: ValuationContext, operator: OperatorId, sets: readonly SetId[]): Bundle {
  const { state, beliefs } = context;
  const plan = planAllocations(state, operator, sets, set =>
    // An operator counts itself in a set that is believed empty.
    stakePoolUsdPerDay(state, set, other => Math.max(beliefs.members[other]!, sets.includes(other) ? 1 : 0)),
  );
  let value = expectedRentUsdPerWeek(context, operator, sets);
  let reachable = true;
  for (const set of sets) {
    const fraction = plan.get(set)!;
    const within = Number.isFinite(fraction);
    reachable &&= within;
    value += within ? netUsdPerWeek(membershipValue(context, operator, set, fraction)) : OUT_OF_REACH_USD;
  }
  return { sets, plan, reachable, value };
}
