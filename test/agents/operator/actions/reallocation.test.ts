import { describe, expect, it } from 'vitest';
import { canRejoin, joinSet, leaveSet } from '../../../../sim/agents/operator/actions/memberships.ts';
import { reallocate, setAllocation } from '../../../../sim/agents/operator/actions/reallocation.ts';
import { allocatableMagnitude, membershipOf } from '../../../../sim/protocol/index.ts';
import { bringLedgerTo, timeOfBlock } from '../../../../sim/state/block-time.ts';
import { allocatedFraction } from '../../../../sim/state/stake.ts';
import { written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

/** An operator in two sets, with these parts of its magnitude. */
function allocated(first: number, second: number) {
  const set = { strategies: ['eth'], reward: { kind: 'uniqueStake' } };
  const { state } = initialState(written({ avss: { one: { sets: { main: undefined, a: set, b: set } } } }));
  const parts = () => [0, 1].map(id => allocatedFraction(state, membershipOf(state.mirrors, 0, id), 0));
  joinSet(state, 0, 0, 0);
  joinSet(state, 0, 1, 0);
  for (const [set, fraction] of [first, second].entries())
    expect(setAllocation(state, { operator: 0, set, fraction })).toBe(true);
  return { state, parts, free: () => Number(allocatableMagnitude(state.ledger, 0, 0)) / 1e18 };
}

/** Days from asking a deallocation to its effect, and just before. */
const [before, after] = [13.99, 14.001];

describe('an operator that leaves a set', () => {
  it('gets its allocation back, and may come again, after 14 days', () => {
    const { state, parts, free } = allocated(0.5, 0.2);
    leaveSet(state, 0, 0, 1);
    bringLedgerTo(state, 1 + before);
    expect(parts()).toEqual([0.5, 0.2]);
    expect(canRejoin(state, 0, 0)).toBe(false);
    bringLedgerTo(state, 1 + after);
    expect(parts()).toEqual([0, 0.2]);
    expect(free()).toBeCloseTo(0.8, 9);
    expect(canRejoin(state, 0, 0)).toBe(true);
  });
});

describe('a plan', () => {
  it('is followed at once where magnitude is free', () => {
    const { state, parts } = allocated(0.2, 0.3);
    const plan = new Map([
      [0, 0.4],
      [1, 0.6],
    ]);
    expect(reallocate(state, 0, plan, 1)).toBeUndefined();
    expect(parts()[0]).toBeCloseTo(0.4, 9);
    expect(parts()[1]).toBeCloseTo(0.6, 9);
  });

  it('falls short while it waits for what a decrease frees, and gets there when that is free', () => {
    const { state, parts } = allocated(0.8, 0.2);
    const plan = new Map([
      [0, 0.3],
      [1, 0.7],
    ]);
    const free = reallocate(state, 0, plan, 1)!;
    expect(timeOfBlock(free)).toBeCloseTo(1 + 14, 3);
    expect(parts()).toEqual([0.8, 0.2]);
    bringLedgerTo(state, 1 + after);
    expect(parts()).toEqual([0.3, 0.2]);
    expect(reallocate(state, 0, plan, 1 + after)).toBeUndefined();
    expect(parts()[1]).toBeCloseTo(0.7, 9);
  });

  it('waits for the first of its decreases, whichever is asked for later', () => {
    const { state } = allocated(0.4, 0.6);
    const first = reallocate(
      state,
      0,
      new Map([
        [0, 0.2],
        [1, 0.8],
      ]),
      1,
    );
    bringLedgerTo(state, 8);
    expect(
      reallocate(
        state,
        0,
        new Map([
          [0, 0.5],
          [1, 0.1],
        ]),
        8,
      ),
    ).toBe(first);
    // Then for the one that was asked for on day 8.
    expect(
      timeOfBlock(
        reallocate(
          state,
          0,
          new Map([
            [0, 0.5],
            [1, 0.1],
          ]),
          1 + after,
        )!,
      ),
    ).toBeCloseTo(8 + 14, 3);
  });

  it('is not followed for changes that are not worth a transaction', () => {
    const { state, parts } = allocated(0.4, 0.4);
    const plan = new Map([
      [0, 0.45],
      [1, 0.3],
    ]);
    reallocate(state, 0, plan, 1);
    bringLedgerTo(state, 1 + after);
    expect(parts()).toEqual([0.4, 0.4]);
  });

  it('makes small decreases where a set falls short that only they can help', () => {
    const { state, parts } = allocated(0.9, 0.1);
    const plan = new Map([
      [0, 0.7],
      [1, 0.3],
    ]);
    const free = reallocate(state, 0, plan, 1)!;
    expect(timeOfBlock(free)).toBeCloseTo(1 + 14, 3);
    bringLedgerTo(state, 1 + after);
    expect(reallocate(state, 0, plan, 1 + after)).toBeUndefined();
    expect(parts()[0]).toBeCloseTo(0.7, 9);
    expect(parts()[1]).toBeCloseTo(0.3, 9);
  });

  it('takes a set that it does not name down to nothing', () => {
    const { state, parts } = allocated(0.4, 0.4);
    reallocate(state, 0, new Map([[1, 0.4]]), 1);
    bringLedgerTo(state, 1 + after);
    expect(parts()).toEqual([0, 0.4]);
  });
});
