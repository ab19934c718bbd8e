import type { Prices } from '../economy/index.ts';
import type { Ledger, Mirrors } from '../protocol/index.ts';
import type { Rewards } from '../protocol/rewards/index.ts';
import type { OperatorTraits, World } from '../scenario/index.ts';

/** What an AVS pays its sets at present: USD a week, and the share of each set. */
export interface AvsBudget {
  readonly usdPerWeek: number;
  readonly split: Readonly<Record<string, number>> | 'perMember';
}

/**
 * What is so right now, for every agent to see: the chain, the prices and the published terms. Agents act on the
 * ledger. Nothing here is a copy: who keeps a reference sees what comes. What only some may know (operators'
 * accounts, beliefs of groups) is held elsewhere.
 */
export interface State {
  /** The scenario, its names turned into numbers. It does not change. */
  readonly world: World;
  /** Traits of each operator, `[operator]`. They do not change. */
  readonly operators: readonly OperatorTraits[];
  readonly ledger: Ledger;
  /** The ledger's amounts as floats, for what is read often. */
  readonly mirrors: Mirrors;
  readonly rewards: Rewards;
  readonly prices: Prices;
  /** Budget of each AVS as it stands, `[avs]`; none for one that pays nothing. */
  readonly budgets: (AvsBudget | undefined)[];
  /** Part of its budget that each AVS could pay for the last day, `[avs]`; 1 at the start. */
  readonly funding: Float64Array;
  /** Price of a place in each set whose places are auctioned, in USD a week, `[set]`; 0 in others. */
  readonly placeUsdPerWeek: Float64Array;
  /**
   * What an attack on each set would have brought at the start, in USD, `[set]`; 0 where nothing is to be had, or no
   * longer: a set is attacked once.
   */
  readonly corruptionUsd: Float64Array;
}
