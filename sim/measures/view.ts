import type { Prices } from '../economy/index.ts';
import type { Ledger, Mirrors } from '../protocol/index.ts';
import type { Rewards } from '../protocol/rewards/index.ts';
import type { OperatorTraits, World } from '../scenario/index.ts';

/** What an AVS pays its sets at present: USD a week, and the share of each set. */
export interface Budget {
  readonly usdPerWeek: number;
  readonly split: Readonly<Record<string, number>> | 'perMember';
}

/** What every agent may look at: the chain, the prices and the published terms. Agents act on its ledger. */
export interface View {
  readonly world: World;
  readonly operators: readonly OperatorTraits[];
  readonly ledger: Ledger;
  readonly mirrors: Mirrors;
  readonly rewards: Rewards;
  readonly prices: Prices;
  /** Budget of each AVS as it stands; none for one that pays nothing. */
  readonly budgets: (Budget | undefined)[];
  /** Price of a place in each set whose places are auctioned, USD a week; 0 in others. */
  readonly placeUsdPerWeek: Float64Array;
}

/** USD price of one share of a strategy. */
export function strategyUsd(view: View, strategy: number): number {
  return view.prices.usd[view.world.strategies[strategy]!]!;
}

/** Stake delegated to an operator, in USD. */
export function stakeUsd(view: View, operator: number): number {
  const { operatorShares, strategies } = view.mirrors;
  let usd = 0;
  for (let strategy = 0; strategy < strategies; strategy++) {
    usd += operatorShares[operator * strategies + strategy]! * strategyUsd(view, strategy);
  }
  return usd;
}

/** An account's stake that is delegated now, in USD; what is queued for withdrawal is not in it. */
export function accountStakeUsd(view: View, account: number): number {
  const { delegatedTo, scaledShares, maxMagnitude, strategies } = view.mirrors;
  const operator = delegatedTo[account]!;
  let usd = 0;
  for (let strategy = 0; strategy < strategies; strategy++) {
    const factor = operator < 0 ? 1 : maxMagnitude[operator * strategies + strategy]!;
    usd += scaledShares[account * strategies + strategy]! * factor * strategyUsd(view, strategy);
  }
  return usd;
}

/** Fraction of the operator's stake in a strategy that the set of a membership can slash. */
export function allocatedFraction(view: View, membership: number, strategy: number): number {
  const { memberships, maxMagnitude, strategies } = view.mirrors;
  const most = maxMagnitude[memberships.operator[membership]! * strategies + strategy]!;
  return most > 0 ? memberships.magnitude[membership * strategies + strategy]! / most : 0;
}

/** Stake delegated to an operator in the strategies that a set accepts, in USD. */
export function acceptedStakeUsd(view: View, operator: number, set: number): number {
  const { operatorShares, strategies } = view.mirrors;
  let usd = 0;
  for (const strategy of view.world.sets[set]!.strategies) {
    usd += operatorShares[operator * strategies + strategy]! * strategyUsd(view, strategy);
  }
  return usd;
}

/** Part of the operator's accepted stake that the set of a membership can slash; operators keep strategies alike. */
export function slashableFraction(view: View, membership: number): number {
  const { strategies } = view.world.sets[view.mirrors.memberships.set[membership]!]!;
  let most = 0;
  for (const strategy of strategies) most = Math.max(most, allocatedFraction(view, membership, strategy));
  return most;
}

/** Part of all stake delegated to the operator, whatever the set accepts, that the set of a membership can slash. */
export function exposedFraction(view: View, membership: number): number {
  const { memberships } = view.mirrors;
  const operator = memberships.operator[membership]!;
  const stake = stakeUsd(view, operator);
  const accepted = stake > 0 ? acceptedStakeUsd(view, operator, memberships.set[membership]!) / stake : 0;
  return accepted * slashableFraction(view, membership);
}

/** Stake that the set of a membership can slash, in USD. */
export function slashableUsd(view: View, membership: number): number {
  const { memberships, operatorShares, strategies } = view.mirrors;
  const operator = memberships.operator[membership]!;
  let usd = 0;
  for (const strategy of view.world.sets[memberships.set[membership]!]!.strategies) {
    usd +=
      operatorShares[operator * strategies + strategy]! *
      allocatedFraction(view, membership, strategy) *
      strategyUsd(view, strategy);
  }
  return usd;
}

/** Memberships of an operator that are registered now. */
export function activeMemberships(view: View, operator: number): number[] {
  const { memberships } = view.mirrors;
  return memberships.ofOperator[operator]!.filter(membership => memberships.registered[membership]);
}

/** Registered members of a set. */
export function membersOf(view: View, set: number): number[] {
  const { memberships } = view.mirrors;
  return (memberships.ofSet[set] ?? []).filter(membership => memberships.registered[membership]);
}
