/** A service whose stake and rewards change their price from day to day while what corrupting it brings does not. */
export interface FadingSecurity {
  /** Stake behind the service, in its token. */
  readonly stake: number;
  /** Price of the stake's token on day 1, in USD, and its factor from one day to the next. */
  readonly stakePriceUsd: number;
  readonly stakeDrift: number;
  /** Part of the stake that is slashed for an attack. */
  readonly penalty: number;
  /** Reward tokens a year for each token of stake, which an attacker gives up. */
  readonly yieldRate: number;
  /** Price of the reward token on day 1, in USD, and its factor from one day to the next. */
  readonly rewardPriceUsd: number;
  readonly rewardDrift: number;
  /** Profit from corruption, in USD. */
  readonly profitUsd: number;
}

/**
 * The first day on which corrupting a service brings more than the slash and a year's honest rewards are worth: one
 * point of a security surface (G. Terenzi, avs-security-model, 2025).
 *
 * @param days days to look at
 * @returns a day, counted from 1; undefined if no attack pays on any
 */
export function firstInsecureDay(security: FadingSecurity, days: number): number | undefined {
  const { stake, stakeDrift, penalty, yieldRate, rewardDrift, profitUsd } = security;
  let stakePriceUsd = security.stakePriceUsd;
  let rewardPriceUsd = security.rewardPriceUsd;
  for (let day = 1; day <= days; day++) {
    if (profitUsd > stake * stakePriceUsd * penalty + stake * yieldRate * rewardPriceUsd) return day;
    stakePriceUsd *= stakeDrift;
    rewardPriceUsd *= rewardDrift;
  }
  return undefined;
}
