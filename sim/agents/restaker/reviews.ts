import { exponential, priority, type Stream } from '../../engine/index.ts';
import type { AccountId } from '../../ids.ts';
import { AccountObservation, candidatesSeen } from './account-observation.ts';
import type { DecisionContext, RestakerContext } from './context.ts';
import { accountsOf } from './delegation.ts';
import type { Candidate, RestakerObservation, RestakerPolicy } from './policies/restaker-policy.ts';

/** How an account of a cohort decides at a review. */
export interface Reviewer {
  readonly decide: RestakerPolicy;
  /** Source of the uniform draws that the policy is given. */
  readonly stream: Stream;
  /** Age in days of what the account looks at: it sees the last midnight that is at least that old. */
  readonly lag: number;
}

/**
 * Lets an account decide as a reviewer does, and carries out its choice.
 *
 * @param lost fraction of its stake that its operator's delegators lost, or fear for, if that is why it looks; else 0
 */
export type Review = (account: AccountId, reviewer: Reviewer, lost: number) => void;

/** Reviews by the accounts of a world. */
export function createReview(context: DecisionContext): Review {
  const { state, accounts, delegations, clock } = context;
  const { takes } = delegations;
  const first = state.operators.length;
  const look = (observation: RestakerObservation): Candidate[] => candidatesSeen(context, observation);
  return (account, { decide, stream, lag }, lost) => {
    const uniforms = [stream(), stream(), stream()] as const;
    const seenOn = Math.floor(clock.now - lag);
    if (!delegations.free(account) || accounts.passive[account - first]) return;
    const operator = state.mirrors.delegatedTo[account]!;
    const stakeUsd = delegations.stakeUsd(account);
    const outsideYield = accounts.outsideYield[account - first]!;
    const observation = new AccountObservation(
      { day: clock.now, seenOn, stakeUsd, operator, outsideYield, lost, takes },
      look,
    );
    const choice = decide(observation, uniforms);
    if (choice !== 'stay') delegations.apply(account, choice);
  };
}

/**
 * Puts the regular reviews of cohorts on the clock: those of a cohort are one superposed Poisson process that picks an
 * account, so that each account reviews at exponential times of its own.
 *
 * @param reviewers how accounts of each cohort decide, `[cohort]`; undefined for a cohort that holds no such reviews
 */
export function scheduleReviews(
  { state, accounts, clock, streams }: RestakerContext,
  review: Review,
  reviewers: readonly (Reviewer | undefined)[],
): void {
  const cohorts = state.world.cohorts.map(({ name, spec }, cohort) => {
    const { from, to } = accountsOf(state, accounts, cohort);
    const size = to - from;
    return {
      from,
      size,
      every: spec.policy.reviewEvery / size,
      times: streams.stream('restaker reviews', name),
    };
  });
  const wake = clock.kind('restaker review', cohort => {
    const { from, size, every, times } = cohorts[cohort]!;
    review(from + Math.floor(times() * size), reviewers[cohort]!, 0);
    clock.after(exponential(times, every), priority.act, wake, cohort);
  });
  cohorts.forEach(({ size, every, times }, cohort) => {
    if (size > 0 && reviewers[cohort] !== undefined)
      clock.after(exponential(times, every), priority.act, wake, cohort);
  });
}
