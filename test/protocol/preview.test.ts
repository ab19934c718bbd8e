import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as protocol from '../../sim/protocol/index.ts';
import { type Ledger, type SlashingParams, type SlashPreview, WAD } from '../../sim/protocol/index.ts';
import { accepts, operation, populatedLedger, SIZE, unpauseAll } from './random-operations.ts';

const lives = fc.array(operation, { minLength: 20, maxLength: 60 });
const fractions = fc.oneof(fc.constantFrom(1n, WAD), fc.bigInt(10n ** 14n, WAD));
const slashes = fc
  .record({
    set: fc.nat({ max: 3 }),
    operator: fc.nat({ max: SIZE.operators - 1 }),
    strategies: fc.oneof(fc.subarray([0, 1], { minLength: 1 }), fc.constant([1, 0])),
    wads: fc.tuple(fractions, fractions),
  })
  .map(({ wads, ...slash }): SlashingParams => ({ ...slash, wads: wads.slice(0, slash.strategies.length) }));

/** What an operation returned, or the error it ended with. */
function attempt<T>(call: () => T): T | string {
  try {
    return call();
  } catch (error) {
    if (error instanceof protocol.Revert) return error.message;
    throw error;
  }
}

/** The preview that reading the ledger before and after the real slash would have written. */
function observed(ledger: Ledger, slash: SlashingParams): SlashPreview[] | string {
  const slashed = structuredClone(ledger);
  const outcome = attempt(() => protocol.slashOperator(slashed, slash));
  if (typeof outcome === 'string') return outcome;
  const { set, operator } = slash;
  const cleared = slash.strategies.map((strategy, i) => {
    if (outcome.shares[i] === 0n) return 0n;
    const { slashId } = outcome;
    const resolved = structuredClone(slashed);
    unpauseAll(resolved);
    protocol.advanceTo(resolved, protocol.slashResolutionBlock(resolved, set, slashId) + 1);
    return protocol.clearBurnOrRedistributableSharesByStrategy(resolved, set, slashId, strategy);
  });
  return slash.strategies.map((strategy, i) => {
    const both = <T>(read: (state: Ledger) => T): { before: T; after: T } => ({
      before: read(ledger),
      after: read(slashed),
    });
    const slot = operator * SIZE.strategies + strategy;
    const stake = both(({ operators }) => operators.shares[slot]!);
    const maxMagnitude = both(({ operators }) => operators.maxMagnitudes[slot]!);
    const fromStake = stake.before - stake.after;
    const staked = Array.from({ length: SIZE.accounts }, (_, account) => account)
      .filter(account => ledger.accounts.delegatedTo[account] === operator)
      .filter(account => ledger.accounts.depositShares[account * SIZE.strategies + strategy]! > 0n)
      .map(account => ({
        account,
        withdrawal: -1,
        ...both(state => protocol.withdrawableShares(state, account, strategy)),
      }));
    const queued = [...ledger.withdrawals.pending.values()]
      .filter(({ delegatedTo, startBlock }) => {
        return delegatedTo === operator && ledger.block <= startBlock + protocol.WITHDRAWAL_DELAY_BLOCKS;
      })
      .flatMap(({ id, account, strategies }) =>
        strategies.flatMap((held, at) =>
          held === strategy
            ? [{ account, withdrawal: id, ...both(state => protocol.queuedShares(state, id)[at]!) }]
            : [],
        ),
      );
    const sets = ledger.mirrors.memberships.ofOperator[operator]!.map(
      membership => ledger.mirrors.memberships.set[membership]!,
    )
      .filter(id => ledger.sets[id]!.strategies.includes(strategy))
      .map(id => ({
        set: id,
        ...both(state => protocol.minimumSlashableStake(state, { operator, set: id, strategy }, state.block)),
        proportion: both(state => {
          const most = state.operators.maxMagnitudes[slot]!;
          const { current } = protocol.allocationOf(state, operator, id, strategy);
          return most === 0n ? 0n : (current * WAD) / most;
        }),
        counts:
          protocol.isOperatorSlashable(ledger, operator, id) &&
          protocol.allocationOf(ledger, operator, id, strategy).current > 0n,
      }))
      .filter(({ counts }) => counts)
      .map(({ counts: _, ...effect }) => effect);
    return {
      strategy,
      magnitude: maxMagnitude.before - maxMagnitude.after,
      maxMagnitude,
      wadSlashed: outcome.wadsSlashed[i]!,
      fromStake,
      fromQueue: outcome.shares[i]! - fromStake,
      tokens: cleared[i]!,
      losses: [...staked, ...queued],
      sets,
    };
  });
}

describe('a preview of a slash', () => {
  it('is what the slash then does to the last wei, or its revert, and leaves the ledger as it was', () => {
    let carriedOut = 0;
    let reachedQueues = 0;
    let reachedOthers = 0;
    fc.assert(
      fc.property(lives, fc.array(slashes, { minLength: 12, maxLength: 12 }), (operations, drawn) => {
        const ledger = populatedLedger();
        for (const apply of operations) accepts(ledger, apply);
        const before = structuredClone(ledger);
        for (const slash of drawn) {
          const preview = attempt(() => protocol.previewSlash(ledger, slash));
          expect(preview).toEqual(observed(ledger, slash));
          if (typeof preview === 'string') continue;
          carriedOut++;
          if (preview.some(({ fromQueue }) => fromQueue > 0n)) reachedQueues++;
          if (preview.some(({ sets }) => sets.length > 1)) reachedOthers++;
        }
        expect(ledger).toEqual(before);
      }),
      { seed: 20_261_122, numRuns: 250 },
    );
    // The law is empty unless random lives led to slashes of every sort.
    for (const seen of [carriedOut, reachedQueues, reachedOthers]) expect(seen).toBeGreaterThan(20);
  });

  it('shows other sets an unchanged stake at a larger proportion', () => {
    const ledger = populatedLedger();
    const [{ sets, maxMagnitude }] = protocol.previewSlash(ledger, {
      set: 0,
      operator: 0,
      strategies: [0],
      wads: [WAD / 2n],
    }) as [SlashPreview];
    expect(maxMagnitude).toEqual({ before: WAD, after: (WAD * 3n) / 4n });
    const [own, other] = sets;
    expect(own!.set).toBe(0);
    expect(own!.after).toBeLessThanOrEqual(own!.before / 2n);
    expect(other!.set).toBe(2);
    expect(other!.proportion.after).toBeGreaterThan(other!.proportion.before);
    // A proportion is rounded down to 18 decimals of all the stake.
    const dust = ledger.operators.shares[0]! / WAD + 1n;
    expect(other!.before - other!.after).toBeLessThanOrEqual(dust);
  });
});
