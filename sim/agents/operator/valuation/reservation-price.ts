import { activeMemberships } from '../../../state/stake.ts';
import { qualifies } from '../../avs/admission.ts';
import { protocolFee } from '../../avs/pay/budget.ts';
import { standingUsdPerWeek } from '../accounting.ts';
import { canRejoin } from '../actions/ledger-moves.ts';
import { considers } from '../eligibility.ts';
import { bundleOf } from './bundle.ts';
import { keptPart, type Outlook } from './membership-value.ts';

/**
 * What an operator asks for a place in a set, USD a week: the pay, before the protocol's fee and its own split, at which
 * serving the set beside its others is worth as much as not serving it. Cost, risk, rent forgone and stake drawn from
 * other sets raise it, fees lower it; the cost of moving, spread over its horizon, raises it for a newcomer and lowers it
 * for a member. Where it may be out of business it asks at least what being in it costs, and from out of business the
 * cost of entry, spread alike, too. Undefined if it may not or would not serve at any pay.
 *
 * @param dormant whether it is out of business
 */
export function reservationUsd(
  outlook: Outlook,
  operator: number,
  set: number,
  dormant = false,
): number | undefined {
  const { state } = outlook;
  const { world, mirrors } = state;
  const traits = state.operators[operator]!;
  const { policy, entry } = world.groups[traits.group]!.spec;
  const served = activeMemberships(state, operator).map(membership => mirrors.memberships.set[membership]!);
  const others = served.filter(other => other !== set);
  const member = others.length < served.length;
  const free = considers(policy, world.sets[set]!) && canRejoin(state, operator, set);
  const room = served.length < (policy.mostSets ?? Number.POSITIVE_INFINITY);
  if (!member && !(free && room)) return undefined;

  // What it would be worth to serve for nothing; places in other sets pay as they do.
  const unpaid = { ...outlook, state: { ...state, placeUsdPerWeek: state.placeUsdPerWeek.with(set, 0) } };
  const serving = bundleOf(unpaid, operator, [...others, set]);
  const fraction = serving.plan.get(set)!;
  if (!serving.reachable || !qualifies(state, { operator, set, fraction })) return undefined;
  const kept = keptPart(outlook, operator, set) * (1 - protocolFee(world, world.sets[set]!.avs));
  if (kept === 0) return undefined;
  const moveUsd = dormant ? entry!.costUsd : member ? -policy.switchingUsd : policy.switchingUsd;
  const outside = entry ? standingUsdPerWeek(traits) : Number.NEGATIVE_INFINITY;
  const otherwise = dormant ? outside : Math.max(outside, bundleOf(unpaid, operator, others).value);
  return Math.max(0, (otherwise + moveUsd / (policy.horizon / 7) - serving.value) / kept);
}
