import type { StrategyId } from '../../ids.ts';
import { noTotals, type PoolTotals, type RewardStream } from './reward-streams.ts';

/**
 * A stream's payments. Its payees are the members of its set, in the order of `memberships.ofSet[set]`, or,
 * for a programmatic stream, all operators; arrays `[payee]` hold the last settled day.
 */
export interface RewardFlow {
  readonly stream: RewardStream;
  /** Strategies with a positive multiplier. */
  readonly strategies: readonly StrategyId[];
  /** Weight by which the pool was divided. */
  weight: Float64Array;
  /** Tokens before the operator's split. */
  amount: Float64Array;
  /** Tokens that the operator kept. */
  cut: Float64Array;
  /** Totals since the start, in tokens. */
  readonly tokens: PoolTotals;
  /** Totals since the start, in USD at each day's price. */
  readonly usd: PoolTotals;
  /** Accumulator slots, `[payee * strategies.length + i]`, -1 until the first pay. */
  readonly slots: number[];
}

/** A flow that has paid nothing. */
export function createFlow(stream: RewardStream): RewardFlow {
  return {
    stream,
    strategies: stream.multipliers.flatMap((multiplier, strategy) => (multiplier > 0 ? [strategy] : [])),
    weight: new Float64Array(0),
    amount: new Float64Array(0),
    cut: new Float64Array(0),
    tokens: noTotals(),
    usd: noTotals(),
    slots: [],
  };
}

/** Empties the day's arrays and makes room for `payees`. */
export function clearFlow(flow: RewardFlow, payees: number): void {
  const { slots, strategies } = flow;
  if (flow.weight.length < payees) {
    flow.weight = new Float64Array(2 * payees);
    flow.amount = new Float64Array(2 * payees);
    flow.cut = new Float64Array(2 * payees);
  } else {
    flow.weight.fill(0);
    flow.amount.fill(0);
    flow.cut.fill(0);
  }
  while (slots.length < payees * strategies.length) slots.push(-1);
}
