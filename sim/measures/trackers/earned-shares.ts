import type { AccountId, StrategyId } from '../../ids.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';

/**
 * What stake was paid in units of itself: each day's pay as the shares of its strategy that it would have bought that
 * day. Pay so counted is a part of the stake whatever happens to prices.
 */
export interface EarnedShares {
  /** By scaled share, from the start of the run: in each slot of the rewards' accumulators, `[slot]`. */
  readonly ofSlot: readonly number[];
  /** The same of all slots together, `[operator * S + strategy]`. */
  readonly ofPair: Float64Array;
  /** Shares of a strategy that an account was paid for its stake in it. */
  of(account: AccountId, strategy: StrategyId): number;
  /** Takes in the day's pay and who moved; call when the day is paid, before its rewards are closed. */
  update(): void;
}

/** Earnings of accounts to which nothing was paid yet. */
export function createEarnedShares(state: State): EarnedShares {
  const { mirrors, rewards } = state;
  const S = mirrors.strategies;
  const { accumulators, positions } = rewards;
  const ofSlot: number[] = [];
  const ofPair = new Float64Array(mirrors.operatorShares.length);
  /** USD by scaled share that each slot held when it was last looked at. */
  const seenUsd: number[] = [];
  /** What each account had earned when its position was taken, and what a share of its operator had earned then. */
  const settled = new Float64Array(mirrors.scaledShares.length);
  const origin = new Float64Array(mirrors.scaledShares.length);

  const addPay = (pair: number, usdPerShare: number): void => {
    for (const slot of accumulators.of[pair]!) {
      const usd = accumulators.sums[2 * slot + 1]!;
      const paid = usd - (seenUsd[slot] ?? 0);
      if (paid === 0) continue;
      seenUsd[slot] = usd;
      // Of stake that is worth nothing, pay is no part.
      const shares = usdPerShare > 0 ? paid / usdPerShare : 0;
      ofSlot[slot] = (ofSlot[slot] ?? 0) + shares;
      ofPair[pair]! += shares;
    }
  };
  const of = (account: AccountId, strategy: StrategyId): number => {
    const at = account * S + strategy;
    const scaled = positions.scaledShares[at]!;
    if (scaled === 0) return settled[at]!;
    return settled[at]! + scaled * (ofPair[positions.operator[account]! * S + strategy]! - origin[at]!);
  };
  /** An account earns from its new position on from the next day: rewards take it over right after this. */
  const settle = (account: AccountId): void => {
    const to = mirrors.delegatedTo[account]!;
    for (let k = 0; k < S; k++) {
      const at = account * S + k;
      settled[at] = of(account, k);
      origin[at] = to < 0 ? 0 : ofPair[to * S + k]!;
    }
  };
  return {
    ofSlot,
    ofPair,
    of,
    update: () => {
      for (let k = 0; k < S; k++) {
        const usd = strategyUsd(state, k);
        for (let pair = k; pair < ofPair.length; pair += S) addPay(pair, usd);
      }
      for (const account of mirrors.touched.list) settle(account);
    },
  };
}
