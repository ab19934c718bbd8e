import type { OperatorId } from '../../ids.ts';
import { ALLOCATION_CONFIGURATION_DELAY_BLOCKS } from '../ledger/constants.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { futureBlock } from '../ledger/uint.ts';
import { put } from '../ledger/undo-log.ts';

/** Blocks between an operator's allocation and its effect, or null before it registers. */
export function allocationDelay(ledger: Ledger, operator: OperatorId): number | null {
  const delays = ledger.operators.allocationDelays[operator] ?? null;
  if (delays === null) return null;
  return ledger.block >= delays.effectBlock ? delays.pendingDelay : delays.delay;
}

/**
 * Changes an operator's allocation delay, effective after the configuration delay of 17.5 days; replaces a change
 * still pending (AllocationManager, setAllocationDelay).
 *
 * @param blocks between an allocation and its effect
 * @throws Revert `InvalidOperator`, `Panic(0x11)` if the block of its effect is beyond 2^32 - 1.
 */
export function setAllocationDelay(ledger: Ledger, operator: OperatorId, blocks: number): void {
  ensure(ledger.accounts.delegatedTo[operator] === operator, 'InvalidOperator');
  const effectBlock = futureBlock(ledger, ALLOCATION_CONFIGURATION_DELAY_BLOCKS + 1);
  atomically(ledger, () => scheduleAllocationDelay(ledger, operator, blocks, effectBlock));
}

/**
 * Notes the allocation delay an operator will have from a block on.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param blocks between an allocation and its effect
 * @param effectBlock first block with the new delay
 * @throws RangeError if the delay is not a number of blocks (uint32).
 */
export function scheduleAllocationDelay(
  ledger: Ledger,
  operator: OperatorId,
  blocks: number,
  effectBlock: number,
): void {
  if (!(Number.isInteger(blocks) && blocks >= 0 && blocks < 2 ** 32)) {
    throw new RangeError(`invalid allocation delay: ${blocks}\nGive a whole number of blocks.`);
  }
  const delay = allocationDelay(ledger, operator) ?? blocks;
  const { undoLog, operators } = ledger;
  put(undoLog, operators.allocationDelays, operator, { delay, pendingDelay: blocks, effectBlock });
}
