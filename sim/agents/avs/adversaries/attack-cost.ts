import type { MembershipId, OperatorId, SetId } from '../../../ids.ts';
import { WAD } from '../../../protocol/index.ts';
import { splitOf } from '../../../protocol/rewards/index.ts';
import type { SetInWorld } from '../../../scenario/index.ts';
import { slashReach } from '../../../state/slash-reach.ts';
import { membersOf, ownSlashableUsd, slashableUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { keptFraction } from '../../kept-fraction.ts';
import { slashProbability } from '../slashing/slash-probability.ts';

/** A member of a set that can be corrupted: what it would bring to an attack, and lose by it, in USD. */
export interface PotentialAttacker {
  readonly operator: OperatorId;
  /** Stake that the set can slash. */
  readonly slashableUsd: number;
  readonly costUsd: number;
}

/** What members were paid since their set last weighed an attack. */
export interface PaidSinceCheck {
  /** Days since the set's last check. */
  days(set: SetId): number;
  /** Mean pay of a membership since then, in USD a year. */
  usdPerYear(membership: MembershipId, set: SetId): number;
  /** Adds the last day's pay in sets that can be corrupted. */
  addDay(): void;
  /** Starts anew for a set that was checked. */
  reset(set: SetId): void;
}

/**
 * Pay of members, counted by set from check to check.
 *
 * @param targets sets that can be corrupted
 */
export function createPaidSinceCheck(
  { mirrors, rewards }: State,
  targets: readonly SetInWorld[],
): PaidSinceCheck {
  const { ofSet } = mirrors.memberships;
  const paidUsd: number[] = [];
  const days = new Map<number, number>();
  return {
    days: set => days.get(set) ?? 0,
    usdPerYear: (membership, set) => (365 * (paidUsd[membership] ?? 0)) / days.get(set)!,
    addDay: () => {
      for (const { id } of targets) {
        days.set(id, (days.get(id) ?? 0) + 1);
        for (const membership of ofSet[id] ?? [])
          paidUsd[membership] = (paidUsd[membership] ?? 0) + (rewards.lastDay.paidUsd[membership] ?? 0);
      }
    },
    reset: set => {
      for (const membership of ofSet[set] ?? []) paidUsd[membership] = 0;
      days.set(set, 0);
    },
  };
}

/**
 * Members of a set with what an attack would cost each: the expected slash of its own stake, and of its delegators' as
 * far as the set's `corruption.delegators` counts it, and its honest income for ever at its present value
 * (Durvasula and Roughgarden 2024, with the income added). A slash takes what delegators have queued for withdrawal too,
 * though it counts for no threshold; operators do not withdraw stake of their own.
 *
 * @param now time in days
 */
export function potentialAttackers(
  state: State,
  set: SetInWorld,
  paid: PaidSinceCheck,
  now: number,
): PotentialAttacker[] {
  const { condition, discount, delegators } = set.spec.corruption!;
  const terms = set.spec.slashing[condition]!;
  const probability = slashProbability(terms);
  const { operator: operatorOf } = state.mirrors.memberships;

  /** What a member keeps of the set's pay, less the cost of serving it, in USD a year; 0 if it is less. */
  const incomeUsd = (membership: MembershipId, operator: OperatorId, ownPart: number): number => {
    const split = splitOf(state.rewards.splits, { operator, set: set.id, time: now });
    const kept = paid.usdPerYear(membership, set.id) * keptFraction(split, ownPart);
    return Math.max(0, kept - 12 * state.operators[operator]!.setMonthlyUsd);
  };

  return membersOf(state, set.id).map(membership => {
    const operator = operatorOf[membership]!;
    const slashable = slashableUsd(state, membership);
    const own = ownSlashableUsd(state, membership);
    const ownPart = slashable > 0 ? own / slashable : 0;
    const { queuedUsd } = slashReach(state, { operator, set: set.id }, WAD);
    const slashUsd = probability * terms.fraction * (own + delegators * (slashable - own + queuedUsd));
    const costUsd = slashUsd + incomeUsd(membership, operator, ownPart) / discount;
    return { operator, slashableUsd: slashable, costUsd };
  });
}
