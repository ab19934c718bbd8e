import { pow } from '../../../engine/index.ts';
import type { MembershipId, OperatorId, SetId } from '../../../ids.ts';
import { membershipOf } from '../../../protocol/index.ts';
import type { IncentiveInWorld } from '../../../scenario/index.ts';
import { allocatedFraction, membersOf, strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { cappedWeights } from '../../avs/pay/cap.ts';

/** What a group of operators believes about the members of each set, smoothed over its memory. */
export interface SetBeliefs {
  /** Number of registered members, `[set]`. */
  readonly members: Float64Array;
  /** Sum of the members' reward weights, as far as the set's cap lets them count, `[set]`. */
  readonly weight: Float64Array;
  /** Sum of the members' weights in each incentive of the world that is a gauge of one set, `[incentive]`; else 0. */
  readonly gauge: Float64Array;
}

/** Members of each set and their weights, in the set's own pay and in gauges, as they are now. */
export function observeSets(state: State): SetBeliefs {
  const { world } = state;
  const members = world.sets.map(({ id }) => membersOf(state, id));
  return {
    members: Float64Array.from(members, ({ length }) => length),
    weight: Float64Array.from(world.sets, ({ id, spec: { reward } }) => {
      const weights = members[id]!.map(membership => memberWeight(state, membership));
      const cap = reward.kind === 'operatorDirected' ? reward.cap : undefined;
      return (cap === undefined ? weights : cappedWeights(weights, cap)).reduce(
        (sum, weight) => sum + weight,
        0,
      );
    }),
    gauge: Float64Array.from(world.incentives, gauge =>
      gauge.set < 0
        ? 0
        : members[gauge.set]!.reduce((sum, member) => sum + memberGaugeWeight(state, member, gauge), 0),
    ),
  };
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

/** Reward weight of a member in its set, with what it has allocated now: see `rewardWeight`. */
export function memberWeight(state: State, membership: MembershipId): number {
  const { memberships } = state.mirrors;
  return rewardWeight(state, memberships.operator[membership]!, memberships.set[membership]!);
}

/**
 * Weight by which a set divides its pool, as far as it can be known beforehand: allocated stake or total stake, as of
 * `stakeWeight`, or under an operator-directed rule capacity (which brings work) and allocated stake, each to its power:
 * (GPUs or cores)^(work + capacity) x USD^stake. Weights of one set compare with each other only.
 *
 * @param fraction part of the operator's stake that would be allocated to the set; if left out, what is allocated now
 */
export function rewardWeight(state: State, operator: OperatorId, set: SetId, fraction?: number): number {
  const { spec, multipliers, strategies } = state.world.sets[set]!;
  const { reward } = spec;
  if (reward.kind === 'operatorDirected') {
    const { gpus, cores } = state.operators[operator]!;
    const capacity = spec.admission.gpus > 0 ? gpus : cores;
    const { operatorShares, strategies: S } = state.mirrors;
    const membership = membershipOf(state.mirrors, operator, set);
    let stake = 0;
    for (const strategy of strategies) {
      const part = fraction ?? allocatedFraction(state, membership, strategy);
      stake += operatorShares[operator * S + strategy]! * part * strategyUsd(state, strategy);
    }
    return pow(capacity, reward.by.work + reward.by.capacity) * pow(stake, reward.by.stake);
  }
  return stakeWeight(state, operator, { set, kind: reward.kind, multipliers }, fraction);
}

/** Weight of a member in a gauge of its set, with what it has allocated now. */
export function memberGaugeWeight(state: State, membership: MembershipId, gauge: IncentiveInWorld): number {
  return stakeWeight(state, state.mirrors.memberships.operator[membership]!, gauge);
}

/**
 * Weight of an operator where pay goes by stake: the sum over the set's strategies of multiplier x shares, of all
 * shares (`totalStake`) or of those allocated to the set (`uniqueStake`).
 *
 * @param fraction part of its stake that would be allocated to the set; if left out, what is allocated now
 */
export function stakeWeight(
  state: State,
  operator: OperatorId,
  pay: Pick<IncentiveInWorld, 'set' | 'kind' | 'multipliers'>,
  fraction?: number,
): number {
  const { operatorShares, strategies: S } = state.mirrors;
  const membership = membershipOf(state.mirrors, operator, pay.set);
  let weight = 0;
  for (const strategy of state.world.sets[pay.set]!.strategies) {
    const part =
      pay.kind === 'uniqueStake' ? (fraction ?? allocatedFraction(state, membership, strategy)) : 1;
    weight += pay.multipliers[strategy]! * operatorShares[operator * S + strategy]! * part;
  }
  return weight;
}

/** Weights that an operator's share of a pool follows from, in the unit of the pool's weights. */
export interface PoolWeights {
  /** Weight that the operator has, or would have. */
  readonly weight: number;
  /** Its present weight as a member; 0 if it is none. */
  readonly present: number;
  /** Weight that all members are believed to have, the operator among them if it is one. */
  readonly total: number;
  /** Largest fraction of the pool that the set's cap lets one member have; 1 without a cap. */
  readonly most: number;
}

/** Fraction of a pool that an operator expects: its weight over that and the others', at most what the cap allows. */
export function expectedPoolShare({ weight, present, total, most }: PoolWeights): number {
  const others = Math.max(0, total - Math.min(present, most * total));
  return weight > 0 ? Math.min(most, weight / (weight + others)) : 0;
}
