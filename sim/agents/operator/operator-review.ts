import { type Clock, exponential, priority, type Stream } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import { bringLedgerTo } from '../../state/block-time.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { State } from '../../state/state.ts';
import { isCapable } from '../avs/admission.ts';
import type { MembershipActions } from './actions/memberships.ts';
import type { Reallocation } from './actions/reallocation.ts';
import type { Attention } from './attention/attention.ts';
import type { Business } from './business.ts';
import { MIN_INCOME_USD } from './constants.ts';
import { isEligible } from './eligibility.ts';
import type { OperatorListener } from './events.ts';
import { createObservation, type ObservationInputs } from './observation.ts';
import type { OperatorPolicy } from './policies/operator-policy.ts';
import type { Tastes } from './tastes.ts';
import type { TypicalIncome } from './typical-income.ts';
import { createAppraisals, forgetMoves } from './valuation/appraisals.ts';
import type { ValuationContext } from './valuation/valuation-context.ts';

/** What reviews are made from. */
export interface ReviewInputs {
  readonly state: State;
  readonly accounts: OperatorAccounts;
  readonly listener: OperatorListener;
  readonly memberships: MembershipActions;
  readonly reallocation: Reallocation;
  readonly business: Business;
  readonly income: TypicalIncome;
  readonly clock: Clock;
  /** Draws of each operator, `[operator]`. */
  readonly draws: readonly Stream[];
  readonly tastes: Tastes;
  readonly attention: Attention;
  /** Policy that decides for an operator. */
  readonly policyOf: (operator: OperatorId) => OperatorPolicy;
  /** What an operator knows now. */
  readonly contextOf: (operator: OperatorId) => ValuationContext;
  /** Income that an operator expects of the sets that it serves now, in USD a week. */
  readonly presentUsdPerWeek: (operator: OperatorId) => number;
}

/**
 * Schedules the reviews of all operators, at exponential times of each: sets, then allocations, then effort. An operator
 * that is bankrupt reviews no more.
 */
export function scheduleReviews(inputs: ReviewInputs): void {
  const { state, accounts, listener, memberships, reallocation, clock, draws, contextOf } = inputs;
  const { world, operators } = state;
  /** Reviews so far, `[operator]`. */
  const reviews = new Uint32Array(operators.length);
  /** Parameters of an operator's policy, as its group has them in the scenario. */
  const parametersOf = (operator: OperatorId) => world.groups[operators[operator]!.group]!.spec.policy;
  const scheduleNext = (operator: OperatorId): void => {
    const days = exponential(draws[operator]!, parametersOf(operator).reviewEvery);
    clock.after(days, priority.act, review, operator);
  };
  const review = clock.kind('operator review', operator => {
    if (accounts.gone[operator]) return;
    // Scheduled first: the times of an operator's reviews are then drawn before the noise of this one.
    scheduleNext(operator);
    bringLedgerTo(state, clock.now);
    const context = contextOf(operator);
    reviewSets(inputs, operator, context, reviews[operator]!++);
    reallocation.execute(operator);
    listener.reviewed(context, operator, memberships.setsServed(operator));
  });
  for (const { id } of operators) scheduleNext(id);
}

/**
 * Lets an operator's policy choose sets: choice by choice while it asks for more, at most one more than it could serve.
 *
 * @param review number of the operator's review
 */
function reviewSets(
  inputs: ReviewInputs,
  operator: OperatorId,
  context: ValuationContext,
  review: number,
): void {
  const { state, accounts, listener, memberships, business, income, clock, draws, tastes, attention } =
    inputs;
  const { policyOf, presentUsdPerWeek } = inputs;
  // Before its first day is booked, what an operator expects of its sets stands for what it earns.
  const expected = income.usdPerWeek(operator) ?? presentUsdPerWeek(operator);
  const appraisals = createAppraisals(context, operator);
  const admits = (set: SetId, fraction: number): boolean => listener.admits({ operator, set, fraction });
  const observationInputs = (served: readonly SetId[]): ObservationInputs => {
    const dormant = accounts.dormant[operator] === 1;
    return {
      day: clock.now,
      cashUsd: accounts.cashUsd[operator]!,
      dormant,
      incomeUsd: Math.max(income.usdPerWeek(operator) ?? expected, MIN_INCOME_USD),
      admits,
      tasteFor: set => tastes(operator, set, review),
      weighed: attention.weigh({ context, operator, review, served, dormant, appraisals, admits }),
      appraisals,
    };
  };
  const { group } = state.operators[operator]!;
  const { policy } = state.world.groups[group]!.spec;
  const servable = state.world.sets.filter(
    set => isEligible(policy, set) && isCapable(state, operator, set.id),
  );
  for (let choices = 0; choices <= servable.length; choices++) {
    const before = memberships.setsServed(operator);
    const observation = createObservation(context, operator, observationInputs(before));
    const choice = policyOf(operator)(observation, draws[operator]!);
    if (!business.applyChoice(operator, observation, choice) || !choice.again) break;
    forgetMoves(appraisals, before, memberships.setsServed(operator));
  }
}
