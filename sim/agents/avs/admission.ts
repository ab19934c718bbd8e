import type { MembershipId, OperatorId, SetId } from '../../ids.ts';
import { acceptedStakeUsd, countsAllStake, membersOf, strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';

/** A member whose slashable stake falls below this part of the minimum is ejected. */
const MINIMUM_TO_STAY = 0.8;

/** Time a new member has to get its stake allocated: freeing it elsewhere takes 14 days, behind another change 28. */
const GRACE_DAYS = 35;

/** Why an AVS removes a member. */
export type EjectionReason =
  | 'stake below the minimum'
  | 'uptime below the minimum'
  | 'replaced by a stronger member'
  | 'no signatures'
  | 'slashed'
  | 'attack';

/** An operator that would serve a set, with a fraction of its stake allocated to it. */
export interface Application {
  readonly operator: OperatorId;
  readonly set: SetId;
  readonly fraction: number;
}

/** A member that has to go. */
export interface Ejection {
  readonly membership: MembershipId;
  readonly reason: EjectionReason;
}

/**
 * Whether a set would admit an operator, and which member would have to go for it (-1: none). The registrar's rule:
 * hardware, credentials, minimum stake, cap. A full set replaces its weakest member by one
 * of more than `churn.factor` times its stake, if it holds less than `churn.share` of the set's stake, the joiner's
 * among it (RegistryCoordinator: kickBIPsOfOperatorStake, kickBIPsOfTotalStake).
 *
 * @param memberDays days that each member has been in the set
 */
export function admission(
  state: State,
  application: Application,
  memberDays: (membership: MembershipId) => number,
): { readonly admitted: boolean; readonly replaces: number } {
  const { set } = application;
  const { admission: rule, auction } = state.world.sets[set]!.spec;
  const stake = broughtUsd(state, application);
  const refused = { admitted: false, replaces: -1 };
  // Where places are auctioned, there is no other way in.
  if (auction || !qualifies(state, application)) return refused;
  if (rule.cap === undefined) return { admitted: true, replaces: -1 };
  const members = membersOf(state, set);
  if (members.length < rule.cap) return { admitted: true, replaces: -1 };
  // A member whose stake is still on its way is not weak yet.
  let [weakest, least] = [-1, Number.POSITIVE_INFINITY];
  for (const membership of members) {
    if (!isSettled(state, membership, memberDays)) continue;
    const usd = committedUsd(state, membership);
    if (weakest < 0 || usd < least) [weakest, least] = [membership, usd];
  }
  if (weakest < 0) return refused;
  const { factor, share } = rule.churn;
  const replaceable = share === undefined || least < share * (stake + totalUsd(state, members));
  return stake > factor * least && replaceable ? { admitted: true, replaces: weakest } : refused;
}

/** Whether an operator has the hardware, the credentials and the stake that a set asks for. */
export function qualifies(state: State, application: Application): boolean {
  const { minStakeUsd } = state.world.sets[application.set]!.spec.admission;
  const { operator, set } = application;
  return isCapable(state, operator, set) && broughtUsd(state, application) >= minStakeUsd;
}

/** Whether an operator has the hardware and the credentials that a set asks for. Neither changes during a run. */
export function isCapable(
  { world, operators }: Pick<State, 'world' | 'operators'>,
  operator: OperatorId,
  set: SetId,
): boolean {
  const { gpus, credentials } = world.sets[set]!.spec.admission;
  const own = operators[operator]!;
  if (own.gpus < gpus) return false;
  for (const name in credentials) if (!credentials[name]!.includes(own.credentials[name] ?? '')) return false;
  return true;
}

/** Stake that would count for an applicant, in USD: the part of it that it would allocate, or all of it. */
function broughtUsd(state: State, { operator, set, fraction }: Application): number {
  return acceptedStakeUsd(state, operator, set) * (countsAllStake(state, set) ? 1 : fraction);
}

/** Whether a member has had the time to allocate what it wants; where all stake counts, it needs none. */
function isSettled(
  state: State,
  membership: MembershipId,
  memberDays: (membership: MembershipId) => number,
): boolean {
  return (
    countsAllStake(state, state.mirrors.memberships.set[membership]!) || memberDays(membership) >= GRACE_DAYS
  );
}

/**
 * Members that no longer meet a set's conditions, with the reason. The uptime asked of a member is the most of
 * `minUptime` and the levels of `sla` whose part of the set's stake it exceeds.
 *
 * @param uptimeMonth uptime of each operator over about a month, as a fraction, `[operator]`
 * @param memberDays days that each member has been in the set
 */
export function membersToEject(
  state: State,
  set: SetId,
  uptimeMonth: Float64Array,
  memberDays: (membership: MembershipId) => number,
): Ejection[] {
  const { admission: rule } = state.world.sets[set]!.spec;
  const { memberships } = state.mirrors;
  const members = membersOf(state, set);
  const levels = rule.sla ?? [];
  const total = levels.length > 0 ? totalUsd(state, members) : 0;
  const ejections: Ejection[] = [];
  for (const membership of members) {
    if (!isSettled(state, membership, memberDays)) continue;
    const stake = committedUsd(state, membership);
    let asked = rule.minUptime;
    for (const { above, minUptime } of levels) if (stake > above * total) asked = Math.max(asked, minUptime);
    if (stake < MINIMUM_TO_STAY * rule.minStakeUsd)
      ejections.push({ membership, reason: 'stake below the minimum' });
    else if (uptimeMonth[memberships.operator[membership]!]! < asked)
      ejections.push({ membership, reason: 'uptime below the minimum' });
  }
  return ejections;
}

function totalUsd(state: State, members: readonly MembershipId[]): number {
  return members.reduce((sum, membership) => sum + committedUsd(state, membership), 0);
}

/** Stake that a member has allocated to the set, in force or on its way, in USD; all of it where all counts. */
function committedUsd(state: State, membership: MembershipId): number {
  const { memberships, operatorShares, maxMagnitude, strategies: S } = state.mirrors;
  const operator = memberships.operator[membership]!;
  const set = memberships.set[membership]!;
  if (countsAllStake(state, set)) return acceptedStakeUsd(state, operator, set);
  let usd = 0;
  for (const strategy of state.world.sets[set]!.strategies) {
    const magnitude = memberships.committed[membership * S + strategy]!;
    const most = maxMagnitude[operator * S + strategy]!;
    if (most > 0)
      usd += operatorShares[operator * S + strategy]! * (magnitude / most) * strategyUsd(state, strategy);
  }
  return usd;
}
