import fc from 'fast-check';
import * as protocol from '../../sim/protocol/index.ts';
import { Revert, WAD } from '../../sim/protocol/index.ts';

/** Size of the random worlds: accounts 0 to 2 are operators. */
export const SIZE = { strategies: 2, operators: 3, accounts: 7 };
const SETS = 3;
const PAUSER = 99;

/** An operation drawn at random, to be applied to a ledger that may well revert it. */
export type Operation = (ledger: protocol.Ledger) => unknown;

const strategy = fc.nat({ max: SIZE.strategies - 1 });
const operator = fc.nat({ max: SIZE.operators - 1 });
const account = fc.nat({ max: SIZE.accounts - 1 });
const set = fc.nat({ max: SETS - 1 });
const tokens = fc.oneof(fc.bigInt(1n, 5n), fc.bigInt(10n ** 9n, 10n ** 24n));
const fraction = fc.oneof(fc.constantFrom(1n, WAD / 2n, WAD), fc.bigInt(10n ** 14n, WAD));
const someStrategies = fc.subarray([0, 1], { minLength: 1 });
const slashId = fc.integer({ min: 1, max: 4 });

/** Any operation of the ledger with arguments in and out of its rules; the commonest are what leads furthest. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: call(protocol.deposit, account, strategy, tokens) },
  { weight: 3, arbitrary: call(protocol.delegate, account, operator) },
  call(protocol.undelegate, account, account),
  call(protocol.redelegate, account, operator),
  {
    weight: 3,
    arbitrary: call(queue, account, fc.array(fc.tuple(someStrategies, fraction), { maxLength: 3 })),
  },
  {
    weight: 10,
    arbitrary: call(complete, account, fc.array(fc.nat(99), { minLength: 1, maxLength: 2 }), fc.boolean()),
  },
  {
    weight: 5,
    arbitrary: call(allocate, operator, fc.array(fc.tuple(set, someStrategies, fraction), { maxLength: 2 })),
  },
  { weight: 3, arbitrary: call(protocol.registerForOperatorSets, operator, fc.array(set, { maxLength: 2 })) },
  call(protocol.deregisterFromOperatorSets, operator, fc.array(set, { maxLength: 2 })),
  { weight: 8, arbitrary: call(slash, set, operator, someStrategies, fraction, fraction) },
  call(protocol.updateSlasher, set, fc.constantFrom(0, 1, protocol.accountAddress(0), null)),
  call(pauseSomething, fc.nat({ max: 3 }), fc.nat({ max: 2 })),
  { weight: 3, arbitrary: call(unpauseAll) },
  call(protocol.clearBurnOrRedistributableShares, set, slashId),
  call(protocol.clearBurnOrRedistributableSharesByStrategy, set, slashId, strategy),
  call(rebase, strategy, fc.bigInt(-WAD / 10n, WAD / 10n)),
  call(protocol.setAllocationDelay, operator, fc.constantFrom(0, 10, 200_000)),
  call(protocol.removeStrategiesFromOperatorSet, set, someStrategies),
  { weight: 3, arbitrary: call(protocol.addStrategiesToOperatorSet, set, someStrategies) },
  { weight: 5, arbitrary: call(advance, fc.constantFrom(1, 10, 50_000, 100_800, 100_801)) },
);

/** Ledger with its sets, two operators allocated to them, a few delegators, and deposits of both strategies by all. */
export function populatedLedger(version?: protocol.ProtocolVersion): protocol.Ledger {
  const ledger = protocol.createLedger({ ...SIZE, pauser: PAUSER, ...(version && { version }) });
  for (let id = 0; id < SETS; id++) {
    protocol.createOperatorSet(ledger, { avs: id, strategies: [0, 1], redistributing: id === 1 });
  }
  protocol.registerAsOperator(ledger, 0, 0);
  protocol.registerAsOperator(ledger, 1, 20);
  for (let id = 0; id < SIZE.accounts; id++) {
    protocol.deposit(ledger, id, id % 2, 10n ** 20n);
    protocol.deposit(ledger, id, (id + 1) % 2, 10n ** 12n);
  }
  for (let id = 0; id < SETS; id++) {
    protocol.registerForOperatorSets(ledger, id % 2, [id]);
    protocol.modifyAllocations(ledger, id % 2, [
      { set: id, strategies: [0, 1], newMagnitudes: [WAD / 2n, WAD / 3n] },
    ]);
    protocol.delegate(ledger, SIZE.operators + id, id % 2);
  }
  return ledger;
}

/** Applies an operation; true if the ledger accepted it, false if it reverted. */
export function accepts(ledger: protocol.Ledger, apply: Operation): boolean {
  try {
    apply(ledger);
    return true;
  } catch (error) {
    if (error instanceof Revert) return false;
    throw error;
  }
}

/** Operation that calls a function with the ledger and drawn arguments. */
function call<A extends unknown[]>(
  apply: (ledger: protocol.Ledger, ...args: A) => unknown,
  ...parts: { [K in keyof A]: fc.Arbitrary<A[K]> }
): fc.Arbitrary<Operation> {
  return fc.tuple<A>(...parts).map(args => ledger => apply(ledger, ...args));
}

function advance(ledger: protocol.Ledger, blocks: number): void {
  protocol.advanceTo(ledger, ledger.block + blocks);
}

/** Requests fractions of the deposit, so that several requests together often ask for too much. */
function queue(ledger: protocol.Ledger, staker: number, parts: [number[], bigint][]): void {
  const { depositShares } = ledger.accounts;
  const requests = parts.map(([strategies, part]) => ({
    strategies,
    depositShares: strategies.map(k => (depositShares[staker * SIZE.strategies + k]! * part) / WAD),
  }));
  protocol.queueWithdrawals(ledger, staker, requests);
}

function complete(ledger: protocol.Ledger, staker: number, picks: number[], receiveAsTokens: boolean): void {
  const pending = [...ledger.withdrawals.pending.values()].filter(({ account: owner }) => owner === staker);
  const claims = picks.map(pick => ({ id: pending[pick % pending.length]?.id ?? pick, receiveAsTokens }));
  protocol.completeQueuedWithdrawals(ledger, staker, claims);
}

function allocate(ledger: protocol.Ledger, owner: number, changes: [number, number[], bigint][]): void {
  const targets = changes.map(([id, strategies, magnitude]) => ({
    set: id,
    strategies,
    newMagnitudes: strategies.map(k => magnitude / BigInt(k + 1)),
  }));
  protocol.modifyAllocations(ledger, owner, targets);
}

function slash(
  ledger: protocol.Ledger,
  id: number,
  target: number,
  strategies: number[],
  first: bigint,
  second: bigint,
): void {
  const wads = strategies.map(k => (k === 0 ? first : second));
  protocol.slashOperator(ledger, { set: id, operator: target, strategies, wads });
}

/** What can be paused, a strategy among it. */
const pausable: readonly protocol.PausableContract[] = [
  'allocationManager',
  'delegationManager',
  'strategyManager',
  0,
];

function pauseSomething(ledger: protocol.Ledger, which: number, bit: number): void {
  protocol.pause(ledger, pausable[which]!, 1n << BigInt(bit), PAUSER);
}

/** Lets everything go on that can be paused. */
export function unpauseAll(ledger: protocol.Ledger): void {
  for (const contract of pausable) protocol.unpause(ledger, contract, 0n, PAUSER);
}

function rebase(ledger: protocol.Ledger, pool: number, fractionOfBalance: bigint): void {
  const change = (ledger.strategies.tokenBalance[pool]! * fractionOfBalance) / WAD;
  protocol.rebaseStrategy(ledger, pool, change);
}
