import { put, rollBack } from './journal.ts';
import type { Ledger } from './ledger.ts';
import { schedule } from './maturities.ts';
import { dropMemberships, ensureMembership, membershipOf, touch } from './mirrors.ts';
import { sharesToFloat } from './wad.ts';

/**
 * Runs an operation as one transaction: it happens wholly, and then the mirrors follow, or not at all.
 *
 * @throws whatever the operation throws, with the ledger as it was before.
 */
export function atomically<T>(ledger: Ledger, operation: () => T): T {
  const { journal, mirrors, withdrawals } = ledger;
  const issued = withdrawals.issued;
  const memberships = mirrors.memberships.count;
  let result: T;
  try {
    result = operation();
  } catch (error) {
    rollBack(journal);
    withdrawals.issued = issued;
    dropMemberships(mirrors, memberships);
    throw error;
  }
  for (let write = 0; write < journal.size; write++) {
    follow(ledger, journal.targets[write], journal.keys[write]!);
  }
  journal.size = 0;
  return result;
}

/** Membership of an operator in a set, opened in the ledger and its mirrors if the pair is new. */
export function openMembership(ledger: Ledger, operator: number, set: number): number {
  const known = membershipOf(ledger.mirrors, operator, set);
  if (known >= 0) return known;
  const { allocations, journal, strategyCount } = ledger;
  const membership = ensureMembership(ledger.mirrors, operator, set);
  put(journal, allocations.registered, membership, false);
  put(journal, allocations.slashableUntil, membership, 0);
  for (let slot = membership * strategyCount; slot < (membership + 1) * strategyCount; slot++) {
    put(journal, allocations.current, slot, 0n);
    put(journal, allocations.pending, slot, 0n);
    put(journal, allocations.effectBlock, slot, 0);
  }
  return membership;
}

/** Brings what derives from one written slot up to date. */
function follow(ledger: Ledger, target: unknown, slot: number): void {
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
      followAllocation(ledger, target, slot);
  }
}

/** Brings what derives from one written slot of the allocations up to date. */
function followAllocation({ allocations, maturities, mirrors }: Ledger, target: unknown, slot: number): void {
  const { memberships } = mirrors;
  switch (target) {
    case allocations.current:
    case allocations.pending:
      memberships.magnitude[slot] = sharesToFloat(allocations.current[slot]!);
      memberships.committed[slot] = sharesToFloat(allocations.current[slot]! + allocations.pending[slot]!);
      break;
    case allocations.effectBlock:
      if (allocations.effectBlock[slot]! > 0) {
        schedule(maturities, allocations.effectBlock[slot]!, slot);
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
