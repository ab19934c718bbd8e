import type { MembershipId, OperatorId, StrategyId } from '../../ids.ts';
import type { RewardFlow } from './reward-flow.ts';
import type { Rewards } from './rewards.ts';

/** Who is paid: an operator, and its membership in the set that pays; -1 if all earners are paid. */
export interface Payee {
  readonly operator: OperatorId;
  readonly membership: MembershipId;
}

/**
 * Weight of one withdrawable share of a strategy in a stream: its multiplier, for unique stake times the
 * fraction of the operator's remaining magnitude that is allocated to the set.
 *
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function shareWeight(
  rewards: Rewards,
  flow: RewardFlow,
  { operator, membership }: Payee,
  strategy: StrategyId,
): number {
  const { kind, multipliers } = flow.stream;
  const multiplier = multipliers[strategy]!;
  if (kind !== 'uniqueStake') return multiplier;
  const { mirrors } = rewards;
  const maxMagnitude = mirrors.maxMagnitude[operator * mirrors.strategies + strategy]!;
  if (maxMagnitude === 0) return 0;
  const { magnitude, eligibleMagnitude } = mirrors.memberships;
  const index = membership * mirrors.strategies + strategy;
  // Of a day's changes the last one counts: a decrease on the day itself, an increase from the next one.
  return (multiplier * Math.min(magnitude[index]!, eligibleMagnitude[index]!)) / maxMagnitude;
}

/** Weight in a stream of all stake delegated to an operator: the sum over strategies of shares x weight. */
export function delegatedWeight(rewards: Rewards, flow: RewardFlow, payee: Payee): number {
  const { snapshot, positions, mirrors } = rewards;
  let weight = 0;
  for (const strategy of flow.strategies) {
    const index = payee.operator * mirrors.strategies + strategy;
    if (positions.holders[index] === 0) continue;
    weight += snapshot.operatorShares[index]! * shareWeight(rewards, flow, payee, strategy);
  }
  return weight;
}

/**
 * Writes the weight of each payee and returns their sum. `stated` holds the payer's weights, `[membership]`,
 * of an operator-directed stream.
 * @throws if a stated weight is missing, negative or not finite.
 */
export function writeWeights(
  rewards: Rewards,
  flow: RewardFlow,
  stated: ArrayLike<number> | undefined,
): number {
  const { kind, set, name } = flow.stream;
  const { memberships } = rewards.mirrors;
  const members = memberships.ofSet[set];
  const payees = set < 0 ? memberships.ofOperator.length : (members?.length ?? 0);
  if ((kind === 'operatorDirected') !== (stated !== undefined))
    throw new Error(
      `invalid weights of stream ${name}\ngive weights for an operator-directed stream, and for no other`,
    );
  let total = 0;
  for (let payee = 0; payee < payees; payee++) {
    const membership = set < 0 ? -1 : members![payee]!;
    const operator = set < 0 ? payee : memberships.operator[membership]!;
    const eligible = set < 0 ? rewards.lastDay.earner[operator]! : memberships.eligible[membership]!;
    let weight = 0;
    if (eligible === 1)
      weight = stated ? stated[membership]! : delegatedWeight(rewards, flow, { operator, membership });
    if (!(weight >= 0 && weight < Infinity))
      throw new Error(`invalid weight in stream ${name}: ${weight}\ngive a finite number from 0`);
    flow.weight[payee] = weight;
    total += weight;
  }
  return total;
}
