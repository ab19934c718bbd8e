import type { OperatorId, SetId } from '../../../ids.ts';
import {
  magnitudeToWad,
  membershipOf,
  sharesToFloat,
  slasherOf,
  slashOperator,
} from '../../../protocol/index.ts';
import { accountStakeUsd, allocatedFraction, strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/** A slash that a set asks for: the same fraction of the operator's allocation in every strategy that it accepts. */
export interface SlashOrder {
  readonly operator: OperatorId;
  readonly set: SetId;
  readonly fraction: number;
  /** Who slashes, as the ledger numbers them; the set's slasher if left out. */
  readonly sender?: number;
}

/** A slash that was carried out, and what it took. */
export interface Slash {
  readonly operator: OperatorId;
  readonly set: SetId;
  /** Number of the slash within its set. */
  readonly slashId: number;
  /** Fraction of the operator's allocation to the set that was taken. */
  readonly fraction: number;
  /** Fraction of all stake delegated to the operator that was lost, by strategy of the world. */
  readonly lost: Float64Array;
  /** Value taken, queued withdrawals included, in USD, and the operator's own part of it. */
  readonly usd: number;
  readonly ownUsd: number;
}

/** Whether the protocol can measure a fraction: it counts in parts of 10^-18. */
export function isMeasurable(fraction: number): boolean {
  return magnitudeToWad(fraction) > 0n;
}

/**
 * Slashes an operator. What was taken waits in the strategies until it is released.
 *
 * @throws Revert if the set cannot slash the operator, or the sender is not its slasher
 */
export function slash(state: State, order: SlashOrder): Slash {
  const { world, ledger, mirrors } = state;
  const { operator, set, fraction, sender = slasherOf(ledger, set) } = order;
  const membership = membershipOf(mirrors, operator, set);
  const { strategies } = world.sets[set]!;
  const lost = new Float64Array(mirrors.strategies);
  for (const strategy of strategies)
    lost[strategy] = allocatedFraction(state, membership, strategy) * fraction;
  const ownBeforeUsd = accountStakeUsd(state, operator);
  const wad = magnitudeToWad(fraction);
  const { slashId, shares } = slashOperator(ledger, {
    set,
    operator,
    sender,
    strategies,
    wads: strategies.map(() => wad),
  });
  const usd = shares.reduce(
    (sum, taken, i) => sum + sharesToFloat(taken) * strategyUsd(state, strategies[i]!),
    0,
  );
  const ownUsd = ownBeforeUsd - accountStakeUsd(state, operator);
  return { operator, set, slashId, fraction, lost, usd, ownUsd };
}
