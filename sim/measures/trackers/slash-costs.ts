import type { OperatorId, SetId } from '../../ids.ts';
import { sharesToFloat, WITHDRAWAL_DELAY_BLOCKS } from '../../protocol/index.ts';
import { startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { type AccountLosses, createAccountLosses } from './account-losses.ts';
import type { Holdings } from './holdings.ts';
import { createSlashDrops, type SlashDrop, type SlashDrops } from './slash-drops.ts';

/** What slashes of each set cost whom. Holders are the cohorts of restakers, then each group's own stake. */
export interface SlashCosts {
  /** USD, valued when slashed, `[holder * sets + set]`: out of delegated stake, and out of the withdrawal queue. */
  readonly stakeUsd: Float64Array;
  readonly queueUsd: Float64Array;
  readonly losses: AccountLosses;
  readonly drops: SlashDrops;
  /** Adds a slash; call once it is carried out, before anything else changes. */
  slashed(operator: OperatorId, set: SetId): void;
}

/**
 * Costs of slashes, by whom they hit, with the holdings of cohorts that they are read from. A slash costs O(holders),
 * and the accounts that changed since.
 */
export function createSlashCosts(state: State): { readonly holdings: Holdings; readonly costs: SlashCosts } {
  const { world, ledger, mirrors, rewards } = state;
  const S = mirrors.strategies;
  const sets = world.sets.length;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const stakeUsd = new Float64Array(rewards.cohorts * sets);
  const queueUsd = new Float64Array(rewards.cohorts * sets);
  const drops = createSlashDrops(state);
  const { holdings, losses } = createAccountLosses(state, drops);

  const hitStake = (operator: OperatorId, { set, magnitudes, pricesUsd }: SlashDrop): void => {
    for (let k = 0; k < S; k++) {
      if (magnitudes[k] === 0) continue;
      for (let holder = 0; holder < rewards.cohorts; holder++) {
        const scaled = holdings.scaledShares[(operator * rewards.cohorts + holder) * S + k]!;
        stakeUsd[holder * sets + set]! += Math.max(0, scaled) * magnitudes[k]! * pricesUsd[k]!;
      }
    }
  };
  /** Withdrawals that the slash still reached lose what delegated shares lose. */
  const hitQueue = (operator: OperatorId, { set, magnitudes, pricesUsd }: SlashDrop): void => {
    for (const withdrawal of ledger.withdrawals.pending.values()) {
      const { account, delegatedTo, startBlock, strategies, scaledShares } = withdrawal;
      if (delegatedTo !== operator || startBlock + WITHDRAWAL_DELAY_BLOCKS < ledger.block) continue;
      const usd = { slashedUsd: 0, constantUsd: 0 };
      strategies.forEach((strategy, i) => {
        const shares = sharesToFloat(scaledShares[i]!) * magnitudes[strategy]!;
        usd.slashedUsd += shares * pricesUsd[strategy]!;
        usd.constantUsd += shares * price[strategy]!;
      });
      queueUsd[rewards.cohortOf[account]! * sets + set]! += usd.slashedUsd;
      losses.add(account, set, usd);
    }
  };

  const slashed = (operator: OperatorId, set: SetId): void => {
    // Who moved earlier in the day holds what it holds now, and met only what came before it moved.
    holdings.update();
    const drop = drops.add(operator, set);
    hitStake(operator, drop);
    hitQueue(operator, drop);
  };
  return { holdings, costs: { stakeUsd, queueUsd, losses, drops, slashed } };
}
