import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';
import { WAD } from '../../sim/protocol/index.ts';

const OPERATOR = 0;
const STAKER = 1;
const NEWCOMER = 2;
const SET = 0;
const PERCENT = WAD / 100n;

/** An operator in one set with an allocation in force at once, and a staker behind it. */
function stakedLedger({ magnitude, stake }: { magnitude: bigint; stake: bigint }): protocol.Ledger {
  const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 3 });
  protocol.createOperatorSet(ledger, { avs: 7, strategies: [0], redistributing: false });
  protocol.registerAsOperator(ledger, OPERATOR, 0);
  protocol.registerForOperatorSets(ledger, OPERATOR, [SET]);
  allocate(ledger, magnitude);
  protocol.deposit(ledger, STAKER, 0, stake);
  protocol.delegate(ledger, STAKER, OPERATOR);
  return ledger;
}

function allocate(ledger: protocol.Ledger, magnitude: bigint): void {
  protocol.modifyAllocations(ledger, OPERATOR, [{ set: SET, strategies: [0], newMagnitudes: [magnitude] }]);
}

function slash(ledger: protocol.Ledger, wad: bigint): protocol.SlashOutcome {
  return protocol.slashOperator(ledger, { set: SET, operator: OPERATOR, strategies: [0], wads: [wad] });
}

describe('a slash', () => {
  it('takes a fraction of the allocation from the maximum magnitude and from all delegated shares', () => {
    const ledger = stakedLedger({ magnitude: 20n * PERCENT, stake: 200n * WAD });
    const outcome = slash(ledger, 50n * PERCENT);
    expect(outcome).toEqual({ slashId: 1, shares: [20n * WAD], wadsSlashed: [10n * PERCENT] });
    expect(ledger.operators.maxMagnitudes).toEqual([90n * PERCENT]);
    expect(ledger.operators.shares).toEqual([180n * WAD]);
    expect(protocol.withdrawableShares(ledger, STAKER, 0)).toBe(180n * WAD);
  });

  it('spares who delegates later, but for a wei of dust', () => {
    const ledger = stakedLedger({ magnitude: 20n * PERCENT, stake: 200n * WAD });
    slash(ledger, 50n * PERCENT);
    protocol.delegate(ledger, NEWCOMER, OPERATOR);
    protocol.deposit(ledger, NEWCOMER, 0, 9n * WAD);
    expect(ledger.accounts.scalingFactors[NEWCOMER]).toBe(1_111_111_111_111_111_111n);
    expect(protocol.withdrawableShares(ledger, NEWCOMER, 0)).toBe(8_999_999_999_999_999_999n);
    expect(ledger.operators.shares).toEqual([189n * WAD]);
  });

  it.each([
    { wait: 100_800, paid: 9n * WAD, when: "in the delay's last block reaches a queued withdrawal" },
    { wait: 100_801, paid: 10n * WAD, when: 'one block later does not' },
  ])('$when', ({ wait, paid }) => {
    const ledger = stakedLedger({ magnitude: 10n * PERCENT, stake: 10n * WAD });
    const queued = protocol.queueWithdrawals(ledger, STAKER, [
      { strategies: [0], depositShares: [10n * WAD] },
    ]);
    const start = ledger.block;
    protocol.advanceTo(ledger, start + wait);
    slash(ledger, WAD);
    protocol.advanceTo(ledger, start + 100_801);
    const claims = queued.map(id => ({ id, receiveAsTokens: true }));
    expect(protocol.completeQueuedWithdrawals(ledger, STAKER, claims).tokens).toEqual([paid]);
  });

  it('shrinks a deallocation under way, so that less is freed than was asked', () => {
    const ledger = stakedLedger({ magnitude: 40n * PERCENT, stake: WAD });
    allocate(ledger, 30n * PERCENT);
    slash(ledger, 50n * PERCENT);
    const effectBlock = ledger.block + 100_801;
    expect(protocol.allocationOf(ledger, OPERATOR, SET, 0)).toEqual({
      current: 20n * PERCENT,
      pending: -5n * PERCENT,
      effectBlock,
    });
    protocol.advanceTo(ledger, effectBlock);
    expect(protocol.allocationOf(ledger, OPERATOR, SET, 0)).toEqual({
      current: 15n * PERCENT,
      pending: 0n,
      effectBlock: 0,
    });
    expect(protocol.allocatableMagnitude(ledger, OPERATOR, 0)).toBe(65n * PERCENT);
  });

  it.each([
    { stake: WAD, taken: 1n },
    { stake: 10n ** 9n, taken: 0n },
  ])('of dust takes a whole unit of magnitude and $taken of $stake shares', ({ stake, taken }) => {
    const ledger = stakedLedger({ magnitude: 10_000n, stake });
    expect(slash(ledger, 10n ** 14n).shares).toEqual([taken]);
    expect(ledger.operators.maxMagnitudes).toEqual([WAD - 1n]);
  });

  it('pays out in the order of the contract, whose last strategy takes the place of one that is cleared', () => {
    const ledger = protocol.createLedger({ strategies: 3, operators: 1, accounts: 1 });
    const strategies = [0, 1, 2];
    protocol.createOperatorSet(ledger, { avs: 7, strategies, redistributing: false });
    protocol.registerAsOperator(ledger, OPERATOR, 0);
    protocol.registerForOperatorSets(ledger, OPERATOR, [SET]);
    for (const strategy of strategies) {
      protocol.deposit(ledger, OPERATOR, strategy, BigInt(strategy + 1) * WAD);
    }
    const whole = strategies.map(() => WAD);
    protocol.modifyAllocations(ledger, OPERATOR, [{ set: SET, strategies, newMagnitudes: whole }]);
    const { slashId } = protocol.slashOperator(ledger, {
      set: SET,
      operator: OPERATOR,
      strategies,
      wads: whole,
    });
    protocol.advanceTo(ledger, protocol.slashResolutionBlock(ledger, SET, slashId) + 1);
    expect(protocol.clearBurnOrRedistributableSharesByStrategy(ledger, SET, slashId, 0)).toBe(WAD);
    expect(protocol.clearBurnOrRedistributableShares(ledger, SET, slashId)).toEqual([3n * WAD, 2n * WAD]);
  });

  it('of everything bars new stake for good', () => {
    const ledger = stakedLedger({ magnitude: WAD, stake: WAD });
    slash(ledger, WAD);
    expect(() => protocol.deposit(ledger, STAKER, 0, WAD)).toThrow('FullySlashed');
    expect(protocol.withdrawableShares(ledger, STAKER, 0)).toBe(0n);
    expect(protocol.depositSharesFor(ledger, STAKER, 0, WAD)).toBe(0n);
  });
});
