import type { Prices } from '../economy/index.ts';
import type { Ledger, Mirrors } from '../protocol/index.ts';
import type { Rewards } from '../protocol/rewards/index.ts';
import type { OperatorTraits, World } from '../scenario/index.ts';

/** What an AVS pays its sets at present: USD a week, and the share of each set. */
export interface AvsBudget {
  readonly usdPerWeek: number;
  readonly split: Readonly<Record<string, number>> | 'perMember';
}

/** What every agent may look at: the chain, the prices and the published terms. Agents act on its ledger. */
export interface State {
  readonly world: World;
  readonly operators: readonly OperatorTraits[];
  readonly ledger: Ledger;
  readonly mirrors: Mirrors;
  readonly rewards: Rewards;
  readonly prices: Prices;
  /** Budget of each AVS as it stands; none for one that pays nothing. */
  readonly budgets: (AvsBudget | undefined)[];
  /** Price of a place in each set whose places are auctioned, USD a week; 0 in others. */
  readonly placeUsdPerWeek: Float64Array;
}
