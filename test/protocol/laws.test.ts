import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mirrorDifference } from '../../conformance/ledger/ledger-mirrors.ts';
import {
  type Ledger,
  protocolVersions,
  queuedShares,
  WAD,
  withdrawableShares,
} from '../../sim/protocol/index.ts';
import { accepts, operation, populatedLedger, SIZE } from './random-operations.ts';

const lives = fc.array(operation, { minLength: 100, maxLength: 150 });

/** Runs random lives of ledgers of every version and checks a law after each operation. */
function always(law: (ledger: Ledger, accepted: boolean) => void): void {
  fc.assert(
    fc.property(fc.constantFrom(...protocolVersions), lives, (version, operations) => {
      const ledger = populatedLedger(version);
      for (const apply of operations) law(ledger, accepts(ledger, apply));
    }),
    { seed: 20_261_122, numRuns: 60 },
  );
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

const strategies = Array.from({ length: SIZE.strategies }, (_, strategy) => strategy);
const accounts = Array.from({ length: SIZE.accounts }, (_, account) => account);
const operators = Array.from({ length: SIZE.operators }, (_, operator) => operator);
const slots = operators.flatMap(operator =>
  strategies.map(strategy => operator * SIZE.strategies + strategy),
);

describe('after any operation', () => {
  it('each token ever deposited is in its strategy, withdrawn, burned or redistributed', () => {
    always(({ strategies: pools, sets }) => {
      for (const k of strategies) {
        const gone = pools.tokensWithdrawn[k]! + pools.tokensBurned[k]! + pools.tokensRedistributed[k]!;
        expect(pools.tokenBalance[k]! + gone).toBe(pools.tokensDeposited[k]! + pools.tokensRebased[k]!);
        expect(sum(sets.map(set => set.redistributed[k]!))).toBe(pools.tokensRedistributed[k]!);
      }
    });
  });

  it('a strategy has issued at least the shares that accounts, withdrawals and slashes lay claim to', () => {
    always(ledger => {
      for (const k of strategies) {
        const staked = sum(accounts.map(account => withdrawableShares(ledger, account, k)));
        const queued = [...ledger.withdrawals.pending.values()].flatMap(({ id, strategies: held }) =>
          queuedShares(ledger, id).filter((_, i) => held[i] === k),
        );
        const slashed = ledger.sets.flatMap(set =>
          [...set.slashed.values()].flat().map(entry => (entry.strategy === k ? entry.shares : 0n)),
        );
        const claims = staked + sum(queued) + sum(slashed);
        expect(claims <= ledger.strategies.totalShares[k]!).toBe(true);
      }
    });
  });

  it("an operator's shares cover what its delegators can withdraw", () => {
    always(ledger => {
      for (const operator of operators) {
        for (const k of strategies) {
          const delegators = accounts.filter(account => ledger.accounts.delegatedTo[account] === operator);
          const claims = sum(delegators.map(account => withdrawableShares(ledger, account, k)));
          expect(claims <= ledger.operators.shares[operator * SIZE.strategies + k]!).toBe(true);
        }
      }
    });
  });

  it('magnitude is encumbered exactly by current and rising allocations, within the maximum, within one', () => {
    always(({ operators: states, allocations, mirrors }) => {
      for (const slot of slots) {
        const held = mirrors.memberships.ofOperator[Math.floor(slot / SIZE.strategies)]!.map(membership => {
          const allocation = membership * SIZE.strategies + (slot % SIZE.strategies);
          const pending = allocations.pending[allocation]!;
          return allocations.current[allocation]! + (pending > 0n ? pending : 0n);
        });
        expect(sum(held)).toBe(states.encumberedMagnitudes[slot]!);
        expect(states.encumberedMagnitudes[slot]! <= states.maxMagnitudes[slot]!).toBe(true);
        expect(states.maxMagnitudes[slot]! <= WAD).toBe(true);
      }
    });
  });

  it('no maximum magnitude has grown', () => {
    let before: bigint[] = [];
    let life: Ledger | undefined;
    always(ledger => {
      const now = [...ledger.operators.maxMagnitudes];
      if (life === ledger) for (const slot of slots) expect(now[slot]! <= before[slot]!).toBe(true);
      life = ledger;
      before = now;
    });
  });

  it('the mirrors are the bigints rounded to floats', () => {
    always(ledger => expect(mirrorDifference(ledger)).toBeNull());
  });

  it('nothing has changed if it reverted', () => {
    let before: unknown;
    let life: Ledger | undefined;
    let reverts = 0;
    always((ledger, accepted) => {
      const { undoLog: _, ...state } = ledger;
      if (life === ledger && !accepted) {
        expect(isDeepStrictEqual(state, before)).toBe(true);
        reverts++;
      }
      life = ledger;
      before = structuredClone(state);
    });
    expect(reverts).toBeGreaterThan(1_000);
  });
});

describe('a copy of the ledger', () => {
  it('lives on as the original does, and apart from it', () => {
    fc.assert(
      fc.property(lives, lives, (past, future) => {
        const original = populatedLedger();
        for (const apply of past) accepts(original, apply);
        const copy = structuredClone(original);
        const checkpoint = structuredClone(original);
        for (const apply of future) accepts(copy, apply);
        expect(isDeepStrictEqual(original, checkpoint)).toBe(true);
        for (const apply of future) accepts(original, apply);
        expect(isDeepStrictEqual(original, copy)).toBe(true);
      }),
      { seed: 20_261_122, numRuns: 30 },
    );
  });
});
