import { type Clock, exp, exponential, log, priority, type Streams } from '../../engine/index.ts';
import type { World } from '../../scenario/index.ts';
import { bringLedgerTo } from '../../state/block-time.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { SlashOutlook } from '../../state/slash-outlook.ts';
import type { State } from '../../state/state.ts';
import type { Bidders } from '../avs/auction.ts';
import { createBidders } from './actions/auction-bidding.ts';
import { earningsOf, reprice } from './actions/commission.ts';
import { createPlaces } from './actions/memberships.ts';
import { createPursuit } from './actions/reallocation.ts';
import { createBusiness } from './business.ts';
import type { OperatorListener } from './events.ts';
import { type Circumstances, createObservation } from './observation.ts';
import { operatorPolicyOf } from './policies/index.ts';
import type { OperatorPolicy } from './policies/operator-policy.ts';
import { learn, observeSets } from './valuation/beliefs.ts';
import { bundleOf } from './valuation/bundle.ts';
import type { Outlook } from './valuation/membership-value.ts';

/** Smallest income that an operator's rationality is measured by, in USD a week. */
const LEAST_SCALE_USD = 10;

/** The operators of a world. */
export interface Operators extends Bidders {
  /** Learns from the day that ended; called each midnight after pay. */
  endDay(weeklyIncomeUsd: (operator: number) => number): void;
  /** Makes an operator leave every set for good: it is bankrupt. */
  dissolve(operator: number): void;
}

/**
 * Operators on the clock: each reviews its sets, allocations and splits at exponential times of its own.
 *
 * @param slashing what is expected of each set's slashing today
 * @param custom policies that decide instead of the scenario's, by group
 * @throws if it names a group that is not there; in the run, if it wants a set that is not there
 */
export function createOperators(
  state: State,
  books: OperatorAccounts,
  slashing: () => readonly SlashOutlook[],
  listener: OperatorListener,
  clock: Clock,
  streams: Streams,
  custom: Readonly<Record<string, OperatorPolicy>> = {},
): Operators {
  const { world, operators } = state;
  checkNames(world, custom);
  const groups = world.groups.map(({ name, spec }) => ({
    policy: spec.policy,
    choose: custom[name] ?? operatorPolicyOf(spec.policy.kind),
    beliefs: observeSets(state),
    keep: exp(-log(2) / Math.max(spec.policy.memory, 1e-9)),
  }));
  const groupOf = (operator: number) => groups[operators[operator]!.group]!;
  // Typical weekly income of each operator: what a gain is large or small against.
  const incomeUsd = new Float64Array(operators.length).fill(Number.NaN);
  const sources = operators.map(({ group, index }) =>
    streams.stream(`review ${world.groups[group]!.name}`, index),
  );

  const places = createPlaces(state, books, listener, clock);
  const outlookOf = (operator: number): Outlook => ({
    state,
    beliefs: groupOf(operator).beliefs,
    slashing: slashing(),
    split: places.wantedSplit,
  });
  const presentBundle = (operator: number) =>
    bundleOf(outlookOf(operator), operator, places.served(operator));
  const pursuit = createPursuit(state, books, clock, operator => presentBundle(operator).plan);
  const business = createBusiness(world, books, listener, places, pursuit, incomeUsd);

  const consider = clock.kind('operator review', operator => {
    if (books.gone[operator]) return;
    const { policy, choose } = groupOf(operator);
    const stream = sources[operator]!;
    clock.after(exponential(stream, policy.reviewEvery), priority.act, consider, operator);
    bringLedgerTo(state, clock.now);
    const known = outlookOf(operator);
    // Before its first day is booked, what it expects stands for what it earns.
    const expected = Number.isNaN(incomeUsd[operator]!) ? presentBundle(operator).value : Number.NaN;
    const circumstances = (): Circumstances => ({
      day: clock.now,
      cashUsd: books.cashUsd[operator]!,
      dormant: books.dormant[operator] === 1,
      incomeUsd: Math.max(
        Number.isNaN(incomeUsd[operator]!) ? expected : incomeUsd[operator]!,
        LEAST_SCALE_USD,
      ),
      admits: (set, fraction) => listener.admits(set, operator, fraction),
    });
    // Move by move until it prefers to stay; at most as many moves as there are sets.
    for (let moves = 0; moves <= world.sets.length; moves++) {
      const observation = createObservation(known, operator, circumstances());
      const choice = choose(observation, stream);
      if (!business.carryOut(observation, operator, choice) || !choice.again) break;
    }
    pursuit.follow(operator);
    listener.reviewed(known, operator, places.served(operator));
    if (policy.splitStep === 0) return;
    const earnings = earningsOf(known, operator);
    for (const earning of earnings) {
      const { set } = earning;
      const wanted = reprice(known, operator, earning, earnings, stream);
      if (wanted !== places.wantedSplit(operator, set)) places.chooseSplit(operator, set, wanted);
    }
  });
  for (const { id } of operators)
    clock.after(exponential(sources[id]!, groupOf(id).policy.reviewEvery), priority.act, consider, id);

  return {
    ...createBidders(state, books, listener, { places, pursuit, business }, outlookOf),
    dissolve: business.dissolve,
    endDay: weeklyIncomeUsd => {
      const seen = observeSets(state);
      for (const { beliefs, keep } of groups) learn(beliefs, seen, keep);
      for (const { id } of operators) {
        const { keep } = groupOf(id);
        const before = incomeUsd[id]!;
        const now = weeklyIncomeUsd(id);
        incomeUsd[id] = Number.isNaN(before) ? now : keep * before + (1 - keep) * now;
      }
    },
  };
}

function checkNames(world: World, custom: Readonly<Record<string, OperatorPolicy>>): void {
  for (const name of Object.keys(custom))
    if (!world.groups.some(group => group.name === name))
      throw new Error(`unknown group of operators: ${name}; the scenario names its groups`);
}
