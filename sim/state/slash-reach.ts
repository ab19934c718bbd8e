import type { OperatorId, SetId } from '../ids.ts';
import { sharesToFloat, slashEffect } from '../protocol/index.ts';
import { strategyUsd } from './stake.ts';
import type { State } from './state.ts';

/** Stake of an operator that a slash takes, in USD at today's prices. */
export interface SlashReach {
  /** Stake that is delegated to it; a deallocation under way is still in force. */
  readonly stakeUsd: number;
  /** Stake queued for withdrawal, which is slashed as if it were still there. */
  readonly queuedUsd: number;
  /** Both together. */
  readonly totalUsd: number;
}

/**
 * What a slash by a set would take from an operator now, in all strategies of the set.
 *
 * @param wad part of the allocation in each strategy that is slashed, in units of 1e-18
 */
export function slashReach(
  state: State,
  { operator, set }: { readonly operator: OperatorId; readonly set: SetId },
  wad: bigint,
): SlashReach {
  let stakeUsd = 0;
  let queuedUsd = 0;
  let totalUsd = 0;
  for (const strategy of state.world.sets[set]!.strategies) {
    const { fromStake, fromQueue } = slashEffect(state.ledger, { set, operator, strategy }, wad);
    const usd = strategyUsd(state, strategy);
    stakeUsd += sharesToFloat(fromStake) * usd;
    queuedUsd += sharesToFloat(fromQueue) * usd;
    totalUsd += sharesToFloat(fromStake + fromQueue) * usd;
  }
  return { stakeUsd, queuedUsd, totalUsd };
}
