/** Pending allocation changes, as a binary heap on the block at which they take effect. */
export interface PendingChanges {
  readonly blocks: number[];
  /** Slot of the allocation, `membership * S + strategy`, of each entry. */
  readonly allocations: number[];
}

/** No pending change. */
export function createPendingChanges(): PendingChanges {
  return { blocks: [], allocations: [] };
}

/**
 * Adds a change that takes effect at a block.
 *
 * @param block first block with the change
 * @param allocation slot of the allocation, `membership * S + strategy`
 */
export function schedule({ blocks, allocations }: PendingChanges, block: number, allocation: number): void {
  let at = blocks.length;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (blocks[parent]! <= block) break;
    blocks[at] = blocks[parent]!;
    allocations[at] = allocations[parent]!;
    at = parent;
  }
  blocks[at] = block;
  allocations[at] = allocation;
}

/** Removes and returns an allocation whose change has taken effect by a block, or -1 if there is none. */
export function nextMatured({ blocks, allocations }: PendingChanges, block: number): number {
  if (blocks.length === 0 || blocks[0]! > block) return -1;
  const matured = allocations[0]!;
  const lastBlock = blocks.pop()!;
  const lastAllocation = allocations.pop()!;
  const size = blocks.length;
  if (size === 0) return matured;
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && blocks[child + 1]! < blocks[child]!) child++;
    if (blocks[child]! >= lastBlock) break;
    blocks[at] = blocks[child]!;
    allocations[at] = allocations[child]!;
    at = child;
  }
  blocks[at] = lastBlock;
  allocations[at] = lastAllocation;
  return matured;
}
