import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';

const { WAD } = protocol;
const CONFIGURATION = 126_000;

/** A set of AVS 0 with one operator, all of whose stake it can slash, and one delegator. */
function guarded(): protocol.Ledger {
  const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 2 });
  protocol.createOperatorSet(ledger, { avs: 0, strategies: [0], redistributing: true });
  protocol.registerAsOperator(ledger, 0, 0);
  for (const account of [0, 1]) protocol.deposit(ledger, account, 0, 10n * WAD);
  protocol.delegate(ledger, 1, 0);
  protocol.registerForOperatorSets(ledger, 0, [0]);
  protocol.modifyAllocations(ledger, 0, [{ set: 0, strategies: [0], newMagnitudes: [WAD] }]);
  return ledger;
}

const slash = (ledger: protocol.Ledger, sender?: number): protocol.SlashOutcome =>
  protocol.slashOperator(ledger, {
    set: 0,
    operator: 0,
    strategies: [0],
    wads: [WAD / 10n],
    ...(sender === undefined ? {} : { sender }),
  });

describe('the slasher of a set', () => {
  it('is its AVS, until a change has waited out the configuration delay', () => {
    const ledger = guarded();
    expect(protocol.slasherOf(ledger, 0)).toBe(0);
    const asked = ledger.block;
    expect(protocol.updateSlasher(ledger, 0, 7)).toBe(asked + CONFIGURATION + 1);
    protocol.advanceTo(ledger, asked + CONFIGURATION);
    expect(protocol.slasherOf(ledger, 0)).toBe(0);
    expect(() => slash(ledger, 7)).toThrow('InvalidCaller');
    slash(ledger, 0);
    protocol.advanceTo(ledger, asked + CONFIGURATION + 1);
    expect(protocol.slasherOf(ledger, 0)).toBe(7);
    expect(() => slash(ledger, 0)).toThrow('InvalidCaller');
    slash(ledger, 7);
    slash(ledger);
  });

  it('is whoever was asked for last, from when that one has waited', () => {
    const ledger = guarded();
    const asked = ledger.block;
    protocol.updateSlasher(ledger, 0, 7);
    protocol.advanceTo(ledger, asked + 100);
    protocol.updateSlasher(ledger, 0, 8);
    protocol.advanceTo(ledger, asked + CONFIGURATION + 1);
    expect(protocol.slasherOf(ledger, 0)).toBe(0);
    protocol.advanceTo(ledger, asked + 100 + CONFIGURATION + 1);
    expect(protocol.slasherOf(ledger, 0)).toBe(8);
    // A change that was in force stays so while the next one waits.
    protocol.updateSlasher(ledger, 0, 9);
    expect(protocol.slasherOf(ledger, 0)).toBe(8);
    expect(() => protocol.updateSlasher(ledger, 5, 1)).toThrow('InvalidOperatorSet');
  });

  it('does not wait longer if the pending one is asked for again', () => {
    const ledger = guarded();
    expect(protocol.pendingSlasherOf(ledger, 0)).toBeNull();
    const effectBlock = protocol.updateSlasher(ledger, 0, 7);
    protocol.advanceTo(ledger, effectBlock - 1);
    expect(protocol.updateSlasher(ledger, 0, 7)).toBe(effectBlock);
    expect(protocol.pendingSlasherOf(ledger, 0)).toEqual({ slasher: 7, effectBlock });
    protocol.advanceTo(ledger, effectBlock);
    expect(protocol.pendingSlasherOf(ledger, 0)).toBeNull();
    // The one in force can be asked for again; that waits like any other change.
    expect(protocol.updateSlasher(ledger, 0, 7)).toBe(effectBlock + CONFIGURATION + 1);
    expect(protocol.slasherOf(ledger, 0)).toBe(7);
  });

  it('is changed by the AVS alone, and to somebody', () => {
    const ledger = guarded();
    expect(() => protocol.updateSlasher(ledger, 0, 7, 1)).toThrow('InvalidPermissions');
    expect(() => protocol.updateSlasher(ledger, 0, null, 1)).toThrow('InvalidPermissions');
    expect(() => protocol.updateSlasher(ledger, 0, null, 0)).toThrow('InputAddressZero');
    expect(protocol.pendingSlasherOf(ledger, 0)).toBeNull();
  });

  it('can be an account', () => {
    const ledger = guarded();
    const account = protocol.accountAddress(1);
    protocol.advanceTo(ledger, protocol.updateSlasher(ledger, 0, account));
    expect(() => slash(ledger, 1)).toThrow('InvalidCaller');
    expect(slash(ledger, account).slashId).toBe(1);
  });

  it.each([
    [25_200, 0n],
    [25_201, WAD],
  ])('reaches a withdrawal queued %d blocks after the change was asked for: %d lost', (wait, lost) => {
    const ledger = guarded();
    const asked = ledger.block;
    const effect = protocol.updateSlasher(ledger, 0, 7);
    protocol.advanceTo(ledger, asked + wait);
    const [id] = protocol.undelegate(ledger, 1);
    protocol.advanceTo(ledger, effect);
    slash(ledger, 7);
    protocol.advanceTo(ledger, effect + 1);
    const { tokens } = protocol.completeQueuedWithdrawals(ledger, 1, [{ id: id!, receiveAsTokens: true }]);
    expect(10n * WAD - tokens[0]!).toBe(lost);
  });

  it.each([
    [25_200, false],
    [25_201, true],
  ])('reaches an operator that left %d blocks after the change was asked for: %s', (wait, reached) => {
    const ledger = guarded();
    const asked = ledger.block;
    const effect = protocol.updateSlasher(ledger, 0, 7);
    protocol.advanceTo(ledger, asked + wait);
    protocol.deregisterFromOperatorSets(ledger, 0, [0]);
    protocol.advanceTo(ledger, effect);
    expect(protocol.isOperatorSlashable(ledger, 0, 0)).toBe(reached);
  });
});
