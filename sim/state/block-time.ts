import { advanceTo, BLOCKS_PER_DAY, DEFAULT_START_BLOCK } from '../protocol/index.ts';
import type { State } from './state.ts';

/** A thousandth of a block, against rounding of times, in days. */
const SLIVER = 0.001 / BLOCKS_PER_DAY;

/** Time in days at which a block has come, and what takes effect in it. */
export function timeOf(block: number): number {
  return (block - DEFAULT_START_BLOCK) / BLOCKS_PER_DAY + SLIVER;
}

/** Brings the ledger to the block of a time in days; to be called before any operation on it. */
export function bringTo(state: State, days: number): void {
  advanceTo(state.ledger, DEFAULT_START_BLOCK + Math.floor(days * BLOCKS_PER_DAY));
}
