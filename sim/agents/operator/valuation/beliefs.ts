import { pow } from '../../../engine/index.ts';
import type { MembershipId, OperatorId, SetId, StrategyId } from '../../../ids.ts';
import { membershipOf } from '../../../protocol/index.ts';
import type { IncentiveInWorld } from '../../../scenario/index.ts';
import { allocatedFraction, committedFraction, membersOf, strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { cappedWeights } from '../../avs/pay/cap.ts';

/** What a group of operators believes about the members of each set, smoothed over its memory. */
export interface SetBeliefs {
  /** Whether members' allocations count as they will be once changes under way hold, or as they are now. */
  readonly pending: boolean;
  /** Number of registered members, `[set]`. */
  readonly members: Float64Array;
  /** Sum of the members' reward weights, as far as the set's cap lets them count, `[set]`. */
  readonly weight: Float64Array;
  /** Sum of the members' weights in each incentive of the world that is a gauge of one set, `[incentive]`; else 0. */
  readonly gauge: Float64Array;
}

/**
 * Members of each set and their weights, in the set's own pay and in gauges.
 *
 * @param pending whether allocations count as they will be once changes under way hold, or as they are now
 */
export function observeSets(state: State, pending = true): SetBeliefs {
  const { sets, incentives } = state.world;
  const beliefs = {
    pending,
    members: new Float64Array(sets.length),
    weight: new Float64Array(sets.length),
    gauge: new Float64Array(incentives.length),
  };
  for (const { id } of sets) observeSet(state, id, beliefs);
  return beliefs;
}

/** Brings what is believed of a set up to what is so now. */
export function observeSet(state: State, set: SetId, beliefs: SetBeliefs): void {
  const { sets, incentives } = state.world;
  const { reward } = sets[set]!.spec;
  const members = membersOf(state, set);
  beliefs.members[set] = members.length;
  const weights = members.map(member => memberWeight(state, member, beliefs.pending));
  const cap = reward.kind === 'operatorDirected' ? reward.cap : undefined;
  beliefs.weight[set] = sumOf(cap === undefined ? weights : cappedWeights(weights, cap));
  for (const gauge of incentives)
    if (gauge.set === set)
      beliefs.gauge[gauge.id] = sumOf(
        members.map(member => memberGaugeWeight(state, member, gauge, beliefs.pending)),
      );
}

/**
 * Adds what a member of a set without a cap weighs there to what is believed of the set, or takes it off; nothing if the
 * operator is no member.
 */
export function addMember(
  state: State,
  operator: OperatorId,
  set: SetId,
  { to: beliefs, sign }: { readonly to: SetBeliefs; readonly sign: 1 | -1 },
): void {
  const member = membershipOf(state.mirrors, operator, set);
  if (member < 0 || state.mirrors.memberships.registered[member] === 0) return;
  beliefs.members[set]! += sign;
  beliefs.weight[set]! += sign * memberWeight(state, member, beliefs.pending);
  for (const gauge of state.world.incentives)
    if (gauge.set === set)
      beliefs.gauge[gauge.id]! += sign * memberGaugeWeight(state, member, gauge, beliefs.pending);
}

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/**
 * Moves beliefs by a day towards what was observed: exponential smoothing, belief' = retention x belief +
 * (1 - retention) x observed.
 *
 * @param retention fraction of a belief that survives a day
 */
export function updateBeliefs(beliefs: SetBeliefs, observed: SetBeliefs, retention: number): void {
  for (const what of ['members', 'weight', 'gauge'] as const) {
    for (let i = 0; i < observed[what].length; i++) {
      beliefs[what][i] = retention * beliefs[what][i]! + (1 - retention) * observed[what][i]!;
    }
  }
}

/**
 * Reward weight of a member in its set: see `rewardWeight`.
 *
 * @param pending whether its allocation counts as it will be once changes under way hold, or as it is now
 */
export function memberWeight(state: State, membership: MembershipId, pending: boolean): number {
  const { memberships } = state.mirrors;
  const operator = memberships.operator[membership]!;
  return rewardWeight(state, operator, memberships.set[membership]!, partOf(state, membership, pending));
}

/** Weight of a member in a gauge of its set; arguments as of `memberWeight`. */
export function memberGaugeWeight(
  state: State,
  membership: MembershipId,
  gauge: IncentiveInWorld,
  pending: boolean,
): number {
  const operator = state.mirrors.memberships.operator[membership]!;
  return stakeWeight(state, operator, gauge, partOf(state, membership, pending));
}

/** Part of an operator's stake in a strategy that counts as allocated. */
type PartOfStake = (strategy: StrategyId) => number;

function partOf(state: State, membership: MembershipId, pending: boolean): PartOfStake {
  const fractionOf = pending ? committedFraction : allocatedFraction;
  return strategy => fractionOf(state, membership, strategy);
}

/**
 * Weight by which a set divides its pool, as far as it can be known beforehand: allocated stake or total stake, as of
 * `stakeWeight`, or under an operator-directed rule capacity (which brings work) and allocated stake, each to its power:
 * (GPUs or cores)^(work + capacity) x USD^stake. Weights of one set compare with each other only.
 *
 * @param part part of the operator's stake that is, or would be, allocated to the set
 */
export function rewardWeight(state: State, operator: OperatorId, set: SetId, part: PartOfStake): number {
  const { spec, multipliers, strategies } = state.world.sets[set]!;
  const { reward } = spec;
  if (reward.kind === 'operatorDirected') {
    const { gpus, cores } = state.operators[operator]!;
    const capacity = spec.admission.gpus > 0 ? gpus : cores;
    const { operatorShares, strategies: S } = state.mirrors;
    let stake = 0;
    for (const strategy of strategies)
      stake += operatorShares[operator * S + strategy]! * part(strategy) * strategyUsd(state, strategy);
    return pow(capacity, reward.by.work + reward.by.capacity) * pow(stake, reward.by.stake);
  }
  return stakeWeight(state, operator, { set, kind: reward.kind, multipliers }, part);
}

/**
 * Weight of an operator where pay goes by stake: the sum over the set's strategies of multiplier x shares, of all
 * shares (`totalStake`) or of those allocated to the set (`uniqueStake`).
 *
 * @param part part of its stake that is, or would be, allocated to the set
 */
export function stakeWeight(
  state: State,
  operator: OperatorId,
  pay: Pick<IncentiveInWorld, 'set' | 'kind' | 'multipliers'>,
  part: PartOfStake,
): number {
  const { operatorShares, strategies: S } = state.mirrors;
  let weight = 0;
  for (const strategy of state.world.sets[pay.set]!.strategies) {
    const counted = pay.kind === 'uniqueStake' ? part(strategy) : 1;
    weight += pay.multipliers[strategy]! * operatorShares[operator * S + strategy]! * counted;
  }
  return weight;
}
