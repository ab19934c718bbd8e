import { exp, log } from '../../engine/index.ts';
import type { RestakerGroup } from '../../scenario/index.ts';
import type { SlashOutlook } from '../../state/slash-history.ts';
import { exposedFraction, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { tailLoss } from '../tail-loss.ts';

/** What can be seen of each operator on one day, `[operator]`. */
export interface Sights {
  /** Yearly return that its delegators get from pay that follows stake, smoothed. */
  readonly apr: Float64Array;
  /** What its delegators share of pay that does not follow stake, in USD a year, smoothed. */
  readonly sharedUsd: Float64Array;
  /** Stake delegated to it, in USD, and what is on its way to it through the withdrawal queue. */
  readonly stakeUsd: Float64Array;
  readonly incomingUsd: Float64Array;
  /** Expected fraction of delegated stake lost to slashes a year, and its variance. */
  readonly loss: Float64Array;
  readonly variance: Float64Array;
  /** Mean loss in the worst 5 % of years. */
  readonly tail: Float64Array;
  /** Part of all stake. */
  readonly share: Float64Array;
  /** What was expected of each set's slashing, `[set]`; nothing before the first day. */
  slashing: readonly SlashOutlook[];
}

/** Sights of the last days, so that slow restakers see old ones. */
export interface SightHistory {
  /** What could be seen on a day, or on the oldest one still kept. */
  on(day: number): Sights;
  /** Looks at the world at the end of a day. */
  observe(state: State, day: number, slashing: readonly SlashOutlook[], incomingUsd: Float64Array): void;
}

/**
 * Sights of all operators, kept for as long as the slowest cohort's attention lag.
 *
 * @param popularity weights that stand in for shares of stake before the first day
 */
export function createSights(state: State, popularity: readonly number[]): SightHistory {
  const n = state.operators.length;
  const { memory } = state.world.scenario.beliefs;
  const keep = exp(-log(2) / Math.max(memory, 1e-9));
  const lag = Math.ceil(Math.max(0, ...state.world.cohorts.map(({ spec }) => spec.policy.attentionLag)));
  const all = popularity.reduce((a, b) => a + b, 0);
  const blank = (): Sights => ({
    apr: new Float64Array(n),
    sharedUsd: new Float64Array(n),
    stakeUsd: Float64Array.from({ length: n }, (_, operator) => stakeUsd(state, operator)),
    incomingUsd: new Float64Array(n),
    loss: new Float64Array(n),
    variance: new Float64Array(n),
    tail: new Float64Array(n),
    share: Float64Array.from(popularity, weight => (all > 0 ? weight / all : 0)),
    slashing: [],
  });
  const ring = Array.from({ length: lag + 2 }, blank);
  let newest = -1;
  return {
    on: day => ring[Math.max(0, Math.min(day, newest), newest - ring.length + 1) % ring.length]!,
    observe: (seen, day, slashing, incomingUsd) => {
      const before = ring[Math.max(0, day - 1) % ring.length]!;
      const now = ring[day % ring.length]!;
      const stakes = Float64Array.from({ length: n }, (_, operator) => stakeUsd(seen, operator));
      const total = stakes.reduce((a, b) => a + b, 0);
      const directed = directedRestUsd(seen);
      for (let operator = 0; operator < n; operator++) {
        const stake = stakes[operator]!;
        // The day paid for the stake at the midnight before, so that is what the return is on.
        const paidOn = before.stakeUsd[operator]!;
        const shared = 365 * directed[operator]!;
        const apr = paidOn > 1 ? (365 * seen.rewards.lastDay.restUsd[operator]! - shared) / paidOn : 0;
        const kept = newest < 1 ? 0 : keep;
        now.apr[operator] = kept * before.apr[operator]! + (1 - kept) * apr;
        now.sharedUsd[operator] = kept * before.sharedUsd[operator]! + (1 - kept) * shared;
        now.stakeUsd[operator] = stake;
        now.incomingUsd[operator] = incomingUsd[operator]!;
        now.share[operator] = total > 0 ? stake / total : 0;
        riskOf(seen, operator, slashing, now);
      }
      now.slashing = slashing;
      newest = day;
    },
  };
}

/** What each operator's delegators got on the last day from sets that do not pay by stake, in USD. */
function directedRestUsd({ rewards, mirrors, operators, prices }: State): Float64Array {
  const rest = new Float64Array(operators.length);
  const { memberships } = mirrors;
  for (const { stream, amount, cut } of rewards.flows) {
    if (stream.kind !== 'operatorDirected') continue;
    const members = memberships.ofSet[stream.set] ?? [];
    for (let payee = 0; payee < members.length; payee++) {
      rest[memberships.operator[members[payee]!]!]! +=
        (amount[payee]! - cut[payee]!) * prices.usd[stream.token]!;
    }
  }
  return rest;
}

/** Slashing risk of an operator's delegators: compound Poisson over its allocations, independent between sets. */
function riskOf(state: State, operator: number, slashing: readonly SlashOutlook[], into: Sights): void {
  let loss = 0;
  let variance = 0;
  let worst = 0;
  const { memberships } = state.mirrors;
  for (const membership of memberships.ofOperator[operator]!) {
    if (!memberships.registered[membership]) continue;
    const fraction = exposedFraction(state, membership);
    const terms = slashing[memberships.set[membership]!]!;
    loss += fraction * terms.lossPerYear;
    variance += fraction * fraction * terms.variance;
    worst = Math.max(worst, fraction * terms.worst);
  }
  into.loss[operator] = loss;
  into.variance[operator] = variance;
  into.tail[operator] = tailLoss(loss, worst);
}

/**
 * Yearly utility of delegating to an operator: net yield less premiums on variance and tail. Pay that does not go by
 * stake is shared with the newcomer and with those on their way: a large account sees how much it would dilute a
 * small operator.
 *
 * @param addedUsd stake that would come on top of what the operator has
 */
export function appeal(
  sights: Sights,
  operator: number,
  policy: RestakerGroup['policy'],
  addedUsd: number,
): number {
  return (
    sights.apr[operator]! +
    sharedApr(sights, operator, addedUsd) -
    policy.lossWeight * sights.loss[operator]! -
    (policy.riskAversion / 2) * sights.variance[operator]! -
    policy.tailAversion * sights.tail[operator]!
  );
}

/** Yearly return from pay that does not follow stake, shared with `addedUsd` more of it. */
export function sharedApr(sights: Sights, operator: number, addedUsd: number): number {
  const sharers = sights.stakeUsd[operator]! + sights.incomingUsd[operator]! + addedUsd;
  return sharers > 0 ? sights.sharedUsd[operator]! / sharers : 0;
}
