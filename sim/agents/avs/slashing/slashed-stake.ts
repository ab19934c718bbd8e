import { type Clock, priority } from '../../../engine/index.ts';
import type { SetId } from '../../../ids.ts';
import { clearBurnOrRedistributableShares, sharesToFloat } from '../../../protocol/index.ts';
import { bringLedgerTo, daysOfBlocks } from '../../../state/block-time.ts';
import { strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/** Days from the end of a hold to the first block after it. */
const FIRST_BLOCK_AFTER = daysOfBlocks(1);

/** What the AVSs' accounts have received of slashed stake, over the run, `[set * S + strategy]`. */
export interface SlashedStake {
  readonly tokens: Float64Array;
  /** Valued on the day it came. */
  readonly usd: Float64Array;
  /** Sends on what one slash took: at once, or after the hold of the protocol (ELIP-016). */
  release(slash: { readonly set: SetId; readonly slashId: number }): void;
}

/** What is told of slashed stake. */
export interface SlashedStakeListener {
  /** Called when slashed stake reached an AVS, with its value in USD at today's prices. */
  redistributed(payment: { readonly set: SetId; readonly usd: number }): void;
}

/**
 * Where slashed stake goes once it leaves its strategy: burned, or, in a redistributing set, to the AVS, which is the
 * set's recipient (ELIP-006).
 */
export function createSlashedStake(state: State, clock: Clock, listener: SlashedStakeListener): SlashedStake {
  const { world, ledger, mirrors } = state;
  const { slashHold } = world.scenario;
  const tokens = new Float64Array(world.sets.length * mirrors.strategies);
  const usd = new Float64Array(tokens.length);

  const send = (set: SetId, slashId: number): void => {
    bringLedgerTo(state, clock.now);
    const entries = ledger.sets[set]!.slashed.get(slashId) ?? [];
    const amounts = clearBurnOrRedistributableShares(ledger, set, slashId);
    if (!ledger.sets[set]!.redistributing) return;
    entries.forEach(({ strategy }, i) => {
      const amount = sharesToFloat(amounts[i]!);
      const worth = amount * strategyUsd(state, strategy);
      tokens[set * mirrors.strategies + strategy]! += amount;
      usd[set * mirrors.strategies + strategy]! += worth;
      listener.redistributed({ set, usd: worth });
    });
  };
  const end = clock.kind('hold of slashed stake ends', send);

  return {
    tokens,
    usd,
    release: ({ set, slashId }) => {
      if (slashHold === 0) send(set, slashId);
      else clock.after(slashHold + FIRST_BLOCK_AFTER, priority.act, end, set, slashId);
    },
  };
}
