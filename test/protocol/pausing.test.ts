import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';

const { WAD } = protocol;
const PAUSER = 50;

/** One operator in a set of AVS 0, slashed once, and a staker that can delegate, queue and complete. */
function busyLedger(version: protocol.ProtocolVersion): protocol.Ledger {
  const ledger = protocol.createLedger({ strategies: 1, operators: 2, accounts: 4, version, pauser: PAUSER });
  for (const _ of [0, 1])
    protocol.createOperatorSet(ledger, { avs: 0, strategies: [0], redistributing: false });
  protocol.registerAsOperator(ledger, 0, 0);
  protocol.registerForOperatorSets(ledger, 0, [0]);
  protocol.modifyAllocations(ledger, 0, [{ set: 0, strategies: [0], newMagnitudes: [WAD / 2n] }]);
  for (const account of [0, 2, 3]) protocol.deposit(ledger, account, 0, 10n * WAD);
  protocol.delegate(ledger, 2, 0);
  protocol.queueWithdrawals(ledger, 2, [{ strategies: [0], depositShares: [WAD] }]);
  protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [0], wads: [WAD / 10n] });
  protocol.advanceTo(ledger, ledger.block + 200_000);
  return ledger;
}

type Call = (ledger: protocol.Ledger) => unknown;

const calls = {
  modifyAllocations: ledger =>
    protocol.modifyAllocations(ledger, 0, [{ set: 1, strategies: [0], newMagnitudes: [1n] }]),
  clearDeallocationQueue: ledger => protocol.clearDeallocationQueue(ledger, [0], [1n]),
  slashOperator: ledger =>
    protocol.slashOperator(ledger, { set: 0, operator: 0, strategies: [0], wads: [WAD] }),
  registerForOperatorSets: ledger => protocol.registerForOperatorSets(ledger, 0, [1]),
  deregisterFromOperatorSets: ledger => protocol.deregisterFromOperatorSets(ledger, 0, [0]),
  registerAsOperator: ledger => protocol.registerAsOperator(ledger, 1, 0),
  delegate: ledger => protocol.delegate(ledger, 3, 0),
  undelegate: ledger => protocol.undelegate(ledger, 2),
  redelegate: ledger => protocol.redelegate(ledger, 2, 0),
  queueWithdrawals: ledger =>
    protocol.queueWithdrawals(ledger, 2, [{ strategies: [0], depositShares: [WAD] }]),
  completeAsTokens: ledger =>
    protocol.completeQueuedWithdrawals(ledger, 2, [{ id: 0, receiveAsTokens: true }]),
  completeAsShares: ledger =>
    protocol.completeQueuedWithdrawals(ledger, 2, [{ id: 0, receiveAsTokens: false }]),
  completeNothing: ledger => protocol.completeQueuedWithdrawals(ledger, 2, []),
  deposit: ledger => protocol.deposit(ledger, 3, 0, WAD),
  clear: ledger => protocol.clearBurnOrRedistributableShares(ledger, 0, 1),
  clearByStrategy: ledger => protocol.clearBurnOrRedistributableSharesByStrategy(ledger, 0, 1, 0),
  clearUnknown: ledger => protocol.clearBurnOrRedistributableShares(ledger, 7, 1),
  setAllocationDelay: ledger => protocol.setAllocationDelay(ledger, 0, 5),
  updateSlasher: ledger => protocol.updateSlasher(ledger, 0, 3),
  addStrategies: ledger => protocol.addStrategiesToOperatorSet(ledger, 0, []),
} as const satisfies Record<string, Call>;

type Name = keyof typeof calls;

const completions: Name[] = ['completeAsTokens', 'completeAsShares', 'completeNothing'];
const clears: Name[] = ['clear', 'clearByStrategy', 'clearUnknown'];

const cases: [protocol.PausableContract, number, protocol.ProtocolVersion, Name[]][] = [
  ['allocationManager', 0, 'v1.13', ['modifyAllocations', 'clearDeallocationQueue']],
  ['allocationManager', 1, 'v1.13', ['slashOperator']],
  ['allocationManager', 2, 'v1.13', ['registerForOperatorSets', 'deregisterFromOperatorSets']],
  ['delegationManager', 0, 'v1.13', ['registerAsOperator', 'delegate', 'redelegate']],
  ['delegationManager', 1, 'v1.13', ['undelegate', 'redelegate', 'queueWithdrawals']],
  ['delegationManager', 2, 'v1.13', completions],
  ['strategyManager', 0, 'v1.13', ['deposit']],
  ['strategyManager', 1, 'v1.13', clears],
  ['strategyManager', 1, 'v1.12', []],
  [0, 0, 'v1.13', ['deposit']],
  [0, 1, 'v1.13', ['completeAsTokens', 'clear', 'clearByStrategy']],
];

/** Calls that end with the error, each tried on a ledger of its own. */
function stopped(ledger: protocol.Ledger): Name[] {
  const names = Object.keys(calls) as Name[];
  return names.filter(name => {
    try {
      calls[name](structuredClone(ledger));
      return false;
    } catch (error) {
      expect((error as Error).message).toBe('CurrentlyPaused');
      return true;
    }
  });
}

describe('a contract', () => {
  it('stops nothing while it is not paused', () => {
    for (const version of protocol.protocolVersions) expect(stopped(busyLedger(version))).toEqual([]);
  });

  it.each(cases)('%s with bit %d paused stops, under %s: %j', (contract, bit, version, names) => {
    const ledger = busyLedger(version);
    protocol.pause(ledger, contract, 1n << BigInt(bit), PAUSER);
    expect(stopped(ledger).sort()).toEqual([...names].sort());
    protocol.unpause(ledger, contract, 0n, PAUSER);
    expect(stopped(ledger)).toEqual([]);
  });

  it('says what is wrong with a delegation before it says that delegation is paused', () => {
    const ledger = busyLedger('v1.13');
    protocol.pause(ledger, 'delegationManager', 7n, PAUSER);
    expect(() => protocol.registerAsOperator(ledger, 0, 0)).toThrow('ActivelyDelegated');
    expect(() => protocol.delegate(ledger, 2, 0)).toThrow('ActivelyDelegated');
    expect(() => protocol.delegate(ledger, 3, 1)).toThrow('OperatorNotRegistered');
    expect(() => protocol.undelegate(ledger, 3)).toThrow('NotActivelyDelegated');
    expect(() => protocol.undelegate(ledger, 2, 3)).toThrow('CallerCannotUndelegate');
    // All else stops first.
    expect(() => protocol.modifyAllocations(ledger, 1, [])).toThrow('UninitializedAllocationDelay');
    protocol.pause(ledger, 'allocationManager', 7n, PAUSER);
    expect(() => protocol.modifyAllocations(ledger, 1, [])).toThrow('CurrentlyPaused');
    expect(() => protocol.registerForOperatorSets(ledger, 1, [9])).toThrow('CurrentlyPaused');
  });

  it('is paused and unpaused by the pauser alone, who adds bits, or takes them away', () => {
    const ledger = busyLedger('v1.13');
    const contract = 'strategyManager';
    expect(() => protocol.pause(ledger, contract, 1n, 0)).toThrow('OnlyPauser');
    protocol.pause(ledger, contract, 3n, PAUSER);
    expect(() => protocol.pause(ledger, contract, 2n, PAUSER)).toThrow('InvalidNewPausedStatus');
    expect(() => protocol.unpause(ledger, contract, 1n, 0)).toThrow('OnlyUnpauser');
    expect(() => protocol.unpause(ledger, contract, 5n, PAUSER)).toThrow('InvalidNewPausedStatus');
    protocol.unpause(ledger, contract, 1n, PAUSER);
    expect(protocol.pausedStatus(ledger, contract)).toBe(1n);
  });

  it('is paused by nobody in a ledger without a pauser', () => {
    const ledger = protocol.createLedger({ strategies: 1, operators: 1, accounts: 1 });
    expect(() => protocol.pause(ledger, 0, 1n, 0)).toThrow('OnlyPauser');
  });
});
