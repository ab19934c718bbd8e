import type { Clock, Streams } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import type { World } from '../../scenario/index.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { SlashOutlook } from '../../state/slash-outlook.ts';
import type { State } from '../../state/state.ts';
import type { Bidders } from '../avs/auction.ts';
import { dailyRetention } from '../daily-retention.ts';
import { createAuctionBidding } from './actions/auction-bidding.ts';
import { canRejoin, createMembershipActions } from './actions/memberships.ts';
import { createReallocation } from './actions/reallocation.ts';
import { scheduleRepricing } from './actions/repricing.ts';
import type { Attention } from './attention/attention.ts';
import { createBusiness } from './business.ts';
import type { OperatorListener } from './events.ts';
import { scheduleReviews } from './operator-review.ts';
import { operatorPolicyOf } from './policies/index.ts';
import type { Bundle, OperatorPolicy } from './policies/operator-policy.ts';
import { createTastes } from './tastes.ts';
import { createTypicalIncome, grossUsdPerWeek } from './typical-income.ts';
import { observeSets, updateBeliefs } from './valuation/beliefs.ts';
import { bundleOf } from './valuation/bundle.ts';
import type { ValuationContext } from './valuation/valuation-context.ts';

/** The operators of a world. */
export interface Operators extends Bidders {
  /**
   * Updates beliefs and typical incomes by the day that ended; called each midnight after pay.
   *
   * @param weeklyIncomeUsd income of an operator on that day, as USD a week
   */
  endDay(weeklyIncomeUsd: (operator: OperatorId) => number): void;
  /**
   * Registers an operator that was ejected to its set again, on the terms that it had, if it is in business, has no other
   * use for its place, and the AVS and the protocol let it.
   */
  rejoin(operator: OperatorId, set: SetId): void;
  /** Makes an operator that is bankrupt leave every set for good. */
  dissolve(operator: OperatorId): void;
}

/** What the operators of a world are made from. */
export interface OperatorsInputs {
  readonly state: State;
  readonly accounts: OperatorAccounts;
  readonly listener: OperatorListener;
  readonly clock: Clock;
  readonly streams: Streams;
  readonly attention: Attention;
  /** What is expected of each set's slashing today, `[set]`. */
  readonly slashing: () => readonly SlashOutlook[];
  /** Policies that decide instead of the scenario's, by name of the group. */
  readonly policies?: Readonly<Record<string, OperatorPolicy>> | undefined;
}

/**
 * Operators on the clock: each reviews its sets, allocations, effort and splits at exponential times of its own, and
 * bids in auctions when it is asked to.
 *
 * @throws Error if `policies` names a group that is not there; in the run, if a policy wants a set that is not there
 */
export function createOperators(inputs: OperatorsInputs): Operators {
  const { state, accounts, listener, clock, streams, attention, slashing, policies = {} } = inputs;
  const { world, operators } = state;
  checkGroups(world, policies);
  const groups = world.groups.map(({ name, spec }) => ({
    policy: policies[name] ?? operatorPolicyOf(spec.policy.kind),
    beliefs: observeSets(state, spec.policy.seesPending),
    retention: dailyRetention(spec.policy.memory),
  }));
  const groupOf = (operator: OperatorId) => groups[operators[operator]!.group]!;
  const draws = operators.map(({ group, index }) =>
    streams.stream(`review ${world.groups[group]!.name}`, index),
  );
  const income = createTypicalIncome(operators, operator => groupOf(operator).retention);

  const memberships = createMembershipActions(state, accounts, listener, clock);
  /** What an operator knows now: made anew each time, since expectations of slashing change. */
  const contextOf = (operator: OperatorId): ValuationContext => ({
    state,
    beliefs: groupOf(operator).beliefs,
    slashing: slashing(),
    split: memberships.wantedSplit,
  });
  /** What the sets that an operator serves now are worth together, and the allocations that it is of. */
  const presentBundle = (operator: OperatorId): Bundle =>
    bundleOf(contextOf(operator), operator, memberships.setsServed(operator));
  const reallocation = createReallocation(state, accounts, clock, operator => presentBundle(operator).plan);
  const business = createBusiness({ world, accounts, listener, memberships, reallocation, income });
  const actions = { state, accounts, listener, memberships, reallocation, business, contextOf };
  scheduleReviews({
    ...actions,
    income,
    clock,
    draws,
    attention,
    tastes: createTastes(world, operators, streams),
    policyOf: operator => groupOf(operator).policy,
    presentUsdPerWeek: operator => grossUsdPerWeek(presentBundle(operator)),
  });
  scheduleRepricing({ state, accounts, memberships, clock, streams, contextOf });

  return {
    ...createAuctionBidding(actions),
    dissolve: business.dissolve,
    rejoin: (operator, set) => {
      const { mostSets = Number.POSITIVE_INFINITY } = world.groups[operators[operator]!.group]!.spec.policy;
      const served = memberships.setsServed(operator);
      if (accounts.gone[operator] || accounts.dormant[operator] || served.length >= mostSets) return;
      if (served.includes(set) || !canRejoin(state, operator, set)) return;
      // It leaves its allocations as they are, and takes the place that it would have with none.
      if (listener.admits({ operator, set, fraction: 0 })) memberships.join(operator, set, 0);
    },
    endDay: weeklyIncomeUsd => {
      const observed = [false, true].map(pending =>
        groups.some(({ beliefs }) => beliefs.pending === pending) ? observeSets(state, pending) : undefined,
      );
      for (const { beliefs, retention } of groups)
        updateBeliefs(beliefs, observed[Number(beliefs.pending)]!, retention);
      attention.refresh();
      income.endDay(weeklyIncomeUsd);
    },
  };
}

/** Checks that policies are given for groups that are there. */
function checkGroups(world: World, policies: Readonly<Record<string, OperatorPolicy>>): void {
  for (const name of Object.keys(policies))
    if (!world.groups.some(group => group.name === name))
      throw new Error(`unknown group of operators: ${name}; the scenario names its groups`);
}
