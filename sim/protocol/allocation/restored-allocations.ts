import type { OperatorId, SetId, StrategyId } from '../../ids.ts';
import { recordValue } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically, openMembership } from '../ledger/transaction.ts';
import { futureBlock } from '../ledger/uint.ts';
import { put } from '../ledger/undo-log.ts';
import { WAD } from '../ledger/wad.ts';

/** An allocation as it stands on a chain from which a ledger starts; magnitudes in 1e-18. */
export interface RestoredAllocation {
  readonly operator: OperatorId;
  readonly set: SetId;
  readonly strategy: StrategyId;
  /** Magnitude that the set can slash now. */
  readonly current: bigint;
  /** Signed change that is pending, or 0. */
  readonly pending: bigint;
  /** Blocks until the change takes effect, 1 or more; of no account where none is pending. */
  readonly pendingBlocks: number;
}

/**
 * Sets an operator's maximum magnitude in a strategy to what past slashes have left of it. Comes before stake is delegated
 * to the operator, so that what its delegators bring is what they can withdraw.
 *
 * @param slot `operator * strategyCount + strategy`
 * @param magnitude in 1e-18, from 0 to 1e18
 * @throws Revert `InvalidMagnitude` for another magnitude, `SharesDelegated` if the operator has stake in the strategy
 */
export function restoreMaxMagnitude(ledger: Ledger, slot: number, magnitude: bigint): void {
  const { operators, undoLog } = ledger;
  ensure(magnitude >= 0n && magnitude <= WAD, 'InvalidMagnitude');
  ensure(operators.shares[slot] === 0n, 'SharesDelegated');
  atomically(ledger, () => {
    put(undoLog, operators.maxMagnitudes, slot, magnitude);
    recordValue(ledger, operators.maxMagnitudeHistories, slot, magnitude);
  });
}

/**
 * Sets an allocation that was never changed on this ledger to what it is on a chain, with the change that is pending there.
 * The operator's free magnitude falls by it: by the larger of what is slashable now and what will be.
 *
 * @throws Revert `ModificationAlreadyPending` or `SameMagnitude` if the allocation was changed before,
 * `InvalidMagnitude` if it is or becomes negative, `InsufficientMagnitude` if the operator has not as much
 */
export function restoreAllocation(ledger: Ledger, restored: RestoredAllocation): void {
  const { allocations, operators, undoLog, strategyCount } = ledger;
  const { operator, set, strategy, current, pending, pendingBlocks } = restored;
  ensure(current >= 0n && current + pending >= 0n, 'InvalidMagnitude');
  atomically(ledger, () => {
    const allocation = openMembership(ledger, operator, set) * strategyCount + strategy;
    ensure(allocations.effectBlock[allocation] === 0, 'ModificationAlreadyPending');
    ensure(allocations.current[allocation] === 0n, 'SameMagnitude');
    const slot = operator * strategyCount + strategy;
    const encumbered = operators.encumberedMagnitudes[slot]! + current + (pending > 0n ? pending : 0n);
    ensure(encumbered <= operators.maxMagnitudes[slot]!, 'InsufficientMagnitude');
    put(undoLog, operators.encumberedMagnitudes, slot, encumbered);
    put(undoLog, allocations.current, allocation, current);
    if (pending === 0n) return;
    put(undoLog, allocations.pending, allocation, pending);
    put(undoLog, allocations.effectBlock, allocation, futureBlock(ledger, pendingBlocks));
  });
}
