import type { View } from '../measures/view.ts';
import { advanceTo, BLOCKS_PER_DAY, DEFAULT_START_BLOCK } from '../protocol/index.ts';

/** Brings the ledger to the block of a time in days; to be called before any operation on it. */
export function bringTo(view: View, days: number): void {
  advanceTo(view.ledger, DEFAULT_START_BLOCK + Math.floor(days * BLOCKS_PER_DAY));
}
