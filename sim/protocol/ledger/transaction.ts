import type { MembershipId, OperatorId, SetId } from '../../ids.ts';
import type { Ledger } from './ledger.ts';
import { dropMemberships, ensureMembership, membershipOf, touch } from './mirrors.ts';
import { schedule } from './pending-changes.ts';
import { put, rollBack } from './undo-log.ts';
import { sharesToFloat } from './wad.ts';

/**
 * Runs an operation as one transaction: either all of its writes stay and the mirrors are updated, or none stays.
 *
 * @throws whatever the operation throws, with the ledger as it was before.
 */
export function atomically<T>(ledger: Ledger, operation: () => T): T {
  const { undoLog, mirrors, withdrawals } = ledger;
  const issued = withdrawals.issued;
  const memberships = mirrors.memberships.count;
  let result: T;
  try {
    result = operation();
  } catch (error) {
    rollBack(undoLog);
    withdrawals.issued = issued;
    dropMemberships(mirrors, memberships);
    throw error;
  }
  for (let write = 0; write < undoLog.size; write++) {
    updateMirror(ledger, undoLog.targets[write], undoLog.keys[write]!);
  }
  undoLog.size = 0;
  return result;
}

/**
 * Membership of an operator in a set, opened in the ledger and its mirrors if the pair is new.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 */
export function openMembership(ledger: Ledger, operator: OperatorId, set: SetId): MembershipId {
  const known = membershipOf(ledger.mirrors, operator, set);
  if (known >= 0) return known;
  const { allocations, undoLog, strategyCount } = ledger;
  const membership = ensureMembership(ledger.mirrors, operator, set);
  put(undoLog, allocations.registered, membership, false);
  put(undoLog, allocations.slashableUntil, membership, 0);
  for (let slot = membership * strategyCount; slot < (membership + 1) * strategyCount; slot++) {
    put(undoLog, allocations.current, slot, 0n);
    put(undoLog, allocations.pending, slot, 0n);
    put(undoLog, allocations.effectBlock, slot, 0);
  }
  return membership;
}

/** Updates the mirrors of one written slot. */
function updateMirror(ledger: Ledger, target: unknown, slot: number): void {
  const { accounts, operators, mirrors, strategyCount } = ledger;
  switch (target) {
    case accounts.depositShares:
    case accounts.scalingFactors:
      mirrors.scaledShares[slot] =
        Number(accounts.depositShares[slot]! * accounts.scalingFactors[slot]!) / 1e36;
      touch(mirrors, Math.floor(slot / strategyCount));
      break;
    case accounts.delegatedTo:
      mirrors.delegatedTo[slot] = accounts.delegatedTo[slot]!;
      touch(mirrors, slot);
      break;
    case operators.shares:
      mirrors.operatorShares[slot] = sharesToFloat(operators.shares[slot]!);
      break;
    case operators.maxMagnitudes:
      mirrors.maxMagnitude[slot] = sharesToFloat(operators.maxMagnitudes[slot]!);
      break;
    default:
      updateMembershipMirror(ledger, target, slot);
  }
}

/** Updates the mirrors, and the pending changes, of one written slot of the allocations. */
function updateMembershipMirror(
  { allocations, pendingChanges, mirrors }: Ledger,
  target: unknown,
  slot: number,
): void {
  const { memberships } = mirrors;
  switch (target) {
    case allocations.current:
    case allocations.pending:
      memberships.magnitude[slot] = sharesToFloat(allocations.current[slot]!);
      memberships.committed[slot] = sharesToFloat(allocations.current[slot]! + allocations.pending[slot]!);
      break;
    case allocations.effectBlock:
      if (allocations.effectBlock[slot]! > 0) {
        schedule(pendingChanges, allocations.effectBlock[slot]!, slot);
      }
      break;
    case allocations.registered:
      memberships.registered[slot] = allocations.registered[slot] ? 1 : 0;
      if (!allocations.registered[slot]) memberships.eligible[slot] = 0;
      break;
    case allocations.slashableUntil:
      memberships.slashableUntil[slot] = allocations.slashableUntil[slot]!;
      break;
  }
}
