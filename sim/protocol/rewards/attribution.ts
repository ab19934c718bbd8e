import type { Rewards } from './rewards.ts';

/** What restakers earned (an operator's own stake among them), `[stream * cohorts + cohort]`. */
export interface Attribution {
  readonly tokens: Float64Array;
  /** At the token's price on the day of pay: restakers value rewards as they are paid. */
  readonly usd: Float64Array;
}

/** USD earned by an account's position since it was taken; adds it to its cohort in `into`. */
export function unsettledUsd(rewards: Rewards, account: number, into?: Attribution): number {
  const { positions, cohorts, mirrors } = rewards;
  const operator = positions.operator[account]!;
  if (operator < 0) return 0;
  const { current, rows, streams, strategies } = rewards.accumulators[operator]!;
  const start = positions.row[account]! * current.length;
  const held = account * mirrors.strategies;
  const cohort = rewards.cohortOf[account]!;
  let total = 0;
  for (let slot = 0; slot < streams.length; slot++) {
    const scaled = positions.scaledShares[held + strategies[slot]!]!;
    if (scaled === 0) continue;
    const usd = scaled * (current[2 * slot + 1]! - rows[start + 2 * slot + 1]!);
    total += usd;
    if (into === undefined) continue;
    into.tokens[streams[slot]! * cohorts + cohort]! +=
      scaled * (current[2 * slot]! - rows[start + 2 * slot]!);
    into.usd[streams[slot]! * cohorts + cohort]! += usd;
  }
  return total;
}

/** USD that an account has earned as restaker up to the last settled day. Changes nothing. */
export function earnedUsdOf(rewards: Rewards, account: number): number {
  return rewards.earnedUsd[account]! + unsettledUsd(rewards, account);
}

/** What each cohort has earned from each stream up to the last settled day. O(accounts); changes nothing. */
export function attributionNow(rewards: Rewards): Attribution {
  const { tokens, usd } = rewards.attribution;
  const now = { tokens: tokens.slice(), usd: usd.slice() };
  for (let account = 0; account < rewards.earnedUsd.length; account++) unsettledUsd(rewards, account, now);
  return now;
}
