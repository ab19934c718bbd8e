import { type Clock, pow, priority, type Streams } from '../../../engine/index.ts';
import { splitOf } from '../../../protocol/rewards/index.ts';
import { type SetInWorld, sample } from '../../../scenario/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { CorruptionChoice } from '../../../state/corruption-choice.ts';
import { membersOf, ownSlashableUsd, slashableUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { keptFraction } from '../../kept-fraction.ts';
import { slashProbability } from '../slashing/slash-probability.ts';
import { cheapestCoalition } from './coalition.ts';

/** An attack on a set: who made it, and what it brought each of them. */
export interface Attack {
  readonly set: number;
  readonly attackers: readonly { readonly operator: number; readonly profitUsd: number }[];
}

/** What those who could attack tell the world. */
export interface AttackListener {
  /** The cheapest coalition of a set weighed an attack; told before it attacks. */
  weighed(weighed: CorruptionChoice): void;
  attacked(attack: Attack): void;
}

/** Members of sets that can be corrupted, on the clock. */
export interface Attacks {
  /** Takes in what members earned on the day that ends, after pay. */
  endDay(): void;
}

/** What a member would lose by an attack on its set, in USD. */
interface Stakes {
  readonly operator: number;
  readonly slashableUsd: number;
  readonly costUsd: number;
}

/**
 * Rational attacks. At each check the members of a set with `corruption` look for the coalition that holds the
 * threshold of its slashable stake at the least cost, and it attacks if the profit exceeds that: the expected slash of
 * its own stake, and as much of its delegators' as it cares for, and its honest income for ever at its present value.
 * A set is attacked at most once: what was to be had is gone then.
 */
export function createAttacks(
  state: State,
  clock: Clock,
  streams: Streams,
  listener: AttackListener,
): Attacks {
  const { world, mirrors, rewards } = state;
  const { memberships } = mirrors;
  const targets = world.sets.filter(({ spec }) => spec.corruption);
  const attacked = new Set<number>();
  const startProfitUsd = new Map(
    targets.map(({ id, avsName, name, spec }) => [
      id,
      sample(spec.corruption!.profitUsd, streams.stream('corruption profit', `${avsName}.${name}`)),
    ]),
  );
  const paidUsd: number[] = [];
  const days = new Map<number, number>();

  /** What a member keeps of the set's pay a year, less the cost of serving it, by its mean since the last check. */
  const incomeUsd = (membership: number, set: number, ownPart: number): number => {
    const operator = memberships.operator[membership]!;
    const split = splitOf(rewards.splits, { operator, set, time: clock.now });
    const paid = (365 * (paidUsd[membership] ?? 0)) / days.get(set)!;
    return Math.max(0, paid * keptFraction(split, ownPart) - 12 * state.operators[operator]!.setMonthlyUsd);
  };

  const stakesOf = (set: SetInWorld): Stakes[] => {
    const { condition, discount, delegators } = set.spec.corruption!;
    const terms = set.spec.slashing[condition]!;
    const caught = slashProbability(terms);
    return membersOf(state, set.id).map(membership => {
      const slashable = slashableUsd(state, membership);
      const own = ownSlashableUsd(state, membership);
      const ownPart = slashable > 0 ? own / slashable : 0;
      return {
        operator: memberships.operator[membership]!,
        slashableUsd: slashable,
        costUsd:
          caught * terms.fraction * (own + delegators * (slashable - own)) +
          incomeUsd(membership, set.id, ownPart) / discount,
      };
    });
  };

  const weigh = (set: SetInWorld): void => {
    const { threshold, growth } = set.spec.corruption!;
    bringLedgerTo(state, clock.now);
    const members = stakesOf(set);
    const total = members.reduce((sum, { slashableUsd: usd }) => sum + usd, 0);
    if (total === 0) return;
    const coalition = cheapestCoalition(
      members.map(({ slashableUsd: usd }) => usd),
      members.map(({ costUsd }) => costUsd),
      // Sums in another order differ in the last digits: a coalition of exactly the threshold holds it.
      threshold * total * (1 - 1e-12),
    )!;
    const profitUsd = startProfitUsd.get(set.id)! * pow(1 + growth, clock.now / 365);
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
    const attackers = coalition.members.map(member => members[member]!);
    const held = attackers.reduce((sum, { slashableUsd: usd }) => sum + usd, 0);
    listener.attacked({
      set: set.id,
      attackers: attackers.map(({ operator, slashableUsd: usd }) => ({
        operator,
        profitUsd: (profitUsd * usd) / held,
      })),
    });
  };

  const check = clock.kind('attack check', id => {
    if (attacked.has(id)) return;
    const set = world.sets[id]!;
    clock.after(set.spec.corruption!.checkEvery, priority.act, check, id);
    // Who has not been paid since it last looked does not know what it would give up.
    if (!days.get(id)) return;
    weigh(set);
    for (const membership of memberships.ofSet[id] ?? []) paidUsd[membership] = 0;
    days.set(id, 0);
  });
  for (const { id, spec } of targets) clock.after(spec.corruption!.checkEvery, priority.act, check, id);

  return {
    endDay: () => {
      for (const { id } of targets) {
        days.set(id, (days.get(id) ?? 0) + 1);
        for (const membership of memberships.ofSet[id] ?? []) {
          paidUsd[membership] = (paidUsd[membership] ?? 0) + (rewards.lastDay.paidUsd[membership] ?? 0);
        }
      }
    },
  };
}
