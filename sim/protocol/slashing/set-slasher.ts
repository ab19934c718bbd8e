import type { SetId } from '../../ids.ts';
import { ALLOCATION_CONFIGURATION_DELAY_BLOCKS } from '../ledger/constants.ts';
import { operatorSet } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { atomically } from '../ledger/transaction.ts';
import { put } from '../ledger/undo-log.ts';

/**
 * Who may slash a set now (AllocationManager, getSlasher).
 *
 * @throws Revert `InvalidOperatorSet`.
 */
export function slasherOf(ledger: Ledger, set: SetId): number {
  const { current, pending, effectBlock } = operatorSet(ledger, set).slasher;
  return ledger.block >= effectBlock ? pending : current;
}

/**
 * Hands a set to another slasher, effective after the configuration delay of 17.5 days; replaces a change still
 * pending (AllocationManager, updateSlasher; ELIP-013). The caller is the set's AVS.
 *
 * @param set operator set id
 * @param slasher number of the new slasher: an AVS, or whoever the caller numbers so
 * @returns the first block at which the new slasher may slash.
 * @throws Revert `InvalidOperatorSet`.
 */
export function updateSlasher(ledger: Ledger, set: SetId, slasher: number): number {
  const current = slasherOf(ledger, set);
  const effectBlock = ledger.block + ALLOCATION_CONFIGURATION_DELAY_BLOCKS + 1;
  const changed = { ...operatorSet(ledger, set), slasher: { current, pending: slasher, effectBlock } };
  atomically(ledger, () => put(ledger.undoLog, ledger.sets, set, changed));
  return effectBlock;
}
