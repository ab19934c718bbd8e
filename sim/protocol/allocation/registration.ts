import type { OperatorId, SetId } from '../../ids.ts';
import { type Address, accountAddress } from '../ledger/addresses.ts';
import { DEALLOCATION_DELAY_BLOCKS } from '../ledger/constants.ts';
import { operatorSet } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { membershipOf } from '../ledger/mirrors.ts';
import { allocationManagerPause, ensureUnpaused } from '../ledger/pause-status.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically, openMembership } from '../ledger/transaction.ts';
import { futureBlock } from '../ledger/uint.ts';
import { put } from '../ledger/undo-log.ts';
import { isOperator } from '../stake/delegation.ts';

/**
 * Whether an operator is registered to a set.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 */
export function isMember(ledger: Ledger, operator: OperatorId, set: SetId): boolean {
  return ledger.allocations.registered[membershipOf(ledger.mirrors, operator, set)] ?? false;
}

/**
 * Whether a set can slash an operator now: while it is registered, and for 14 days after; an AVS of the AVSDirectory
 * never can.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 */
export function isOperatorSlashable(ledger: Ledger, operator: OperatorId, set: SetId): boolean {
  const membership = membershipOf(ledger.mirrors, operator, set);
  if (membership < 0 || ledger.sets[set]?.inAvsDirectory) return false;
  const { registered, slashableUntil } = ledger.allocations;
  return registered[membership]! || ledger.block <= slashableUntil[membership]!;
}

/**
 * Registers an operator to operator sets, all or none (AllocationManager). Admission is the caller's business:
 * the AVS's registrar may refuse for any reason.
 *
 * @throws Revert `CurrentlyPaused`, `InvalidOperator`, `InvalidOperatorSet`, `AlreadyMemberOfSet` (also while an
 * earlier membership can still be slashed).
 */
export function registerForOperatorSets(ledger: Ledger, operator: OperatorId, sets: readonly SetId[]): void {
  ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.registration);
  ensure(isOperator(ledger, operator), 'InvalidOperator');
  atomically(ledger, () => {
    for (const set of sets) {
      operatorSet(ledger, set);
      const isFree = !isMember(ledger, operator, set) && !isOperatorSlashable(ledger, operator, set);
      ensure(isFree, 'AlreadyMemberOfSet');
      put(ledger.undoLog, ledger.allocations.registered, openMembership(ledger, operator, set), true);
    }
  });
}

/**
 * Deregisters an operator from operator sets, all or none: on its own wish, or ejected by the AVS. It stays
 * slashable for 14 days, and its magnitude stays encumbered until it deallocates (AllocationManager); of an AVS of the
 * AVSDirectory it is free at once (deregisterOperatorFromAVS).
 *
 * @param request the AVS whose sets they are, and who asks: the operator or that AVS may; by default the operator
 * @throws Revert `CurrentlyPaused`, `InvalidCaller`, `InvalidOperatorSet`, `NotMemberOfSet`, `Panic(0x11)`.
 */
export function deregisterFromOperatorSets(
  ledger: Ledger,
  operator: OperatorId,
  sets: readonly SetId[],
  request?: { readonly avs: number; readonly sender: Address },
): void {
  const { allocations, undoLog } = ledger;
  ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.registration);
  if (request !== undefined) {
    const { avs, sender } = request;
    ensure(sender === accountAddress(operator) || sender === avs, 'InvalidCaller');
  }
  atomically(ledger, () => {
    for (const set of sets) {
      const { avs } = operatorSet(ledger, set);
      ensure(request === undefined || request.avs === avs, 'InvalidOperatorSet');
      ensure(isMember(ledger, operator, set), 'NotMemberOfSet');
      const membership = membershipOf(ledger.mirrors, operator, set);
      put(undoLog, allocations.registered, membership, false);
      put(undoLog, allocations.slashableUntil, membership, futureBlock(ledger, DEALLOCATION_DELAY_BLOCKS));
    }
  });
}
