import { pow, priority } from '../../engine/index.ts';
import type { AccountId, OperatorId } from '../../ids.ts';
import type { RestakerContext } from './context.ts';
import type { Review, Reviewer } from './reviews.ts';

/** Room for the alarms of one operator in the numbers that draws are hashed from. */
const ALARMS_PER_OPERATOR = 65_536;

/** Loss of stake, as a fraction, that alarms with the probability `flight`. */
const FULL_ALARM = 0.01;

/**
 * Alarms of delegators: each delegator of an operator whose stake was slashed, or that may be, reviews out of turn with
 * a probability that is its cohort's `flight` for a loss of 1 %, less in proportion for less, and more for more. Passive
 * accounts are not alarmed.
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
  const alarmed = clock.kind('restaker alarmed', (account, lost) => {
    review(account, reviewers[cohortOf(account)]!, lost);
  });
  return (operator, lost) => {
    const alarm = operator * ALARMS_PER_OPERATOR + alarms[operator]!++;
    // What can be seen is published at midnight, after all else.
    const published = Math.ceil(clock.now);
    for (const account of delegations.delegators.of(operator)) {
      const { flight, attentionLag } = cohorts[cohortOf(account)]!;
      if (accounts.passive[account - first] || draw(account, alarm) >= alarmChance(flight, lost)) continue;
      const time = Math.max(clock.now + attentionLag, published);
      clock.at(time, priority.measure, alarmed, account, lost);
    }
  };
}

/**
 * Probability that a delegator is alarmed: each percent that is lost is a chance of its own to take notice.
 *
 * @param flight probability at a loss of 1 %
 * @param lost fraction of its stake
 */
function alarmChance(flight: number, lost: number): number {
  const percents = lost / FULL_ALARM;
  return percents <= 1 ? flight * percents : 1 - pow(1 - flight, percents);
}
