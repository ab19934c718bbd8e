import { pow } from '../../engine/index.ts';
import { allocatedFraction, membersOf, strategyUsd, type View } from '../../measures/view.ts';

/** What a group of operators believes about each set, smoothed over its memory. */
export interface SetBeliefs {
  /** Registered members of each set. */
  readonly members: Float64Array;
  /** Sum of the members' reward weights in each set. */
  readonly weight: Float64Array;
}

/** What can be seen of each set today: its members and their weight. */
export function observeSets(view: View): SetBeliefs {
  const { world } = view;
  return {
    members: Float64Array.from(world.sets, ({ id }) => membersOf(view, id).length),
    weight: Float64Array.from(world.sets, ({ id }) =>
      membersOf(view, id).reduce((sum, membership) => sum + memberWeight(view, membership), 0),
    ),
  };
}

/** Moves beliefs a day towards what was seen; `keep` is the part of a belief that survives a day. */
export function learn(beliefs: SetBeliefs, seen: SetBeliefs, keep: number): void {
  for (const what of ['members', 'weight'] as const) {
    for (let set = 0; set < seen[what].length; set++) {
      beliefs[what][set] = keep * beliefs[what][set]! + (1 - keep) * seen[what][set]!;
    }
  }
}

/** Reward weight of a member in its set: see `rewardWeight`. */
export function memberWeight(view: View, membership: number): number {
  const { memberships } = view.mirrors;
  return rewardWeight(view, memberships.operator[membership]!, memberships.set[membership]!, strategy =>
    allocatedFraction(view, membership, strategy),
  );
}

/**
 * Weight by which a set's pool is divided, as far as it can be known beforehand: allocated stake, total stake, or,
 * for an operator-directed rule, capacity (which brings work) and allocated stake to their powers.
 *
 * @param fraction part of the operator's stake in a strategy that is, or would be, allocated to the set
 */
export function rewardWeight(
  view: View,
  operator: number,
  set: number,
  fraction: (strategy: number) => number,
): number {
  const { spec, multipliers, strategies } = view.world.sets[set]!;
  const { operatorShares, strategies: S } = view.mirrors;
  const { reward } = spec;
  if (reward.kind === 'operatorDirected') {
    const { gpus, cores } = view.operators[operator]!;
    const capacity = spec.admission.gpus > 0 ? gpus : cores;
    const stake = strategies.reduce(
      (sum, strategy) =>
        sum + operatorShares[operator * S + strategy]! * fraction(strategy) * strategyUsd(view, strategy),
      0,
    );
    return pow(capacity, reward.by.work + reward.by.capacity) * pow(stake, reward.by.stake);
  }
  let weight = 0;
  for (const strategy of strategies) {
    const part = reward.kind === 'uniqueStake' ? fraction(strategy) : 1;
    weight += multipliers[strategy]! * operatorShares[operator * S + strategy]! * part;
  }
  return weight;
}
