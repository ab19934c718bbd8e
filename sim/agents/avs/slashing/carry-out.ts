import {
  magnitudeToWad,
  membershipOf,
  sharesToFloat,
  slasherOf,
  slashOperator,
} from '../../../protocol/index.ts';
import { accountStakeUsd, allocatedFraction, strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/** What a slash took. */
export interface Slash {
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
 * Slashes an operator in every strategy that a set accepts. What was taken waits in the strategies until it is
 * released. Throws if the set cannot slash the operator, or the sender is not its slasher.
 *
 * @param sender who slashes, as the ledger numbers them
 */
export function slash(
  state: State,
  set: number,
  operator: number,
  fraction: number,
  sender = slasherOf(state.ledger, set),
): Slash {
  const { world, ledger, mirrors } = state;
  const membership = membershipOf(mirrors, operator, set);
  const { strategies } = world.sets[set]!;
  const lost = new Float64Array(mirrors.strategies);
  for (const strategy of strategies)
    lost[strategy] = allocatedFraction(state, membership, strategy) * fraction;
  const ownBefore = accountStakeUsd(state, operator);
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
  return { slashId, fraction, lost, usd, ownUsd: ownBefore - accountStakeUsd(state, operator) };
}
