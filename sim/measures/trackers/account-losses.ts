import type { AccountId, SetId } from '../../ids.ts';
import { startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { createHoldings, type Holdings } from './holdings.ts';
import type { SlashDrops } from './slash-drops.ts';

/** A loss in USD: valued when slashed, and at constant prices, those of the start. */
export interface LossUsd {
  slashedUsd: number;
  constantUsd: number;
}

/** What each account lost to slashes: one entry a loss. */
export interface AccountLosses {
  readonly account: readonly number[];
  readonly set: readonly number[];
  readonly usd: readonly LossUsd[];
  /** Adds a loss to a set; a loss of nothing is none. */
  add(account: AccountId, set: SetId, usd: LossUsd): void;
  /** Adds what accounts that stayed where they were have lost; call at the end of the run. */
  settle(): void;
}

/**
 * Losses of accounts, with the holdings that they are read from. An account meets the slashes of its operator when it
 * moves or at the end, since what it lost is its scaled shares times the fall of the operator's maximum magnitude: a
 * slash need not visit the accounts that it hits.
 */
export function createAccountLosses(
  { world, mirrors, rewards }: State,
  drops: SlashDrops,
): { readonly holdings: Holdings; readonly losses: AccountLosses } {
  const S = mirrors.strategies;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const entries = { account: [] as number[], set: [] as number[], usd: [] as LossUsd[] };
  /** Number of the first slash that each account has not met yet. */
  const unmet = new Int32Array(mirrors.delegatedTo.length);

  const add: AccountLosses['add'] = (account, set, usd) => {
    if (usd.constantUsd <= 0) return;
    entries.account.push(account);
    entries.set.push(set);
    entries.usd.push(usd);
  };
  const meet = (account: AccountId): void => {
    const suffered = drops.of[holdings.operatorOf[account]!] ?? [];
    for (let i = suffered.length - 1; i >= 0 && suffered[i]!.number >= unmet[account]!; i--) {
      const { set, magnitudes, pricesUsd } = suffered[i]!;
      const usd = { slashedUsd: 0, constantUsd: 0 };
      for (let k = 0; k < S; k++) {
        const shares = holdings.held[account * S + k]! * magnitudes[k]!;
        usd.slashedUsd += shares * pricesUsd[k]!;
        usd.constantUsd += shares * price[k]!;
      }
      add(account, set, usd);
    }
    unmet[account] = drops.count();
  };
  const holdings = createHoldings(mirrors, rewards.cohortOf, rewards.cohorts, meet);
  const settle = (): void => {
    for (let account = 0; account < unmet.length; account++) meet(account);
  };
  return { holdings, losses: { ...entries, add, settle } };
}
