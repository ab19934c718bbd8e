import { type Clock, exp, exponential, log, priority, type Streams } from '../../engine/index.ts';
import type { OperatorBooks } from '../../measures/books.ts';
import type { SlashOutlook } from '../../measures/slash-record.ts';
import { activeMemberships, membersOf, type View } from '../../measures/view.ts';
import { membershipOf } from '../../protocol/index.ts';
import { changeSplit } from '../../protocol/rewards/index.ts';
import type { Bidders } from '../avs/auction.ts';
import { bringTo, timeOf } from '../chain.ts';
import { reservationUsd } from './bid.ts';
import { bundleOf } from './bundle.ts';
import { learn, observeSets } from './market.ts';
import { join, leave, reallocate } from './moves.ts';
import type { OperatorChoice, OperatorPolicy, OperatorSight } from './policy.ts';
import { portfolioHolder } from './portfolio.ts';
import { profitSeeker } from './profit.ts';
import { earningsOf, reprice } from './reprice.ts';
import { createSight } from './sight.ts';
import type { Outlook } from './value.ts';

/** Smallest income that an operator's rationality is measured by, in USD a week. */
const LEAST_SCALE_USD = 10;

/** What operators ask of their AVSs and tell the world. */
export interface OperatorListener {
  /** Whether a set would take an operator with this part of its stake allocated. */
  admits(set: number, operator: number, fraction: number): boolean;
  /** Whether a set has expelled an operator for good: it cannot win a place there either. */
  bars(set: number, operator: number): boolean;
  /** Told before an operator registers: the AVS makes room. */
  joining(set: number, operator: number, fraction: number): void;
  joined(set: number, operator: number): void;
  left(set: number, operator: number, reason: string): void;
  /** Told that an operator entered business or left it. */
  business(operator: number, kind: 'entry' | 'retirement'): void;
  /** Told at the end of a review what the operator knows and serves. */
  reviewed(known: Outlook, operator: number, sets: readonly number[]): void;
}

/** The operators of a world. */
export interface Operators extends Bidders {
  /** Learns from the day that ended; called each midnight after pay. */
  endDay(weeklyIncomeUsd: (operator: number) => number): void;
  /** Makes an operator leave every set for good: it is bankrupt. */
  dissolve(operator: number): void;
}

/** Policies that a scenario names. */
const named = { profit: profitSeeker, portfolio: portfolioHolder } as const;

/** The split an operator wants in a set: its own last choice, or the habit it came with. */
function wantedSplit(view: View, books: OperatorBooks, operator: number, set: number): number {
  return books.splits[membershipOf(view.mirrors, operator, set)] ?? view.operators[operator]!.splits[set]!;
}

/**
 * Operators on the clock: each reviews its sets, allocations and splits at exponential times of its own.
 *
 * @param slashing what is expected of each set's slashing today
 * @param custom policies that decide instead of the scenario's, by group
 * @throws if it names a group that is not there; in the run, if it wants a set that is not there
 */
export function createOperators(
  view: View,
  books: OperatorBooks,
  slashing: () => readonly SlashOutlook[],
  listener: OperatorListener,
  clock: Clock,
  streams: Streams,
  custom: Readonly<Record<string, OperatorPolicy>> = {},
): Operators {
  const { world, mirrors, rewards } = view;
  for (const name of Object.keys(custom)) {
    if (!world.groups.some(group => group.name === name))
      throw new Error(`unknown group of operators: ${name}; the scenario names its groups`);
  }
  const groups = world.groups.map(({ name, spec }) => ({
    policy: spec.policy,
    choose: custom[name] ?? named[spec.policy.kind],
    beliefs: observeSets(view),
    keep: exp(-log(2) / Math.max(spec.policy.memory, 1e-9)),
  }));
  // Typical weekly income of each operator: what a gain is large or small against.
  const incomeUsd = new Float64Array(view.operators.length).fill(Number.NaN);
  const sources = view.operators.map(({ group, index }) =>
    streams.stream(`review ${world.groups[group]!.name}`, index),
  );

  const outlookOf = (operator: number): Outlook => ({
    view,
    beliefs: groups[view.operators[operator]!.group]!.beliefs,
    slashing: slashing(),
    split: (who, set) => wantedSplit(view, books, who, set),
  });

  const servedBy = (operator: number): number[] =>
    activeMemberships(view, operator).map(membership => mirrors.memberships.set[membership]!);

  const quit = (operator: number, set: number, reason: string): void => {
    leave(view, operator, set, clock.now);
    listener.left(set, operator, reason);
  };

  const enlist = (operator: number, set: number, fraction: number): void => {
    listener.joining(set, operator, fraction);
    join(view, operator, set, clock.now);
    chooseSplit(set, operator, wantedSplit(view, books, operator, set));
    listener.joined(set, operator);
  };

  /** Follows a plan as far as magnitude is free, and again as soon as the first of what it waits for is. */
  const allocateAll = (operator: number, plan: ReadonlyMap<number, number>): void => {
    const block = reallocate(view, operator, plan, clock.now);
    if (block === undefined) return;
    // What was pending before is pending still: no follow-up is put off by this.
    clock.cancel(followUps[operator]!);
    followUps[operator] = clock.at(timeOf(block), priority.act, followUp, operator);
  };
  // Allocations that a policy asked for at the last review, where it did.
  const plans: OperatorChoice['allocations'][] = [];
  const followUps = new Float64Array(view.operators.length);
  const followPlan = (operator: number): void => {
    const planned = plans[operator] ?? bundleOf(outlookOf(operator), operator, servedBy(operator)).plan;
    allocateAll(operator, planned);
  };
  const followUp = clock.kind('allocation follow-up', operator => {
    if (!books.gone[operator]) followPlan(operator);
  });

  const entryUsd = (operator: number): number =>
    world.groups[view.operators[operator]!.group]!.spec.entry?.costUsd ?? 0;

  /** Enters business, if its cash pays for that. */
  const enter = (operator: number, costUsd: number, expectedUsd: number): boolean => {
    if (books.cashUsd[operator]! < costUsd) return false;
    books.dormant[operator] = 0;
    books.costUsd[operator]! += costUsd;
    books.cashUsd[operator]! -= costUsd;
    // What it expects stands for what it earns.
    incomeUsd[operator] = expectedUsd;
    listener.business(operator, 'entry');
    return true;
  };

  /** Leaves every set and business, until it pays again. */
  const retire = ({ served }: OperatorSight, operator: number): boolean => {
    for (const set of served) quit(operator, set, 'retirement');
    books.dormant[operator] = 1;
    listener.business(operator, 'retirement');
    return true;
  };

  /** Leaves and joins as a choice says, as far as the AVSs let it; whether anything changed. */
  const move = (sight: OperatorSight, operator: number, choice: OperatorChoice): boolean => {
    const { sets, retires, allocations } = choice;
    if (retires && sight.entry && !sight.dormant) return retire(sight, operator);
    for (const set of sets)
      if (!world.sets[set])
        throw new Error(`unknown set: ${set}; a policy names sets by their number in its sight`);
    for (const [set, fraction] of allocations ?? [])
      if (!(fraction >= 0 && fraction <= 1))
        throw new Error(`invalid allocation: ${fraction} of its stake to set ${set}; from 0 to 1`);
    plans[operator] = allocations;
    const leaving = sight.served.filter(set => !sets.includes(set));
    const joining = sets.filter(set => !sight.served.includes(set));
    if (leaving.length + joining.length === 0) return false;
    const worth = sight.worth(sets);
    const plan = allocations ?? worth.plan;
    for (const set of leaving) quit(operator, set, 'choice');
    const room = (sight.policy.mostSets ?? Number.POSITIVE_INFINITY) - (sight.served.length - leaving.length);
    const joined = joining
      .filter(set => {
        const fraction = plan.get(set) ?? 0;
        return sight.sets[set]!.open && Number.isFinite(fraction) && sight.admits(set, fraction);
      })
      .slice(0, room);
    if (sight.dormant && !(joined.length > 0 && enter(operator, sight.entry!.costUsd, worth.value)))
      return false;
    for (const set of joined) enlist(operator, set, plan.get(set) ?? 0);
    return leaving.length + joined.length > 0;
  };

  const consider = clock.kind('operator review', operator => {
    if (books.gone[operator]) return;
    const group = groups[view.operators[operator]!.group]!;
    const stream = sources[operator]!;
    clock.after(exponential(stream, group.policy.reviewEvery), priority.act, consider, operator);
    bringTo(view, clock.now);
    const known = outlookOf(operator);
    // Before its first day is booked, what it expects stands for what it earns.
    const typical = incomeUsd[operator]!;
    const expected = Number.isNaN(typical) ? bundleOf(known, operator, servedBy(operator)).value : typical;
    const circumstances = () => ({
      day: clock.now,
      cashUsd: books.cashUsd[operator]!,
      dormant: books.dormant[operator] === 1,
      incomeUsd: Math.max(
        Number.isNaN(incomeUsd[operator]!) ? expected : incomeUsd[operator]!,
        LEAST_SCALE_USD,
      ),
      admits: (set: number, fraction: number) => listener.admits(set, operator, fraction),
    });
    // Move by move until it prefers to stay; at most as many moves as there are sets.
    for (let moves = 0; moves <= world.sets.length; moves++) {
      const sight = createSight(known, operator, circumstances());
      const choice = group.choose(sight, stream);
      if (!move(sight, operator, choice) || !choice.again) break;
    }
    followPlan(operator);
    listener.reviewed(known, operator, servedBy(operator));
    if (group.policy.splitStep === 0) return;
    const earnings = earningsOf(known, operator);
    for (const earning of earnings) {
      const { set } = earning;
      const wanted = reprice(known, operator, earning, earnings, stream);
      if (wanted !== wantedSplit(view, books, operator, set)) chooseSplit(set, operator, wanted);
    }
  });

  const chooseSplit = (set: number, operator: number, fraction: number): void => {
    // While an earlier change waits for its activation the protocol refuses another: the wish waits too.
    if (!changeSplit(rewards.splits, { operator, set, fraction, time: clock.now })) return;
    books.splits[membershipOf(mirrors, operator, set)] = fraction;
  };

  for (const { id, group } of view.operators) {
    clock.after(exponential(sources[id]!, groups[group]!.policy.reviewEvery), priority.act, consider, id);
  }

  return {
    endDay: weeklyIncomeUsd => {
      const seen = observeSets(view);
      for (const { beliefs, keep } of groups) learn(beliefs, seen, keep);
      for (const { id, group } of view.operators) {
        const { keep } = groups[group]!;
        const before = incomeUsd[id]!;
        const now = weeklyIncomeUsd(id);
        incomeUsd[id] = Number.isNaN(before) ? now : keep * before + (1 - keep) * now;
      }
    },
    bids: set =>
      view.operators.flatMap(({ id }) => {
        const dormant = books.dormant[id] === 1;
        const able =
          !books.gone[id] && !listener.bars(set, id) && !(dormant && books.cashUsd[id]! < entryUsd(id));
        const usdPerWeek = able ? reservationUsd(outlookOf(id), id, set, dormant) : undefined;
        return usdPerWeek === undefined ? [] : [{ operator: id, usdPerWeek }];
      }),
    seat: (set, winners) => {
      for (const membership of membersOf(view, set)) {
        const operator = mirrors.memberships.operator[membership]!;
        if (!winners.includes(operator)) quit(operator, set, 'outbid');
      }
      for (const operator of winners) {
        const served = servedBy(operator);
        if (served.includes(set)) continue;
        const { plan, value } = bundleOf(outlookOf(operator), operator, [...served, set]);
        if (books.dormant[operator]) enter(operator, entryUsd(operator), value);
        enlist(operator, set, plan.get(set)!);
        // What its policy asked for at its last review left this set out.
        plans[operator] = undefined;
        followPlan(operator);
      }
    },
    dissolve: operator => {
      books.gone[operator] = 1;
      for (const membership of activeMemberships(view, operator)) {
        quit(operator, mirrors.memberships.set[membership]!, 'bankruptcy');
      }
    },
  };
}
