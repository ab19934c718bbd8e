import type { OperatorId, SetId, StrategyId } from '../../ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { membershipOf } from '../ledger/mirrors.ts';
import { divWad, mulWad } from '../ledger/wad.ts';
import { isOperatorSlashable } from './registration.ts';

/**
 * Magnitude an operator can still allocate in a strategy.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function allocatableMagnitude(ledger: Ledger, operator: OperatorId, strategy: StrategyId): bigint {
  const slot = operator * ledger.strategyCount + strategy;
  return ledger.operators.maxMagnitudes[slot]! - ledger.operators.encumberedMagnitudes[slot]!;
}

/** Allocation of an operator to a set: current magnitude, and the signed change pending until a block (or 0). */
export interface Allocation {
  readonly current: bigint;
  readonly pending: bigint;
  readonly effectBlock: number;
}

/**
 * Allocation of an operator to a set in one strategy; all zero if there never was one.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function allocationOf(
  ledger: Ledger,
  operator: OperatorId,
  set: SetId,
  strategy: StrategyId,
): Allocation {
  const membership = membershipOf(ledger.mirrors, operator, set);
  if (membership < 0) return { current: 0n, pending: 0n, effectBlock: 0 };
  const { current, pending, effectBlock } = ledger.allocations;
  const slot = membership * ledger.strategyCount + strategy;
  return { current: current[slot]!, pending: pending[slot]!, effectBlock: effectBlock[slot]! };
}

/**
 * Operator's shares that stand behind its current allocation to a set, registered or not (getAllocatedStake).
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function allocatedStake(
  ledger: Ledger,
  operator: OperatorId,
  set: SetId,
  strategy: StrategyId,
): bigint {
  return stakeOf(ledger, operator, strategy, allocationOf(ledger, operator, set, strategy).current);
}

/**
 * Least shares a set is sure to be able to slash until a block, if stake stays: pending deallocations that mature
 * by then do not count, nor do pending increases; 0 unless the set can slash the operator now
 * (getMinimumSlashableStake).
 *
 * @param at.operator operator id, from 0 to `operatorCount - 1`
 * @param at.set operator set id
 * @param at.strategy strategy id, from 0 to `strategyCount - 1`
 * @param futureBlock last block at which the stake must still be there
 */
export function minimumSlashableStake(
  ledger: Ledger,
  at: { readonly operator: OperatorId; readonly set: SetId; readonly strategy: StrategyId },
  futureBlock: number,
): bigint {
  const { operator, set, strategy } = at;
  if (!isOperatorSlashable(ledger, operator, set)) return 0n;
  const { current, pending, effectBlock } = allocationOf(ledger, operator, set, strategy);
  const leaves = pending < 0n && effectBlock <= futureBlock;
  return stakeOf(ledger, operator, strategy, leaves ? current + pending : current);
}

function stakeOf(ledger: Ledger, operator: OperatorId, strategy: StrategyId, magnitude: bigint): bigint {
  const { shares, maxMagnitudes } = ledger.operators;
  const slot = operator * ledger.strategyCount + strategy;
  return mulWad(shares[slot]!, proportionOf(magnitude, maxMagnitudes[slot]!));
}

/**
 * Part of an operator's stake that a magnitude stands for, in 1e-18; 0 if its maximum magnitude is
 * (AllocationManager, `_getSlashableStake`).
 *
 * @param magnitude in 1e-18
 * @param maximum the operator's maximum magnitude for the strategy, in 1e-18
 */
export function proportionOf(magnitude: bigint, maximum: bigint): bigint {
  return maximum === 0n ? 0n : divWad(magnitude, maximum);
}
