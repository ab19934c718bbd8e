import { sharesToFloat, WITHDRAWAL_DELAY_BLOCKS } from '../../protocol/index.ts';
import { startPriceUsd } from '../../scenario/index.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { createHoldings, type Holdings } from './holdings.ts';

/** What slashes of each set cost whom. Holders are the cohorts of restakers, then each group's own stake. */
export interface SlashCosts {
  /** USD at prices of the slash, `[holder * sets + set]`: out of delegated stake, and out of the withdrawal queue. */
  readonly stakeUsd: Float64Array;
  readonly queueUsd: Float64Array;
  /** USD at starting prices that each account lost to each set, one entry a loss. */
  readonly losses: { readonly account: number[]; readonly set: number[]; readonly usd: number[] };
  /** Slashes of each operator, `[operator]`, in order. */
  readonly drops: readonly (readonly Drop[])[];
  /** Books a slash; call once it is carried out, before anything else changes. */
  slashed(set: number, operator: number): void;
  /** Books what accounts that stayed where they were have lost. */
  settle(): void;
}

/** A slash of one operator: its number among all slashes, and the magnitude that each strategy lost. */
export interface Drop {
  readonly number: number;
  readonly set: number;
  readonly magnitudes: Float64Array;
}

/**
 * Costs of slashes, by whom they hit, with the holdings of cohorts that they are read from. A slash costs O(holders)
 * and the accounts that changed since; an account meets the slashes of its operator when it moves or at the end,
 * since what it lost is its scaled shares times the fall of the operator's maximum magnitude.
 */
export function createSlashCosts(state: State): { readonly holdings: Holdings; readonly costs: SlashCosts } {
  const { world, ledger, mirrors, operators, rewards } = state;
  const S = mirrors.strategies;
  const sets = world.sets.length;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const stakeUsd = new Float64Array(rewards.cohorts * sets);
  const queueUsd = new Float64Array(rewards.cohorts * sets);
  const losses: SlashCosts['losses'] = { account: [], set: [], usd: [] };
  const magnitudes = mirrors.maxMagnitude.slice();
  const drops: Drop[][] = operators.map(() => []);
  const met = new Int32Array(mirrors.delegatedTo.length);
  let slashes = 0;

  const lose = (account: number, set: number, usd: number): void => {
    if (usd <= 0) return;
    losses.account.push(account);
    losses.set.push(set);
    losses.usd.push(usd);
  };
  const meet = (account: number): void => {
    const suffered = drops[holdings.operatorOf[account]!] ?? [];
    for (let i = suffered.length - 1; i >= 0 && suffered[i]!.number >= met[account]!; i--) {
      const { set, magnitudes: fell } = suffered[i]!;
      let usd = 0;
      for (let k = 0; k < S; k++) usd += holdings.held[account * S + k]! * fell[k]! * price[k]!;
      lose(account, set, usd);
    }
    met[account] = slashes;
  };
  const holdings = createHoldings(mirrors, rewards.cohortOf, rewards.cohorts, meet);

  /** Withdrawals that the slash still reached lose what delegated shares lose. */
  const hitQueue = (operator: number, { set, magnitudes: fell }: Drop): void => {
    for (const withdrawal of ledger.withdrawals.pending.values()) {
      const { account, delegatedTo, startBlock, strategies, scaledShares } = withdrawal;
      if (delegatedTo !== operator || startBlock + WITHDRAWAL_DELAY_BLOCKS < ledger.block) continue;
      let usd = 0;
      strategies.forEach((strategy, i) => {
        const units = sharesToFloat(scaledShares[i]!) * fell[strategy]!;
        queueUsd[rewards.cohortOf[account]! * sets + set]! += units * strategyUsd(state, strategy);
        usd += units * price[strategy]!;
      });
      lose(account, set, usd);
    }
  };

  const costs: SlashCosts = {
    stakeUsd,
    queueUsd,
    losses,
    drops,
    slashed: (set, operator) => {
      // Who moved earlier in the day holds what it holds now, and met only what came before it moved.
      holdings.update();
      const fell = new Float64Array(S);
      for (let k = 0; k < S; k++) {
        const now = mirrors.maxMagnitude[operator * S + k]!;
        fell[k] = magnitudes[operator * S + k]! - now;
        magnitudes[operator * S + k] = now;
        if (fell[k] === 0) continue;
        for (let holder = 0; holder < rewards.cohorts; holder++) {
          const scaled = holdings.scaledShares[(operator * rewards.cohorts + holder) * S + k]!;
          stakeUsd[holder * sets + set]! += Math.max(0, scaled) * fell[k]! * strategyUsd(state, k);
        }
      }
      const drop = { number: slashes++, set, magnitudes: fell };
      drops[operator]!.push(drop);
      hitQueue(operator, drop);
    },
    settle: () => {
      for (let account = 0; account < met.length; account++) meet(account);
    },
  };
  return { holdings, costs };
}
