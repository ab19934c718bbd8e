import type { OperatorId, SetId } from '../../../ids.ts';
import { activeMemberships } from '../../../state/stake.ts';
import { qualifies } from '../../avs/admission.ts';
import { protocolFee } from '../../avs/pay/budget.ts';
import { standingUsdPerWeek } from '../accounting.ts';
import { canRejoin } from '../actions/memberships.ts';
import { isEligible } from '../eligibility.ts';
import { appraise, certainPart } from './appraisal.ts';
import { bundleOf } from './bundle.ts';
import type { ValuationContext } from './valuation-context.ts';

/**
 * Reservation price of an operator for a place in a set, in USD a week: the pay, before the protocol's fee and its own
 * split, at which serving the set beside its others is worth as much as not serving it. Bidding it is optimal in a
 * uniform-price auction of one place for each bidder (Vickrey 1961). Cost, risk, rent forgone and stake drawn from other
 * sets raise it, fees lower it; the cost of switching, spread over the operator's horizon, raises it for a newcomer and
 * lowers it for a member. An operator that may leave business asks at least what being in business costs; one that is
 * out of business also asks for the cost of entry, spread over its horizon.
 *
 * @param dormant whether the operator is out of business
 * @returns undefined if the operator may not, or would not, serve the set at any pay
 */
export function reservationUsdPerWeek(
  context: ValuationContext,
  operator: OperatorId,
  set: SetId,
  dormant = false,
): number | undefined {
  const { state } = context;
  const { world, mirrors } = state;
  const traits = state.operators[operator]!;
  const { policy, entry } = world.groups[traits.group]!.spec;
  const served = activeMemberships(state, operator).map(membership => mirrors.memberships.set[membership]!);
  const others = served.filter(other => other !== set);
  const member = others.length < served.length;
  const mayJoin =
    isEligible(policy, world.sets[set]!) &&
    canRejoin(state, operator, set) &&
    served.length < (policy.mostSets ?? Number.POSITIVE_INFINITY);
  if (!member && !mayJoin) return undefined;

  // Values if the set paid nothing for the place; places in other sets pay as they do now.
  const unpaid = { ...context, state: { ...state, placeUsdPerWeek: state.placeUsdPerWeek.with(set, 0) } };
  const serving = bundleOf(unpaid, operator, [...others, set]);
  const fraction = serving.plan.get(set)!;
  if (!serving.reachable || !qualifies(state, { operator, set, fraction })) return undefined;
  const kept =
    appraise(context, operator, set).kept *
    certainPart(state, operator, set) *
    (1 - protocolFee(world, world.sets[set]!.avs));
  if (kept === 0) return undefined;
  const moveUsd = dormant ? entry!.costUsd : member ? -policy.switchingUsd : policy.switchingUsd;
  const outside = entry ? standingUsdPerWeek(traits) : Number.NEGATIVE_INFINITY;
  const otherwise = dormant ? outside : Math.max(outside, bundleOf(unpaid, operator, others).value);
  return Math.max(0, (otherwise + moveUsd / (policy.horizon / 7) - serving.value) / kept);
}
