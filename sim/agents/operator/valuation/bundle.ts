import { planAllocations, stakePoolUsdPerDay } from './allocation-plan.ts';
import { expectedRentUsdPerWeek } from './gpu-rent.ts';
import { membershipValue, netUsdPerWeek } from './membership-value.ts';
import type { ValuationContext } from './valuation-context.ts';

/**
 * Value in USD a week of each set whose minimum stake is out of reach: below any other, so that a combination with
 * fewer such sets is always better.
 */
const OUT_OF_REACH_USD = -1e9;

/** A combination of sets, how stake would be allocated to them, and what serving them together is worth. */
export interface Bundle {
  readonly sets: readonly number[];
  /** Fraction of its stake for each set; Infinity for one whose minimum is out of reach. */
  readonly plan: ReadonlyMap<number, number>;
  /** Whether no minimum is out of reach. */
  readonly reachable: boolean;
  /** Net of cost and risk, in USD a week. */
  readonly value: number;
}

/** The bundle of these sets: its value is the memberships' net values and the rent of the GPUs that stay free. */
export function bundleOf(context: ValuationContext, operator: number, sets: readonly number[]): Bundle {
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
