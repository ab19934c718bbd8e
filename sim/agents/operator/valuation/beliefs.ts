import { pow } from '../../../engine/index.ts';
import { membershipOf } from '../../../protocol/index.ts';
import type { IncentiveInWorld } from '../../../scenario/index.ts';
import { allocatedFraction, membersOf, strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { cappedWeights } from '../../avs/pay/cap.ts';

/** What a group of operators believes about each set, smoothed over its memory. */
export interface SetBeliefs {
  /** Registered members of each set. */
  readonly members: Float64Array;
  /** Sum of the members' reward weights in each set, as far as its cap lets them count. */
  readonly weight: Float64Array;
  /** Sum of the members' weights in each incentive of the world that is a gauge; 0 for others. */
  readonly gauge: Float64Array;
}

/** What can be seen of each set today: its members and their weight, in its own pay and in gauges. */
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

/** Moves beliefs a day towards what was seen; `keep` is the part of a belief that survives a day. */
export function learn(beliefs: SetBeliefs, seen: SetBeliefs, keep: number): void {
  for (const what of ['members', 'weight', 'gauge'] as const) {
    for (let i = 0; i < seen[what].length; i++) {
      beliefs[what][i] = keep * beliefs[what][i]! + (1 - keep) * seen[what][i]!;
    }
  }
}

/** Reward weight of a member in its set: see `rewardWeight`. */
export function memberWeight(state: State, membership: number): number {
  const { memberships } = state.mirrors;
  return rewardWeight(state, memberships.operator[membership]!, memberships.set[membership]!);
}

/**
 * Weight by which a set's pool is divided, as far as it can be known beforehand: allocated stake, total stake, or,
 * for an operator-directed rule, capacity (which brings work) and allocated stake to their powers.
 *
 * @param fraction part of the operator's stake that would be allocated to the set; if left out, what is allocated now
 */
export function rewardWeight(state: State, operator: number, set: number, fraction?: number): number {
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

/** Weight of a member in a gauge of its set. */
export function memberGaugeWeight(state: State, membership: number, gauge: IncentiveInWorld): number {
  return stakeWeight(state, state.mirrors.memberships.operator[membership]!, gauge);
}

/**
 * Weight of an operator where pay goes by allocated or total stake.
 *
 * @param fraction part of its stake that would be allocated to the set; if left out, what is allocated now
 */
export function stakeWeight(
  state: State,
  operator: number,
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

/**
 * Part of a pool that an operator expects: its weight among the others', at most the part at which it is saturated.
 *
 * @param now its weight as a member, 0 if it is none
 * @param total believed weight of all members
 */
export function expectedPart(weight: number, now: number, total: number, most = 1): number {
  const others = Math.max(0, total - Math.min(now, most * total));
  return weight > 0 ? Math.min(most, weight / (weight + others)) : 0;
}
