import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';

const { WAD } = protocol;
const LAST_BLOCK = 2 ** 32 - 1;

/** An operator with an allocation delay, member of set 0 of AVS 0 with half of its magnitude in force. */
function allocated(delay: number): protocol.Ledger {
  const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 2 });
  for (const avs of [0, 1])
    protocol.createOperatorSet(ledger, { avs, avsSetId: 0, strategies: [0], redistributing: false });
  protocol.registerAsOperator(ledger, 0, 0);
  protocol.registerForOperatorSets(ledger, 0, [0]);
  allocate(ledger, 0, WAD / 2n);
  protocol.setAllocationDelay(ledger, 0, delay);
  protocol.advanceTo(ledger, ledger.block + 126_001);
  return ledger;
}

function allocate(ledger: protocol.Ledger, set: number, magnitude: bigint): void {
  protocol.modifyAllocations(ledger, 0, [{ set, strategies: [0], newMagnitudes: [magnitude] }]);
}

describe('an allocation', () => {
  it('may take effect in the last block that 32 bits can count, and not after', () => {
    const start = allocated(0).block;
    const last = allocated(LAST_BLOCK - start);
    allocate(last, 1, 1n);
    expect(protocol.allocationOf(last, 0, 1, 0).effectBlock).toBe(LAST_BLOCK);
    expect(() => allocate(allocated(LAST_BLOCK - start + 1), 1, 1n)).toThrow('Panic(0x11)');
  });

  it('is freed whatever the delay of increases', () => {
    const ledger = allocated(LAST_BLOCK);
    allocate(ledger, 0, 0n);
    expect(protocol.allocationOf(ledger, 0, 0, 0).effectBlock).toBe(ledger.block + 100_801);
  });

  it('of too much magnitude says which of its limits it met first', () => {
    const ledger = allocated(LAST_BLOCK);
    const most = 2n ** 64n - 1n;
    expect(() => allocate(ledger, 1, most - WAD / 2n)).toThrow('InsufficientMagnitude');
    expect(() => allocate(ledger, 1, most - WAD / 2n + 1n)).toThrow(
      "Error(SafeCast: value doesn't fit in 64 bits)",
    );
    // What the set has itself does not count twice.
    expect(() => allocate(ledger, 0, most)).toThrow('InsufficientMagnitude');
  });
});

describe('delays', () => {
  it('that would end beyond the last block are refused', () => {
    const ledger = allocated(0);
    protocol.advanceTo(ledger, LAST_BLOCK - 50_000);
    expect(() => allocate(ledger, 0, 0n)).toThrow('Panic(0x11)');
    expect(() => protocol.setAllocationDelay(ledger, 0, 1)).toThrow('Panic(0x11)');
    expect(() => protocol.updateSlasher(ledger, 0, 5)).toThrow('Panic(0x11)');
    expect(() => protocol.deregisterFromOperatorSets(ledger, 0, [0])).toThrow('Panic(0x11)');
    const slash = { set: 0, operator: 0, strategies: [0], wads: [WAD] };
    expect(() => protocol.slashOperator(ledger, slash)).toThrow('Panic(0x11)');
    expect(ledger.sets[0]!.slashCount).toBe(0);
    expect(protocol.isMember(ledger, 0, 0)).toBe(true);
  });
});

describe('a deregistration', () => {
  const leave = (ledger: protocol.Ledger, sets: number[], avs: number, sender: protocol.Address) =>
    protocol.deregisterFromOperatorSets(ledger, 0, sets, { avs, sender });

  it('is asked for by the operator or the AVS, also one of no set', () => {
    for (const sets of [[], [0]]) {
      expect(() => leave(allocated(0), sets, 0, 1)).toThrow('InvalidCaller');
      expect(() => leave(allocated(0), sets, 0, protocol.accountAddress(1))).toThrow('InvalidCaller');
      for (const sender of [0, protocol.accountAddress(0)]) {
        const ledger = allocated(0);
        leave(ledger, sets, 0, sender);
        expect(protocol.isMember(ledger, 0, 0)).toBe(sets.length === 0);
      }
    }
  });

  it('reaches sets of that AVS alone', () => {
    expect(() => leave(allocated(0), [0], 1, 1)).toThrow('InvalidOperatorSet');
  });
});

describe('an AVS', () => {
  it('gives a number to one set only, which other AVSs may use too', () => {
    const ledger = allocated(0);
    const design = { avs: 1, strategies: [0], redistributing: false };
    expect(() => protocol.createOperatorSet(ledger, { ...design, avsSetId: 0 })).toThrow(
      'InvalidOperatorSet',
    );
    expect(protocol.createOperatorSet(ledger, { ...design, avsSetId: 1 })).toBe(2);
  });
});

describe('a strategy', () => {
  it('counts its products and its exchange rate in 256 bits', () => {
    const ledger = protocol.createLedger({ strategies: 1, operators: 0, accounts: 1 });
    const most = 2n ** 256n;
    expect(() => protocol.deposit(ledger, 0, 0, most / 1_000n)).toThrow('TotalSharesExceedsMax');
    expect(() => protocol.deposit(ledger, 0, 0, most / 1_000n + 1n)).toThrow('Panic(0x11)');
    protocol.deposit(ledger, 0, 0, WAD);
    const [id] = protocol.queueWithdrawals(ledger, 0, [{ strategies: [0], depositShares: [1n] }]);
    protocol.advanceTo(ledger, ledger.block + 100_801);
    const payOut = () => protocol.completeQueuedWithdrawals(ledger, 0, [{ id: id!, receiveAsTokens: true }]);
    // The exchange rate after the payment is 1e18 times what then is there, over the shares.
    const shares = WAD + 1_000n;
    const largest = (most - 1n) / WAD;
    let before = (largest * shares) / (shares - 1n);
    while (before - before / shares <= largest) before++;
    protocol.rebaseStrategy(ledger, 0, before - shares);
    expect(payOut).toThrow('Panic(0x11)');
    protocol.rebaseStrategy(ledger, 0, -1n);
    expect(payOut().tokens).toEqual([(before - 1n) / shares]);
    expect(ledger.strategies.tokenBalance[0]! + 1_000n).toBe(largest);
  });
});
