import { priority } from '../../engine/index.ts';
import type { AccountId, OperatorId } from '../../ids.ts';
import type { RestakerContext } from './context.ts';
import type { Review, Reviewer } from './reviews.ts';

/** Room for the alarms of one operator in the numbers that draws are hashed from. */
const ALARMS_PER_OPERATOR = 65_536;

/** Loss of stake, as a fraction, at which a slash has its full effect on attention. */
const FULL_ALARM = 0.01;

/**
 * Alarms of delegators: each delegator of an operator whose stake was slashed, or that may be, reviews out of turn with
 * a probability in proportion to the loss, its cohort's `flight` at most.
 *
 * @param reviewers how alarmed accounts of each cohort decide, `[cohort]`; undefined for a cohort that holds no reviews
 * @returns what to call when delegators of an operator lose, or fear for, a fraction of their stake
 */
export function createAlarms(
  { state, accounts, delegations, clock, streams }: RestakerContext,
  review: Review,
  reviewers: readonly (Reviewer | undefined)[],
): (operator: OperatorId, lost: number) => void {
  const first = state.operators.length;
  const draw = streams.hashed('restaker alarm');
  const alarms = new Uint32Array(first);
  const cohortOf = (account: AccountId): number => accounts.cohort[account - first]!;
  const cohorts = state.world.cohorts.map(({ spec: { policy } }) => ({
    attentionLag: policy.attentionLag,
    // Whoever rebalances at a fixed rhythm is not alarmed.
    flight: 'flight' in policy ? policy.flight : 0,
  }));
  const alarmed = clock.kind('restaker alarmed', account => {
    review(account, reviewers[cohortOf(account)]!);
  });
  return (operator, lost) => {
    const alarm = operator * ALARMS_PER_OPERATOR + alarms[operator]!++;
    // What can be seen is published at midnight, after all else.
    const published = Math.ceil(clock.now);
    for (const account of delegations.delegators.of(operator)) {
      const { flight, attentionLag } = cohorts[cohortOf(account)]!;
      if (draw(account, alarm) >= flight * Math.min(1, lost / FULL_ALARM)) continue;
      const time = Math.max(clock.now + attentionLag, published);
      clock.at(time, priority.measure, alarmed, account);
    }
  };
}
