import type { Rewards } from './rewards.ts';

/** What restakers earned (an operator's own stake among them), `[stream * cohorts + cohort]`. */
export interface Attribution {
  readonly tokens: Float64Array;
  /** At the token's price on the day of pay: restakers value rewards as they are paid. */
  readonly usd: Float64Array;
}

/** USD earned by an account's position since it was taken; adds it to its cohort in `into`. */
export function unsettledUsd(rewards: Rewards, account: number, into?: Attribution): number {
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
      if (into === undefined) continue;
      into.tokens[stream[slot]! * cohorts + cohort]! += scaled * tokens;
      into.usd[stream[slot]! * cohorts + cohort]! += scaled * usd;
    }
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
