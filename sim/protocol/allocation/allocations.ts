import type { OperatorId, SetId, StrategyId } from '../../ids.ts';
import { DEALLOCATION_DELAY_BLOCKS } from '../ledger/constants.ts';
import { checkAmount, checkStrategy, operatorSet } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { allocationManagerPause, ensureUnpaused } from '../ledger/pause-status.ts';
import { nextMatured } from '../ledger/pending-changes.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically, openMembership } from '../ledger/transaction.ts';
import { futureBlock, UINT64_END } from '../ledger/uint.ts';
import { put } from '../ledger/undo-log.ts';
import { allocationDelay } from './allocation-delay.ts';
import { isOperatorSlashable } from './registration.ts';

/** Magnitudes an operator wants allocated to a set: absolute targets, one for each strategy. */
export interface AllocationChange {
  readonly set: SetId;
  readonly strategies: readonly StrategyId[];
  readonly newMagnitudes: readonly bigint[];
}

/**
 * Moves the ledger to a block and lets the allocation changes that matured on the way take effect.
 *
 * @throws RangeError if the block is in the past.
 */
export function advanceTo(ledger: Ledger, block: number): void {
  if (!(Number.isInteger(block) && block >= ledger.block)) {
    throw new RangeError(
      `invalid block: ${block}\nThe ledger is at block ${ledger.block} and never goes back.`,
    );
  }
  ledger.block = block;
  let allocation = nextMatured(ledger.pendingChanges, block);
  while (allocation >= 0) {
    mature(ledger, allocation);
    allocation = nextMatured(ledger.pendingChanges, block);
  }
}

/**
 * Changes an operator's allocations, all or none (AllocationManager, modifyAllocations). An increase encumbers
 * magnitude now and is slashable after the operator's allocation delay; a decrease of slashable magnitude stays
 * slashable and encumbered for 14 days; any other decrease is instant.
 *
 * @throws Revert, in the order of the checks: `CurrentlyPaused`, `UninitializedAllocationDelay`; for each set
 * `InputArrayLengthMismatch`, `InvalidOperatorSet`; for each strategy `ModificationAlreadyPending`, `SameMagnitude`,
 * `Error(SafeCast: value doesn't fit in 64 bits)`, `InsufficientMagnitude`, `Panic(0x11)` if the block of the effect
 * is beyond 2^32 - 1.
 */
export function modifyAllocations(
  ledger: Ledger,
  operator: OperatorId,
  changes: readonly AllocationChange[],
): void {
  ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.modifyAllocations);
  const delay = allocationDelay(ledger, operator);
  ensure(delay !== null, 'UninitializedAllocationDelay');
  atomically(ledger, () => {
    for (const { set, strategies, newMagnitudes } of changes) {
      ensure(strategies.length === newMagnitudes.length, 'InputArrayLengthMismatch');
      operatorSet(ledger, set);
      for (const [i, strategy] of strategies.entries()) {
        checkStrategy(ledger, strategy);
        checkAmount(newMagnitudes[i]!);
        allocate(ledger, { operator, set, strategy, delay }, newMagnitudes[i]!);
      }
    }
  });
}

/**
 * Frees matured deallocations of an operator (AllocationManager, clearDeallocationQueue). In this ledger they take
 * effect at their block, so that nothing is left to do but the checks; anybody may ask for it.
 *
 * @param numToClear most entries to clear, for each of the strategies
 * @throws Revert `CurrentlyPaused`, `InputArrayLengthMismatch`.
 */
export function clearDeallocationQueue(
  ledger: Ledger,
  strategies: readonly StrategyId[],
  numToClear: readonly bigint[],
): void {
  ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.modifyAllocations);
  ensure(strategies.length === numToClear.length, 'InputArrayLengthMismatch');
}

/** Sets one target magnitude, now or at the block at which it may take effect. */
function allocate(
  ledger: Ledger,
  {
    operator,
    set,
    strategy,
    delay,
  }: { operator: OperatorId; set: SetId; strategy: StrategyId; delay: number },
  target: bigint,
): void {
  const { allocations, operators, undoLog, strategyCount } = ledger;
  const allocation = openMembership(ledger, operator, set) * strategyCount + strategy;
  ensure(allocations.effectBlock[allocation] === 0, 'ModificationAlreadyPending');
  const current = allocations.current[allocation]!;
  const change = target - current;
  ensure(change !== 0n, 'SameMagnitude');

  const slashable =
    ledger.sets[set]!.strategies.includes(strategy) && isOperatorSlashable(ledger, operator, set);
  if (change < 0n && slashable) {
    put(undoLog, allocations.pending, allocation, change);
    put(undoLog, allocations.effectBlock, allocation, futureBlock(ledger, DEALLOCATION_DELAY_BLOCKS + 1));
    return;
  }

  const slot = operator * strategyCount + strategy;
  const encumbered = operators.encumberedMagnitudes[slot]! + change;
  ensure(encumbered < UINT64_END, "Error(SafeCast: value doesn't fit in 64 bits)");
  ensure(change < 0n || encumbered <= operators.maxMagnitudes[slot]!, 'InsufficientMagnitude');
  put(undoLog, operators.encumberedMagnitudes, slot, encumbered);
  if (change < 0n || delay === 0) {
    put(undoLog, allocations.current, allocation, target);
  } else {
    put(undoLog, allocations.pending, allocation, change);
    put(undoLog, allocations.effectBlock, allocation, futureBlock(ledger, delay));
  }
}

/** Lets one pending change take effect; a decrease also frees its magnitude. */
function mature(ledger: Ledger, allocation: number): void {
  const { allocations, operators, undoLog, mirrors, strategyCount } = ledger;
  const change = allocations.pending[allocation]!;
  const membership = Math.floor(allocation / strategyCount);
  const slot = mirrors.memberships.operator[membership]! * strategyCount + (allocation % strategyCount);
  atomically(ledger, () => {
    put(undoLog, allocations.current, allocation, allocations.current[allocation]! + change);
    put(undoLog, allocations.pending, allocation, 0n);
    put(undoLog, allocations.effectBlock, allocation, 0);
    if (change < 0n) {
      put(undoLog, operators.encumberedMagnitudes, slot, operators.encumberedMagnitudes[slot]! + change);
    }
  });
}
