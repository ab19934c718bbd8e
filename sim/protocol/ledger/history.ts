import { put, type UndoLog } from './undo-log.ts';

/** A value by block: `values[i]` holds from `blocks[i]` on, until the next entry. */
export interface BlockHistory {
  readonly blocks: number[];
  readonly values: bigint[];
}

/**
 * Value at the end of a block (Snapshots, `upperLookup`).
 *
 * @param block number of the block
 * @param initial value if nothing was recorded by then
 */
export function valueAt(history: BlockHistory | null, block: number, initial: bigint): bigint {
  const count = history === null ? 0 : entriesUntil(history, block);
  return count === 0 ? initial : history!.values[count - 1]!;
}

/** Newest value, or the initial one if nothing was recorded. */
export function latestValue(history: BlockHistory | null, initial: bigint): bigint {
  return history === null ? initial : history.values[history.values.length - 1]!;
}

/**
 * Records the value of one history from the present block on; a second record in the same block replaces the first.
 *
 * @param ledger the ledger, or its undo log and present block
 * @param slot index of the history in `histories`
 */
export function recordValue(
  { undoLog, block }: { readonly undoLog: UndoLog; readonly block: number },
  histories: (BlockHistory | null)[],
  slot: number,
  value: bigint,
): void {
  const history = histories[slot]!;
  if (history === null) {
    put(undoLog, histories, slot, { blocks: [block], values: [value] });
    return;
  }
  const { blocks, values } = history;
  const last = blocks.length - 1;
  if (blocks[last] === block) {
    put(undoLog, values, last, value);
  } else {
    put(undoLog, blocks, last + 1, block);
    put(undoLog, values, last + 1, value);
  }
}

/** Forgets what no lookup at or after a block can reach, once it is worth the copying. */
export function forgetBefore(history: BlockHistory | null, block: number): void {
  if (history === null || history.blocks.length < 64) return;
  const unreachable = entriesUntil(history, block) - 1;
  if (unreachable * 2 < history.blocks.length) return;
  history.blocks.splice(0, unreachable);
  history.values.splice(0, unreachable);
}

/** Number of entries recorded at or before a block. */
function entriesUntil({ blocks }: BlockHistory, block: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (blocks[middle]! <= block) low = middle + 1;
    else high = middle;
  }
  return low;
}
