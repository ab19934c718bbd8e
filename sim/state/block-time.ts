import { advanceTo, BLOCKS_PER_DAY, DEFAULT_START_BLOCK } from '../protocol/index.ts';
import type { State } from './state.ts';

/**
 * Part of a block by which everything that waits for a block comes late: times are floats, and without it rounding
 * could let it come a block early.
 */
const LATE_BLOCKS = 0.001;

/**
 * Time at which a block has come, and what takes effect in it, in days. Of a block before the first of the run it
 * is below 0.
 */
export function timeOfBlock(block: number): number {
  return (block - DEFAULT_START_BLOCK) / BLOCKS_PER_DAY + LATE_BLOCKS / BLOCKS_PER_DAY;
}

/** Days in which this many blocks come, whenever they begin. */
export function daysOfBlocks(blocks: number): number {
  return (blocks + LATE_BLOCKS) / BLOCKS_PER_DAY;
}

/**
 * Brings the ledger to the block of a time; to be called before any operation on it. Allocation changes that
 * matured on the way take effect.
 *
 * @param time in days, not before that of the last call
 * @throws RangeError if the block of the time is behind the ledger
 */
export function bringLedgerTo(state: State, time: number): void {
  advanceTo(state.ledger, DEFAULT_START_BLOCK + Math.floor(time * BLOCKS_PER_DAY));
}
