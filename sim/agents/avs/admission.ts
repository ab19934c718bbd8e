import { acceptedStakeUsd, membersOf, strategyUsd, type View } from '../../measures/view.ts';
import { allocationOf, sharesToFloat } from '../../protocol/index.ts';

/** A member whose slashable stake falls below this part of the minimum is ejected. */
const MINIMUM_TO_STAY = 0.8;

/** A full set admits an operator whose stake is this much above its weakest member's (EigenDA's churn rule). */
const CHURN_FACTOR = 1.1;

/** Time a new member has to get its stake allocated: freeing it elsewhere takes 14 days. */
const GRACE_DAYS = 21;

/** Why an AVS removes a member. */
export type EjectionReason =
  | 'stake below the minimum'
  | 'uptime below the minimum'
  | 'replaced by a stronger member';

/** A member that has to go. */
export interface Ejection {
  readonly membership: number;
  readonly reason: EjectionReason;
}

/**
 * Whether a set would admit an operator with this part of its stake allocated, and which member would have to go
 * for it (-1: none). The registrar's rule: hardware, minimum stake, cap.
 *
 * @param memberDays how long each member has been in the set
 */
export function admission(
  view: View,
  set: number,
  operator: number,
  fraction: number,
  memberDays: (membership: number) => number,
): { readonly admitted: boolean; readonly replaces: number } {
  const { admission: rule } = view.world.sets[set]!.spec;
  const stake = acceptedStakeUsd(view, operator, set) * fraction;
  const refused = { admitted: false, replaces: -1 };
  if (view.operators[operator]!.gpus < rule.gpus || stake < rule.minStakeUsd) return refused;
  const members = membersOf(view, set);
  if (rule.cap === undefined || members.length < rule.cap) return { admitted: true, replaces: -1 };
  // A member whose stake is still on its way is not weak yet.
  const settled = members.filter(membership => memberDays(membership) >= GRACE_DAYS);
  if (settled.length === 0) return refused;
  const weakest = settled.reduce((a, b) => (committedUsd(view, b) < committedUsd(view, a) ? b : a));
  return stake > CHURN_FACTOR * committedUsd(view, weakest) ? { admitted: true, replaces: weakest } : refused;
}

/** Members that no longer meet a set's conditions, with the reason. */
export function unfit(
  view: View,
  set: number,
  uptimeMonth: Float64Array,
  memberDays: (membership: number) => number,
): Ejection[] {
  const { admission: rule } = view.world.sets[set]!.spec;
  const { memberships } = view.mirrors;
  return membersOf(view, set).flatMap((membership): Ejection[] => {
    if (memberDays(membership) < GRACE_DAYS) return [];
    if (committedUsd(view, membership) < MINIMUM_TO_STAY * rule.minStakeUsd) {
      return [{ membership, reason: 'stake below the minimum' }];
    }
    if (uptimeMonth[memberships.operator[membership]!]! < rule.minUptime) {
      return [{ membership, reason: 'uptime below the minimum' }];
    }
    return [];
  });
}

/** Stake that a member has allocated to the set, in force or on its way, in USD. */
function committedUsd(view: View, membership: number): number {
  const { memberships, operatorShares, maxMagnitude, strategies: S } = view.mirrors;
  const operator = memberships.operator[membership]!;
  const set = memberships.set[membership]!;
  let usd = 0;
  for (const strategy of view.world.sets[set]!.strategies) {
    const { current, pending } = allocationOf(view.ledger, operator, set, strategy);
    const magnitude = sharesToFloat(current + pending);
    const most = maxMagnitude[operator * S + strategy]!;
    if (most > 0)
      usd += operatorShares[operator * S + strategy]! * (magnitude / most) * strategyUsd(view, strategy);
  }
  return usd;
}
