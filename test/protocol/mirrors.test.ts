import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';
import { WAD } from '../../sim/protocol/index.ts';

/** Operator 0 is in set 0 with half its magnitude, and a midnight has passed since. */
function settledLedger(): protocol.Ledger {
  const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 2 });
  protocol.createOperatorSet(ledger, { avs: 0, strategies: [0], redistributing: false });
  protocol.registerAsOperator(ledger, 0, 0);
  protocol.registerForOperatorSets(ledger, 0, [0]);
  allocate(ledger, WAD / 2n);
  const { memberships } = ledger.mirrors;
  memberships.eligible.set(memberships.registered);
  memberships.eligibleMagnitude.set(memberships.magnitude);
  return ledger;
}

function allocate(ledger: protocol.Ledger, magnitude: bigint): void {
  protocol.modifyAllocations(ledger, 0, [{ set: 0, strategies: [0], newMagnitudes: [magnitude] }]);
}

describe("the day's snapshot in the mirrors", () => {
  it('loses a member as soon as it deregisters', () => {
    const ledger = settledLedger();
    protocol.deregisterFromOperatorSets(ledger, 0, [0]);
    expect(ledger.mirrors.memberships.eligible[0]).toBe(0);
  });

  it('does not win a member before midnight', () => {
    const ledger = settledLedger();
    protocol.deregisterFromOperatorSets(ledger, 0, [0]);
    protocol.advanceTo(ledger, ledger.block + protocol.DEALLOCATION_DELAY_BLOCKS + 1);
    protocol.registerForOperatorSets(ledger, 0, [0]);
    expect(ledger.mirrors.memberships.registered[0]).toBe(1);
    expect(ledger.mirrors.memberships.eligible[0]).toBe(0);
  });

  it('remembers the magnitude of midnight, whatever the day brings', () => {
    const ledger = settledLedger();
    allocate(ledger, WAD);
    protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [0], wads: [WAD / 4n] });
    expect(ledger.mirrors.memberships.magnitude[0]).toBe(0.75);
    expect(ledger.mirrors.memberships.eligibleMagnitude[0]).toBe(0.5);
  });

  it('follows a slash at once', () => {
    const ledger = settledLedger();
    protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [0], wads: [WAD / 2n] });
    expect(ledger.mirrors.memberships.magnitude[0]).toBe(0.25);
  });

  it('follows a deallocation when it matures, not before', () => {
    const ledger = settledLedger();
    allocate(ledger, WAD / 4n);
    protocol.advanceTo(ledger, ledger.block + protocol.DEALLOCATION_DELAY_BLOCKS);
    expect(ledger.mirrors.memberships.magnitude[0]).toBe(0.5);
    protocol.advanceTo(ledger, ledger.block + 1);
    expect(ledger.mirrors.memberships.magnitude[0]).toBe(0.25);
  });
});

describe('the list of touched accounts', () => {
  it('names each account whose stake or operator changed, once', () => {
    const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 2 });
    protocol.registerAsOperator(ledger, 0, 0);
    protocol.deposit(ledger, 1, 0, WAD);
    protocol.delegate(ledger, 1, 0);
    expect(ledger.mirrors.touched.list).toEqual([0, 1]);
  });

  it('names who withdraws', () => {
    const ledger = protocol.createLedger({ strategies: 2, operators: 1, accounts: 3 });
    protocol.deposit(ledger, 2, 1, WAD);
    const { list, flag } = ledger.mirrors.touched;
    list.length = 0;
    flag.fill(0);
    protocol.queueWithdrawals(ledger, 2, [{ strategies: [1], depositShares: [1n] }]);
    expect(list).toEqual([2]);
  });

  it('does not name an account whose operation reverted', () => {
    const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 2 });
    expect(() => protocol.delegate(ledger, 1, 0)).toThrow('OperatorNotRegistered');
    expect(ledger.mirrors.touched.list).toEqual([]);
  });
});
