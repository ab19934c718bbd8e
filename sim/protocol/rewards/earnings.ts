import type { AccountId } from '../../ids.ts';
import type { Attribution, Rewards } from './rewards.ts';
import { addToStatement, type Statement } from './statements.ts';

/**
 * USD earned by an account's position since it was taken; by stream it is added to its cohort's part of `attribution`
 * and to `statement`, where they are given.
 */
function unsettledUsd(
  rewards: Rewards,
  account: AccountId,
  attribution?: Attribution,
  statement?: Statement,
): number {
  const { positions, accumulators, cohorts } = rewards;
  const { strategies } = rewards.mirrors;
  const { sums, stream } = accumulators;
  const operator = positions.operator[account]!;
  if (operator < 0) return 0;
  const cohort = rewards.cohortOf[account]!;
  const knownSlots = positions.knownSlots[account]!;
  let place = positions.start[account]!;
  let total = 0;
  for (let strategy = 0; strategy < strategies; strategy++) {
    const scaled = positions.scaledShares[account * strategies + strategy]!;
    if (scaled === 0) continue;
    for (const slot of accumulators.of[operator * strategies + strategy]!) {
      let tokens = sums[2 * slot]!;
      let usd = sums[2 * slot + 1]!;
      if (slot < knownSlots) {
        tokens -= positions.origins[place++]!;
        usd -= positions.origins[place++]!;
      }
      total += scaled * usd;
      if (attribution !== undefined) {
        const cell = stream[slot]! * cohorts + cohort;
        attribution.tokens[cell]! += scaled * tokens;
        attribution.usd[cell]! += scaled * usd;
      }
      if (statement !== undefined) addToStatement(statement, stream[slot]!, scaled * tokens, scaled * usd);
    }
  }
  return total;
}

/** Adds what an account's position earned to its books: its own, its cohort's, and its statement if there is one. */
export function settle(rewards: Rewards, account: AccountId): void {
  const { attribution, statements, earnedUsd } = rewards;
  earnedUsd[account]! += unsettledUsd(rewards, account, attribution, statements?.earned[account]);
}

/** USD that an account has earned as restaker up to the last settled day. Changes nothing. */
export function earnedUsdOf(rewards: Rewards, account: AccountId): number {
  return rewards.earnedUsd[account]! + unsettledUsd(rewards, account);
}

/** What each cohort has earned from each stream up to the last settled day. O(accounts); changes nothing. */
export function attributionNow(rewards: Rewards): Attribution {
  const { attribution, earnedUsd } = rewards;
  const now = { tokens: attribution.tokens.slice(), usd: attribution.usd.slice() };
  for (let account = 0; account < earnedUsd.length; account++) unsettledUsd(rewards, account, now);
  return now;
}

/** What each account has earned from each stream up to the last settled day, where statements are kept. */
export function earnedNow(rewards: Rewards): Statement[] {
  return (rewards.statements?.earned ?? []).map((settled, account) => {
    const now = settled.slice();
    unsettledUsd(rewards, account, undefined, now);
    return now;
  });
}
