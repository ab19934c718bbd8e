import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';

const { WAD } = protocol;
const DELAY = 50_400;

/** Two sets of AVS 0, one of which redistributes, with one operator whose stake in two strategies they share. */
function slashableLedger(version: protocol.ProtocolVersion): protocol.Ledger {
  const ledger = protocol.createLedger({ strategies: 2, operators: 1, accounts: 1, version });
  for (const redistributing of [true, false])
    protocol.createOperatorSet(ledger, { avs: 0, strategies: [0, 1], redistributing });
  protocol.registerAsOperator(ledger, 0, 0);
  for (const strategy of [0, 1]) protocol.deposit(ledger, 0, strategy, 100n * WAD);
  for (const set of [0, 1]) {
    protocol.registerForOperatorSets(ledger, 0, [set]);
    const newMagnitudes = [WAD / 2n, WAD / 2n];
    protocol.modifyAllocations(ledger, 0, [{ set, strategies: [0, 1], newMagnitudes }]);
  }
  return ledger;
}

function slash(ledger: protocol.Ledger, set: number, strategies: number[]): number {
  const wads = strategies.map(() => WAD / 5n);
  return protocol.slashOperator(ledger, { set, operator: 0, strategies, wads }).slashId;
}

const { clearBurnOrRedistributableShares: clear, clearBurnOrRedistributableSharesByStrategy: clearOne } =
  protocol;

describe('what a slash took', () => {
  it('can be cleared in the same block under v1.12', () => {
    const ledger = slashableLedger('v1.12');
    expect(protocol.slashResolutionBlock(ledger, 0, slash(ledger, 0, [0]))).toBe(0);
    expect(clear(ledger, 0, 1)).toEqual([10n * WAD]);
  });

  it('waits 50,400 whole blocks under v1.13, in every way to clear it', () => {
    const ledger = slashableLedger('v1.13');
    const asked = ledger.block;
    slash(ledger, 0, [0, 1]);
    expect(protocol.slashResolutionBlock(ledger, 0, 1)).toBe(asked + DELAY);
    protocol.advanceTo(ledger, asked + DELAY);
    expect(() => clear(ledger, 0, 1)).toThrow('SlashResolutionDelayNotElapsed');
    expect(() => clearOne(ledger, 0, 1, 0)).toThrow('SlashResolutionDelayNotElapsed');
    protocol.advanceTo(ledger, asked + DELAY + 1);
    expect(clearOne(ledger, 0, 1, 0)).toBe(10n * WAD);
    expect(protocol.slashResolutionBlock(ledger, 0, 1)).toBe(asked + DELAY);
    expect(clear(ledger, 0, 1)).toEqual([10n * WAD]);
    expect(protocol.slashResolutionBlock(ledger, 0, 1)).toBe(0);
    expect(clear(ledger, 0, 1)).toEqual([]);
  });

  it('waits for its own slash, not for one of another set or number', () => {
    const ledger = slashableLedger('v1.13');
    slash(ledger, 0, [0]);
    protocol.advanceTo(ledger, ledger.block + 1_000);
    slash(ledger, 0, [0]);
    slash(ledger, 1, [0]);
    protocol.advanceTo(ledger, protocol.slashResolutionBlock(ledger, 0, 1) + 1);
    expect(clear(ledger, 0, 1)).toEqual([10n * WAD]);
    expect(() => clear(ledger, 0, 2)).toThrow('SlashResolutionDelayNotElapsed');
    expect(() => clear(ledger, 1, 1)).toThrow('SlashResolutionDelayNotElapsed');
  });

  it('has nothing to wait for if there is no such set or slash, or it took nothing', () => {
    const ledger = slashableLedger('v1.13');
    expect(clear(ledger, 9, 1)).toEqual([]);
    expect(clearOne(ledger, 9, 1, 0)).toBe(0n);
    expect(clear(ledger, 0, 9)).toEqual([]);
    protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [], wads: [] });
    expect(ledger.sets[0]!.slashCount).toBe(1);
    expect(protocol.slashResolutionBlock(ledger, 0, 1)).toBe(0);
    expect(clear(ledger, 0, 1)).toEqual([]);
  });

  it('waits too where magnitude fell but not a single share did', () => {
    const ledger = slashableLedger('v1.13');
    const asked = ledger.block;
    protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [0], wads: [WAD] });
    protocol.slashOperator(ledger, { set: 1, operator: 0, strategies: [0], wads: [WAD] });
    expect(ledger.operators.maxMagnitudes[0]).toBe(0n);
    protocol.queueWithdrawals(ledger, 0, [{ strategies: [1], depositShares: [100n * WAD] }]);
    protocol.advanceTo(ledger, asked + 200_000);
    const { shares } = protocol.slashOperator(ledger, {
      set: 1,
      operator: 0,
      strategies: [1],
      wads: [WAD],
    });
    expect(shares).toEqual([0n]);
    expect(protocol.slashResolutionBlock(ledger, 1, 2)).toBe(asked + 200_000 + DELAY);
    expect(() => clear(ledger, 1, 2)).toThrow('SlashResolutionDelayNotElapsed');
    protocol.advanceTo(ledger, ledger.block + DELAY + 1);
    expect(clear(ledger, 1, 2)).toEqual([0n]);
  });

  it('shares in a rebase until it is cleared', () => {
    const ledger = slashableLedger('v1.13');
    slash(ledger, 0, [0]);
    protocol.rebaseStrategy(ledger, 0, 100n * WAD);
    protocol.advanceTo(ledger, ledger.block + DELAY + 1);
    const [tokens] = clear(ledger, 0, 1) as [bigint];
    expect(protocol.sharesToFloat(tokens)).toBeCloseTo(20, 12);
    expect(ledger.sets[0]!.redistributed[0]).toBe(tokens);
  });
});

describe('a ledger', () => {
  it('follows the rules of mainnet unless told otherwise', () => {
    const { rules } = protocol.createLedger({ strategies: 1, operators: 1, accounts: 1 });
    expect(rules).toBe(protocol.protocolRules[protocol.LIVE_PROTOCOL_VERSION]);
  });
});
