import { type Clock, priority } from '../../../engine/index.ts';
import type { OperatorId, SetId } from '../../../ids.ts';
import type { SetInWorld } from '../../../scenario/index.ts';
import { type LeastCostCoalition, leastCostCoalition } from '../../../security/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import { corruptionProfitUsd } from '../../../state/corruptible-network.ts';
import type { CorruptionChoice } from '../../../state/corruption-choice.ts';
import type { State } from '../../../state/state.ts';
import { createPaidSinceCheck, type PotentialAttacker, potentialAttackers } from './attack-cost.ts';

/** One operator's part in an attack on a set. */
export interface Attack {
  readonly operator: OperatorId;
  readonly set: SetId;
  readonly profitUsd: number;
}

/** What members who could attack tell others. */
export interface AttackListener {
  /** Called when the cheapest coalition of a set weighed an attack, before it attacks. */
  weighed(choice: CorruptionChoice): void;
  /** Called for each member of a coalition that attacks. */
  attacked(attack: Attack): void;
}

/** Members of sets that can be corrupted, on the clock. */
export interface Attacks {
  /** Takes in what members earned on the day that ends, after pay. */
  endDay(): void;
}

/**
 * Rational attacks. At each check the members of a set with `corruption` look for the coalition that holds the
 * threshold of its slashable stake at the least cost, and it attacks if the profit exceeds that: see
 * `potentialAttackers`. A set is attacked at most once: what was to be had is gone then.
 */
export function createAttacks(state: State, clock: Clock, listener: AttackListener): Attacks {
  const { world } = state;
  const targets = world.sets.filter(({ spec }) => spec.corruption);
  const attacked = new Set<number>();
  const paid = createPaidSinceCheck(state, targets);

  const weigh = (set: SetInWorld): void => {
    const { threshold } = set.spec.corruption!;
    bringLedgerTo(state, clock.now);
    const members = potentialAttackers(state, set, paid, clock.now);
    const coalition = coalitionAmong(members, threshold);
    if (coalition === undefined) return;
    const profitUsd = corruptionProfitUsd(state, set.id, clock.now);
    const strikes = profitUsd > coalition.cost;
    listener.weighed({
      avs: set.avs,
      set: set.id,
      members: coalition.members.length,
      profitUsd,
      costUsd: coalition.cost,
      boundUsd: coalition.bound,
      strikes,
    });
    if (!strikes) return;
    attacked.add(set.id);
    state.corruptionUsd[set.id] = 0;
    const attackers = coalition.members.map(member => members[member]!);
    const heldUsd = sumOfSlashable(attackers);
    // What the attack brings is divided by stake.
    for (const { operator, slashableUsd } of attackers)
      listener.attacked({ operator, set: set.id, profitUsd: (profitUsd * slashableUsd) / heldUsd });
  };

  const check = clock.kind('attack check', id => {
    if (attacked.has(id)) return;
    const set = world.sets[id]!;
    clock.after(set.spec.corruption!.checkEvery, priority.act, check, id);
    // Who has not been paid since it last looked does not know what it would give up.
    if (paid.days(id) === 0) return;
    weigh(set);
    paid.reset(id);
  });
  for (const { id, spec } of targets) clock.after(spec.corruption!.checkEvery, priority.act, check, id);

  return { endDay: paid.addDay };
}

/** The cheapest coalition that holds a fraction of the stake of all; undefined if there is no stake. */
function coalitionAmong(
  members: readonly PotentialAttacker[],
  threshold: number,
): LeastCostCoalition | undefined {
  const total = sumOfSlashable(members);
  if (total === 0) return undefined;
  return leastCostCoalition(
    members.map(({ slashableUsd }) => slashableUsd),
    members.map(({ costUsd }) => costUsd),
    // Sums in another order differ in the last digits: a coalition of exactly the threshold holds it.
    threshold * total * (1 - 1e-12),
  );
}

function sumOfSlashable(members: readonly PotentialAttacker[]): number {
  return members.reduce((sum, { slashableUsd }) => sum + slashableUsd, 0);
}
