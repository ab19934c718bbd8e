import type { SetId } from '../../ids.ts';
import type { Address } from '../ledger/addresses.ts';
import { ALLOCATION_CONFIGURATION_DELAY_BLOCKS } from '../ledger/constants.ts';
import { operatorSet } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { futureBlock } from '../ledger/uint.ts';
import { put } from '../ledger/undo-log.ts';

/**
 * Who may slash a set now (AllocationManager, getSlasher).
 *
 * @throws Revert `InvalidOperatorSet`.
 */
export function slasherOf(ledger: Ledger, set: SetId): Address {
  const { current, pending, effectBlock } = operatorSet(ledger, set).slasher;
  return ledger.block >= effectBlock ? pending : current;
}

/**
 * Who is to slash a set, and the first block in which it may; null if no change is pending (AllocationManager,
 * getPendingSlasher).
 *
 * @throws Revert `InvalidOperatorSet`.
 */
export function pendingSlasherOf(
  ledger: Ledger,
  set: SetId,
): { readonly slasher: Address; readonly effectBlock: number } | null {
  const { pending, effectBlock } = operatorSet(ledger, set).slasher;
  return ledger.block < effectBlock ? { slasher: pending, effectBlock } : null;
}

/**
 * Hands a set to another slasher, effective after the configuration delay of 17.5 days (AllocationManager,
 * updateSlasher; ELIP-013). Another change that is still pending is replaced, and the delay starts anew; asking again
 * for the slasher that is already pending changes nothing.
 *
 * @param set operator set id
 * @param slasher the new slasher; null for the zero address
 * @param sender who asks; the set's AVS may, and is the default
 * @returns the first block at which the new slasher may slash.
 * @throws Revert `InvalidOperatorSet`, `InvalidPermissions`, `InputAddressZero`, `Panic(0x11)`.
 */
export function updateSlasher(ledger: Ledger, set: SetId, slasher: Address | null, sender?: Address): number {
  const target = operatorSet(ledger, set);
  ensure(sender === undefined || sender === target.avs, 'InvalidPermissions');
  ensure(slasher !== null, 'InputAddressZero');
  const pending = pendingSlasherOf(ledger, set);
  if (pending?.slasher === slasher) return pending.effectBlock;
  const effectBlock = futureBlock(ledger, ALLOCATION_CONFIGURATION_DELAY_BLOCKS + 1);
  const changed = { current: slasherOf(ledger, set), pending: slasher, effectBlock };
  atomically(ledger, () => put(ledger.undoLog, ledger.sets, set, { ...target, slasher: changed }));
  return effectBlock;
}
