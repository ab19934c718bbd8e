import fc from 'fast-check';
import * as protocol from '../../sim/protocol/index.ts';
import { Revert, WAD } from '../../sim/protocol/index.ts';

/** Size of the random worlds: accounts 0 to 2 are operators. */
export const SIZE = { strategies: 2, operators: 3, accounts: 7 };
const SETS = 3;

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

/** Any operation of the ledger with arguments in and out of its rules. */
export const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: draw(account, strategy, tokens).map(a => l => protocol.deposit(l, ...a)) },
  { weight: 3, arbitrary: draw(account, operator).map(a => l => protocol.delegate(l, ...a)) },
  draw(account, account).map(a => l => protocol.undelegate(l, ...a)),
  draw(account, operator).map(a => l => protocol.redelegate(l, ...a)),
  {
    weight: 3,
    arbitrary: draw(account, fc.array(draw(someStrategies, fraction), { maxLength: 3 })).map(queue),
  },
  {
    weight: 10,
    arbitrary: draw(account, fc.array(fc.nat(99), { minLength: 1, maxLength: 2 }), fc.boolean()).map(
      complete,
    ),
  },
  {
    weight: 5,
    arbitrary: draw(
      operator,
      fc.array(draw(set, someStrategies, fraction), { minLength: 1, maxLength: 2 }),
    ).map(allocate),
  },
  {
    weight: 3,
    arbitrary: draw(operator, fc.array(set, { maxLength: 2 })).map(
      a => l => protocol.registerForOperatorSets(l, ...a),
    ),
  },
  draw(operator, fc.array(set, { maxLength: 2 })).map(a => l => protocol.deregisterFromOperatorSets(l, ...a)),
  { weight: 8, arbitrary: draw(set, operator, someStrategies, fraction, fraction).map(slash) },
  draw(set, slashId).map(a => l => protocol.clearBurnOrRedistributableShares(l, ...a)),
  draw(set, slashId, strategy).map(a => l => protocol.clearBurnOrRedistributableSharesByStrategy(l, ...a)),
  draw(strategy, fc.bigInt(-WAD / 10n, WAD / 10n)).map(rebase),
  draw(operator, fc.constantFrom(0, 10, 200_000)).map(a => l => protocol.setAllocationDelay(l, ...a)),
  draw(set, someStrategies).map(a => l => protocol.removeStrategiesFromOperatorSet(l, ...a)),
  {
    weight: 2,
    arbitrary: draw(set, someStrategies).map(a => l => protocol.addStrategiesToOperatorSet(l, ...a)),
  },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(1, 10, 50_000, 100_800, 100_801)
      .map(n => l => protocol.advanceTo(l, l.block + n)),
  },
);

/** Ledger with its sets, two operators allocated to them, a few delegators, and deposits of both strategies by all. */
export function populatedLedger(): protocol.Ledger {
  const ledger = protocol.createLedger(SIZE);
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

function draw<T extends unknown[]>(...parts: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.tuple(...parts);
}

/** Requests fractions of the deposit, so that about half of the later requests ask for too much. */
function queue([staker, parts]: [number, [number[], bigint][]]): Operation {
  return ledger => {
    const { depositShares } = ledger.accounts;
    const requests = parts.map(([strategies, part]) => ({
      strategies,
      depositShares: strategies.map(k => (depositShares[staker * SIZE.strategies + k]! * part) / WAD),
    }));
    return protocol.queueWithdrawals(ledger, staker, requests);
  };
}

function complete([staker, picks, receiveAsTokens]: [number, number[], boolean]): Operation {
  return ledger => {
    const pending = [...ledger.withdrawals.pending.values()].filter(({ account: owner }) => owner === staker);
    const claims = picks.map(pick => ({ id: pending[pick % pending.length]?.id ?? pick, receiveAsTokens }));
    return protocol.completeQueuedWithdrawals(ledger, staker, claims);
  };
}

function allocate([owner, changes]: [number, [number, number[], bigint][]]): Operation {
  const targets = changes.map(([id, strategies, magnitude]) => ({
    set: id,
    strategies,
    newMagnitudes: strategies.map(k => magnitude / BigInt(k + 1)),
  }));
  return ledger => protocol.modifyAllocations(ledger, owner, targets);
}

function slash([id, target, strategies, first, second]: [
  number,
  number,
  number[],
  bigint,
  bigint,
]): Operation {
  const wads = strategies.map(k => (k === 0 ? first : second));
  return ledger => protocol.slashOperator(ledger, { set: id, operator: target, strategies, wads });
}

function rebase([pool, fractionOfBalance]: [number, bigint]): Operation {
  return ledger => {
    const change = (ledger.strategies.tokenBalance[pool]! * fractionOfBalance) / WAD;
    return protocol.rebaseStrategy(ledger, pool, change);
  };
}
