import type { SetId } from '../../ids.ts';

/**
 * How a stream divides its pool among operators (RewardsCoordinator):
 * - `uniqueStake`: by stake allocated to the set, `shares x magnitude / maxMagnitude`;
 * - `totalStake`: by all stake delegated to the set's members;
 * - `operatorDirected`: by a weight per member that the payer states;
 * - `programmatic`: by all stake delegated to operators registered to any set ("all earners").
 */
export type RewardStreamKind = 'uniqueStake' | 'totalStake' | 'operatorDirected' | 'programmatic';

/** Fraction that the protocol takes of the rewards of an AVS that opted in (RewardsCoordinator, PROTOCOL_FEE_BIPS). */
export const PROTOCOL_FEE = 0.2;

/** One layer of pay: a payer's daily pool of one token for one operator set, or for all earners. */
export interface RewardStream {
  readonly name: string;
  /** The AVS that pays, or -1 for the protocol. */
  readonly avs: number;
  /** The operator set that is paid, or -1 for all earners (`programmatic` only); gauges of the protocol pay sets. */
  readonly set: SetId;
  readonly token: number;
  readonly kind: RewardStreamKind;
  /** Weight of one share of each strategy, `[strategy]`; 0 leaves a strategy out. */
  readonly multipliers: readonly number[];
  /** Fraction of every pool taken as protocol fee before it is divided; 0 if left out. */
  readonly feeFraction?: number;
}

/**
 * Where a pool went: `pool = fee + operators + restakers + refunded + stuck`.
 * `operators` is what operators keep of their pay (an operator's own stake earns as `restakers`);
 * `refunded` returns to the payer (for a programmatic stream: is not minted) because nobody had weight;
 * `stuck` stays in the contract because a paid operator had no delegator with weight.
 */
export interface PoolTotals {
  pool: number;
  fee: number;
  operators: number;
  restakers: number;
  refunded: number;
  stuck: number;
}

/** Totals of nothing. */
export function noTotals(): PoolTotals {
  return { pool: 0, fee: 0, operators: 0, restakers: 0, refunded: 0, stuck: 0 };
}

/** Adds `from`, times `factor`, to `to`. */
export function addTotals(to: PoolTotals, from: Readonly<PoolTotals>, factor: number): void {
  to.pool += from.pool * factor;
  to.fee += from.fee * factor;
  to.operators += from.operators * factor;
  to.restakers += from.restakers * factor;
  to.refunded += from.refunded * factor;
  to.stuck += from.stuck * factor;
}

/**
 * Checks that a stream can be paid in a world of `strategies` strategies.
 * @throws if its set does not fit its kind, or a multiplier or the fee is out of range.
 */
export function checkStream(stream: RewardStream, strategies: number): void {
  const { name, kind, set, multipliers, feeFraction = 0 } = stream;
  if ((kind === 'programmatic') !== (set === -1))
    throw new Error(`invalid set of stream ${name}: ${set}\nonly a programmatic stream pays set -1`);
  if (multipliers.length !== strategies)
    throw new Error(`invalid multipliers of stream ${name}: ${multipliers.length}\ngive ${strategies}`);
  for (const multiplier of multipliers)
    if (!(multiplier >= 0 && multiplier < Infinity))
      throw new Error(`invalid multiplier of stream ${name}: ${multiplier}\ngive a finite number from 0`);
  if (!(feeFraction >= 0 && feeFraction <= 1))
    throw new Error(`invalid fee of stream ${name}: ${feeFraction}\ngive a fraction from 0 to 1`);
}
