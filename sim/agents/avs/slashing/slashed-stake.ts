import { type Clock, priority } from '../../../engine/index.ts';
import type { SetId } from '../../../ids.ts';
import {
  clearBurnOrRedistributableShares,
  sharesToFloat,
  slashResolutionBlock,
} from '../../../protocol/index.ts';
import { bringLedgerTo, daysOfBlocks, timeOfBlock } from '../../../state/block-time.ts';
import { strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/** Days from the end of a hold to the first block after it. */
const FIRST_BLOCK_AFTER = daysOfBlocks(1);

/** Slashed stake that reached the AVS of a set. */
export interface Redistribution {
  readonly set: SetId;
  /** Its worth in USD at today's prices. */
  readonly usd: number;
  /** Its worth in USD at the prices when it was slashed. */
  readonly usdWhenSlashed: number;
}

/** What the AVSs' accounts have received of slashed stake, over the run, `[set * S + strategy]`. */
export interface SlashedStake {
  readonly tokens: Float64Array;
  /** Valued on the day it came. */
  readonly usd: Float64Array;
  /**
   * Sends on what one slash took: at once, or as soon as the protocol lets it go (ELIP-016, since v1.13) and nothing else
   * holds it.
   */
  release(slash: { readonly set: SetId; readonly slashId: number }): void;
}

/** What is told of slashed stake. */
export interface SlashedStakeListener {
  /** Called when what one slash took has reached an AVS. */
  redistributed(payment: Redistribution): void;
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
  /** Prices in USD when a slash was carried out, `[strategy]`, of each slash of a redistributing set that waits. */
  const pricesThen = new Map<string, readonly number[]>();
  const nameOf = (set: SetId, slashId: number): string => `${set} ${slashId}`;
  const pricesNow = (): number[] => world.strategies.map((_, strategy) => strategyUsd(state, strategy));

  const send = (set: SetId, slashId: number): void => {
    bringLedgerTo(state, clock.now);
    const entries = ledger.sets[set]!.slashed.get(slashId) ?? [];
    const amounts = clearBurnOrRedistributableShares(ledger, set, slashId);
    const then = pricesThen.get(nameOf(set, slashId));
    if (then === undefined) return;
    pricesThen.delete(nameOf(set, slashId));
    let [worth, worthThen] = [0, 0];
    entries.forEach(({ strategy }, i) => {
      const amount = sharesToFloat(amounts[i]!);
      const now = amount * strategyUsd(state, strategy);
      const at = set * mirrors.strategies + strategy;
      tokens[at]! += amount;
      usd[at]! += now;
      worth += now;
      worthThen += amount * then[strategy]!;
    });
    listener.redistributed({ set, usd: worth, usdWhenSlashed: worthThen });
  };
  const end = clock.kind('slashed stake leaves its strategy', send);

  return {
    tokens,
    usd,
    release: ({ set, slashId }) => {
      if (ledger.sets[set]!.redistributing) pricesThen.set(nameOf(set, slashId), pricesNow());
      const resolution = slashResolutionBlock(ledger, set, slashId);
      const held = slashHold > 0 ? clock.now + slashHold + FIRST_BLOCK_AFTER : clock.now;
      const time = resolution > 0 ? Math.max(held, timeOfBlock(resolution + 1)) : held;
      if (time === clock.now) send(set, slashId);
      else clock.at(time, priority.act, end, set, slashId);
    },
  };
}
