import type { AccountId, MembershipId, OperatorId, SetId, StrategyId } from '../ids.ts';
import { membershipOf, sharesToFloat } from '../protocol/index.ts';
import type { State } from './state.ts';

/** USD price of one share of a strategy: that of its asset, since a share is worth a token. */
export function strategyUsd(state: State, strategy: StrategyId): number {
  return state.prices.usd[state.world.strategies[strategy]!]!;
}

/**
 * Stake delegated to an operator, its own included, in USD; what is queued for withdrawal is not in it. Read from
 * the float mirrors, as all of this file but `heldSlashedUsd`: O(strategies).
 */
export function stakeUsd(state: State, operator: OperatorId): number {
  const { operatorShares, strategies } = state.mirrors;
  let usd = 0;
  for (let strategy = 0; strategy < strategies; strategy++) {
    usd += operatorShares[operator * strategies + strategy]! * strategyUsd(state, strategy);
  }
  return usd;
}

/**
 * An account's stake that is deposited now, in USD; what is queued for withdrawal is not in it. Slashes of its operator
 * reach it as a fall of the operator's maximum magnitude.
 */
export function accountStakeUsd(state: State, account: AccountId): number {
  const { delegatedTo, scaledShares, maxMagnitude, strategies } = state.mirrors;
  const operator = delegatedTo[account]!;
  let usd = 0;
  for (let strategy = 0; strategy < strategies; strategy++) {
    const factor = operator < 0 ? 1 : maxMagnitude[operator * strategies + strategy]!;
    usd += scaledShares[account * strategies + strategy]! * factor * strategyUsd(state, strategy);
  }
  return usd;
}

/**
 * Fraction of the operator's stake in a strategy that the set of a membership can slash: the magnitude in force
 * there, over what is left of the operator's maximum magnitude. 0 where slashes have left nothing of the maximum. A
 * decrease under way still counts, an increase not yet in force does not.
 */
export function allocatedFraction(state: State, membership: MembershipId, strategy: StrategyId): number {
  const { memberships, maxMagnitude, strategies } = state.mirrors;
  const most = maxMagnitude[memberships.operator[membership]! * strategies + strategy]!;
  return most > 0 ? memberships.magnitude[membership * strategies + strategy]! / most : 0;
}

/** Fraction of the operator's stake in a strategy that the set of a membership can slash once changes under way hold. */
export function committedFraction(state: State, membership: MembershipId, strategy: StrategyId): number {
  const { memberships, maxMagnitude, strategies } = state.mirrors;
  const most = maxMagnitude[memberships.operator[membership]! * strategies + strategy]!;
  return most > 0 ? memberships.committed[membership * strategies + strategy]! / most : 0;
}

/** Stake delegated to an operator in the strategies that a set accepts, in USD. */
export function acceptedStakeUsd(state: State, operator: OperatorId, set: SetId): number {
  const { operatorShares, strategies } = state.mirrors;
  let usd = 0;
  for (const strategy of state.world.sets[set]!.strategies) {
    usd += operatorShares[operator * strategies + strategy]! * strategyUsd(state, strategy);
  }
  return usd;
}

/**
 * Fraction of the operator's stake, in strategies that the set accepts, that the set of a membership can slash. Operators
 * allocate the same fraction of all of them; slashes by other sets let them differ, then it is the largest.
 */
export function slashableFraction(state: State, membership: MembershipId): number {
  const { strategies } = state.world.sets[state.mirrors.memberships.set[membership]!]!;
  let most = 0;
  for (const strategy of strategies) most = Math.max(most, allocatedFraction(state, membership, strategy));
  return most;
}

/**
 * Fraction of all stake delegated to the operator, whether or not the set accepts it, that the set of a membership
 * can slash: what its delegators have at stake there. 0 for an operator without stake.
 */
export function exposedFraction(state: State, membership: MembershipId): number {
  const { memberships } = state.mirrors;
  const operator = memberships.operator[membership]!;
  const stake = stakeUsd(state, operator);
  const accepted = stake > 0 ? acceptedStakeUsd(state, operator, memberships.set[membership]!) / stake : 0;
  return accepted * slashableFraction(state, membership);
}

/**
 * Stake that the set of a membership can slash, the operator's and its delegators', in USD at today's prices. The
 * queue, of which a slash takes its part too, is not in it: see `slashReach`.
 */
export function slashableUsd(state: State, membership: MembershipId): number {
  const { memberships, operatorShares, strategies } = state.mirrors;
  const operator = memberships.operator[membership]!;
  let usd = 0;
  for (const strategy of state.world.sets[memberships.set[membership]!]!.strategies) {
    usd +=
      operatorShares[operator * strategies + strategy]! *
      allocatedFraction(state, membership, strategy) *
      strategyUsd(state, strategy);
  }
  return usd;
}

/**
 * Stake that counts for a member of a set, in USD at today's prices: what the set can slash, or, of an AVS of the
 * AVSDirectory, all that is delegated to the member in the strategies that it accepts.
 */
export function countedUsd(state: State, membership: MembershipId): number {
  const { operator, set } = state.mirrors.memberships;
  return countsAllStake(state, set[membership]!)
    ? acceptedStakeUsd(state, operator[membership]!, set[membership]!)
    : slashableUsd(state, membership);
}

/** Whether all stake delegated to a member counts in a set, allocated or not: its AVS is in the AVSDirectory. */
export function countsAllStake({ world }: State, set: SetId): boolean {
  return world.sets[set]!.spec.registry === 'avsDirectory';
}

/** Stake that a set slashed and that has not left its strategies yet, in USD at today's prices. */
export function heldSlashedUsd(state: State, set: SetId): number {
  let usd = 0;
  for (const entries of state.ledger.sets[set]!.slashed.values()) {
    for (const { strategy, shares } of entries) usd += sharesToFloat(shares) * strategyUsd(state, strategy);
  }
  return usd;
}

/** The operator's own part of the stake that the set of a membership can slash, in USD. */
export function ownSlashableUsd(state: State, membership: MembershipId): number {
  const { memberships, scaledShares, maxMagnitude, strategies } = state.mirrors;
  const operator = memberships.operator[membership]!;
  let usd = 0;
  for (const strategy of state.world.sets[memberships.set[membership]!]!.strategies) {
    // An operator is the ledger account of its own number.
    const slot = operator * strategies + strategy;
    const units = scaledShares[slot]! * maxMagnitude[slot]!;
    usd += units * allocatedFraction(state, membership, strategy) * strategyUsd(state, strategy);
  }
  return usd;
}

/** Whether an operator is registered to a set now. */
export function isRegistered({ mirrors }: State, operator: OperatorId, set: SetId): boolean {
  const membership = membershipOf(mirrors, operator, set);
  return membership >= 0 && mirrors.memberships.registered[membership] === 1;
}

/** Memberships of an operator that are registered now, in the order in which they first appeared. */
export function activeMemberships(state: State, operator: OperatorId): MembershipId[] {
  const { memberships } = state.mirrors;
  return memberships.ofOperator[operator]!.filter(membership => memberships.registered[membership]);
}

/**
 * Whether an operator is registered to some set now. As `activeMemberships(...).length > 0`, without the array: it
 * is asked for every operator every day.
 */
export function servesAnySet(state: State, operator: OperatorId): boolean {
  const { ofOperator, registered } = state.mirrors.memberships;
  for (const membership of ofOperator[operator]!) if (registered[membership]) return true;
  return false;
}

/**
 * Memberships that are registered to a set now, in the order in which they first appeared. A new array at each
 * call, by a walk over all that ever were members.
 */
export function membersOf(state: State, set: SetId): MembershipId[] {
  const { memberships } = state.mirrors;
  return (memberships.ofSet[set] ?? []).filter(membership => memberships.registered[membership]);
}
