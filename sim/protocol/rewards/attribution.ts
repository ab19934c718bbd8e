import type { Rewards } from './rewards.ts';
import { enter, type Statement } from './statements.ts';

/** What restakers earned (an operator's own stake among them), `[stream * cohorts + cohort]`. */
export interface Attribution {
  readonly tokens: Float64Array;
  /** At the token's price on the day of pay: restakers value rewards as they are paid. */
  readonly usd: Float64Array;
}

/** Told what an account earned from a stream, once for each strategy that earned from it. */
type Earn = (stream: number, tokens: number, usd: number) => void;

/** USD earned by an account's position since it was taken; tells `earn` from which streams. */
export function unsettledUsd(rewards: Rewards, account: number, earn?: Earn): number {
  const { positions, accumulators } = rewards;
  const { strategies } = rewards.mirrors;
  const { sums, stream } = accumulators;
  const operator = positions.operator[account]!;
  if (operator < 0) return 0;
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
      earn?.(stream[slot]!, scaled * tokens, scaled * usd);
    }
  }
  return total;
}

/** Adds what an account's position earned to its books: its own, its cohort's, and its statement if there is one. */
export function settle(rewards: Rewards, account: number): void {
  const { attribution, statements } = rewards;
  const cohort = rewards.cohortOf[account]!;
  const statement = statements?.earned[account];
  rewards.earnedUsd[account]! += unsettledUsd(rewards, account, (stream, tokens, usd) => {
    attribution.tokens[stream * rewards.cohorts + cohort]! += tokens;
    attribution.usd[stream * rewards.cohorts + cohort]! += usd;
    if (statement !== undefined) enter(statement, stream, tokens, usd);
  });
}

/** USD that an account has earned as restaker up to the last settled day. Changes nothing. */
export function earnedUsdOf(rewards: Rewards, account: number): number {
  return rewards.earnedUsd[account]! + unsettledUsd(rewards, account);
}

/** What each cohort has earned from each stream up to the last settled day. O(accounts); changes nothing. */
export function attributionNow(rewards: Rewards): Attribution {
  const { attribution, cohortOf, cohorts } = rewards;
  const now = { tokens: attribution.tokens.slice(), usd: attribution.usd.slice() };
  let cohort = 0;
  const earn: Earn = (stream, tokens, usd) => {
    now.tokens[stream * cohorts + cohort]! += tokens;
    now.usd[stream * cohorts + cohort]! += usd;
  };
  for (let account = 0; account < rewards.earnedUsd.length; account++) {
    cohort = cohortOf[account]!;
    unsettledUsd(rewards, account, earn);
  }
  return now;
}

/** What each account has earned from each stream up to the last settled day, where statements are kept. */
export function earnedNow(rewards: Rewards): Statement[] {
  return (rewards.statements?.earned ?? []).map((settled, account) => {
    const now = settled.slice();
    unsettledUsd(rewards, account, (stream, tokens, usd) => enter(now, stream, tokens, usd));
    return now;
  });
}
