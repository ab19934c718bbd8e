import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';
import { WAD } from '../../sim/protocol/index.ts';

function smallLedger(): protocol.Ledger {
  return protocol.createLedger({ strategies: 1, operators: 1, accounts: 2 });
}

describe('a ledger', () => {
  it.each([
    { strategies: 0, operators: 1, accounts: 2 },
    { strategies: 1, operators: 3, accounts: 2 },
    { strategies: 1.5, operators: 1, accounts: 2 },
    { strategies: 1, operators: 1, accounts: 2, startBlock: 5 },
  ])('refuses a world of impossible size: %o', size => {
    expect(() => protocol.createLedger(size)).toThrow('invalid');
  });

  it('refuses ids it does not know and amounts below zero', () => {
    const ledger = smallLedger();
    expect(() => protocol.deposit(ledger, 2, 0, WAD)).toThrow('unknown account: 2');
    expect(() => protocol.deposit(ledger, 0, 1, WAD)).toThrow('unknown strategy: 1');
    expect(() => protocol.deposit(ledger, 0, 0, -1n)).toThrow('invalid amount: -1');
    expect(() => protocol.registerAsOperator(ledger, 1, 0)).toThrow('unknown operator: 1');
    expect(() => protocol.registerAsOperator(ledger, 0, -1)).toThrow('invalid allocation delay: -1');
    expect(() => protocol.modifyAllocations(ledger, 0, [])).toThrow('UninitializedAllocationDelay');
    expect(() => protocol.rebaseStrategy(ledger, 0, -1n)).toThrow('invalid rebase: -1');
  });

  it('never goes back in time', () => {
    const ledger = smallLedger();
    expect(() => protocol.advanceTo(ledger, ledger.block - 1)).toThrow('invalid block');
  });

  it('forgets withdrawals once they are completed', () => {
    const ledger = smallLedger();
    protocol.deposit(ledger, 1, 0, WAD);
    for (let round = 0; round < 10; round++) {
      const queued = protocol.queueWithdrawals(ledger, 1, [{ strategies: [0], depositShares: [WAD] }]);
      protocol.advanceTo(ledger, ledger.block + protocol.WITHDRAWAL_DELAY_BLOCKS + 1);
      protocol.completeQueuedWithdrawals(
        ledger,
        1,
        queued.map(id => ({ id, receiveAsTokens: false })),
      );
    }
    expect(ledger.withdrawals).toEqual({ issued: 10, pending: new Map() });
  });

  it('pays what slashing and rebasing left of each share', () => {
    const ledger = smallLedger();
    protocol.deposit(ledger, 1, 0, 100n * WAD);
    protocol.rebaseStrategy(ledger, 0, -50n * WAD);
    const [id] = protocol.queueWithdrawals(ledger, 1, [{ strategies: [0], depositShares: [40n * WAD] }]);
    protocol.advanceTo(ledger, ledger.block + protocol.WITHDRAWAL_DELAY_BLOCKS + 1);
    const { tokens } = protocol.completeQueuedWithdrawals(ledger, 1, [{ id: id!, receiveAsTokens: true }]);
    expect(protocol.sharesToFloat(tokens[0]!)).toBeCloseTo(20, 12);
  });

  it('converts withdrawable shares back to the deposit shares that pay them', () => {
    const ledger = smallLedger();
    protocol.createOperatorSet(ledger, { avs: 0, strategies: [0], redistributing: true });
    protocol.registerAsOperator(ledger, 0, 0);
    protocol.registerForOperatorSets(ledger, 0, [0]);
    protocol.modifyAllocations(ledger, 0, [{ set: 0, strategies: [0], newMagnitudes: [WAD / 2n] }]);
    protocol.deposit(ledger, 1, 0, 40n * WAD);
    protocol.delegate(ledger, 1, 0);
    protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [0], wads: [WAD] });
    expect(protocol.withdrawableShares(ledger, 1, 0)).toBe(20n * WAD);
    expect(protocol.depositSharesFor(ledger, 1, 0, 20n * WAD)).toBe(40n * WAD);
    protocol.advanceTo(ledger, protocol.slashResolutionBlock(ledger, 0, 1) + 1);
    expect(protocol.clearBurnOrRedistributableShares(ledger, 0, 1)).toEqual([20n * WAD]);
    expect(ledger.sets[0]!.redistributed).toEqual([20n * WAD]);
  });

  it('pays a queued withdrawal to nobody but the account that queued it', () => {
    const ledger = smallLedger();
    protocol.deposit(ledger, 1, 0, WAD);
    const [id] = protocol.queueWithdrawals(ledger, 1, [{ strategies: [0], depositShares: [WAD] }]);
    protocol.advanceTo(ledger, ledger.block + protocol.WITHDRAWAL_DELAY_BLOCKS + 1);
    const claims = [{ id: id!, receiveAsTokens: true }];
    const complete = (...args: [number, protocol.WithdrawalClaim[], number?]) =>
      protocol.completeQueuedWithdrawals(ledger, ...args);
    expect(() => complete(0, claims)).toThrow('WithdrawerNotCaller');
    expect(() => complete(1, claims, 0)).toThrow('WithdrawerNotCaller');
    expect(complete(1, claims).tokens).toEqual([WAD]);
    // Once it is paid, only the claim itself can tell whose it was.
    expect(() => complete(1, claims)).toThrow('WithdrawalNotQueued');
    expect(() => complete(0, [{ id: id!, receiveAsTokens: true, withdrawer: 1 }])).toThrow(
      'WithdrawerNotCaller',
    );
    expect(complete(0, [], 1).tokens).toEqual([0n]);
  });

  it('keeps every withdrawal of the last 14 days within reach of a slash, and none before', () => {
    const ledger = smallLedger();
    protocol.registerAsOperator(ledger, 0, 0);
    protocol.deposit(ledger, 0, 0, 1_000n);
    for (let block = 0; block < 500; block++) {
      protocol.advanceTo(ledger, ledger.block + 1_000);
      protocol.queueWithdrawals(ledger, 0, [{ strategies: [0], depositShares: [1n] }]);
      const reached = Math.min(block, Math.floor(protocol.WITHDRAWAL_DELAY_BLOCKS / 1_000)) + 1;
      expect(protocol.slashableSharesInQueue(ledger, 0, 0)).toBe(BigInt(reached));
    }
  });

  it("keeps the contracts' limits", () => {
    const ledger = protocol.createLedger({ strategies: 33, operators: 1, accounts: 2 });
    expect(() => protocol.deposit(ledger, 1, 0, 10n ** 38n)).toThrow('TotalSharesExceedsMax');
    for (let strategy = 0; strategy < 32; strategy++) protocol.deposit(ledger, 1, strategy, WAD);
    expect(() => protocol.deposit(ledger, 1, 32, WAD)).toThrow('MaxStrategiesExceeded');
  });

  it('lets no scaling factor fall to nothing', () => {
    const ledger = smallLedger();
    protocol.registerAsOperator(ledger, 0, 0);
    protocol.deposit(ledger, 0, 0, WAD);
    // No known sequence of operations leads here.
    ledger.accounts.scalingFactors[0] = 1n;
    ledger.operators.maxMagnitudes[0] = WAD - 1n;
    expect(() => protocol.deposit(ledger, 0, 0, 1n)).toThrow('InvalidDepositScalingFactor');
  });
});
