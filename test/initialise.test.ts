import { describe, expect, it } from 'vitest';
import { accountStakeUsd, activeMemberships, membersOf } from '../sim/state/stake.ts';
import { initialState } from './agents/initial-state.fixture.ts';
import { countDistance, unlikely } from './economy/distance.ts';
import { merged, type Written, written } from './scenario/small.ts';

/** A world in which operators have these popularities. */
function popular(popularity: readonly number[], restakers: Written, more: Written = {}) {
  const rows = popularity.map((weight, i) => ({ name: `o${i}`, popularity: weight }));
  const base = { operators: { ordinary: { count: popularity.length, rows } }, restakers: { all: restakers } };
  return initialState(written(merged(base, more)));
}

describe('the first moment of a world', () => {
  it('has restakers with operators by popularity', () => {
    const { state, accounts } = popular([1, 3], { count: 2_000, stake: { eth: 1 } });
    let second = 0;
    for (let index = 0; index < accounts.count; index++)
      if (state.mirrors.delegatedTo[2 + index] === 1) second++;
    expect(countDistance(second, 2_000, 0.75)).toBeLessThan(unlikely);
  });

  it('has no restaker above its cap with any operator, however popular', () => {
    const { state, accounts } = popular([1e9, 1, 1, 1], {
      count: 5,
      accounts: 10,
      cap: '30%',
      stake: { eth: 1 },
    });
    const held = new Map<string, number>();
    for (let index = 0; index < accounts.count; index++) {
      const key = `${accounts.restaker[index]} ${state.mirrors.delegatedTo[4 + index]}`;
      held.set(key, (held.get(key) ?? 0) + 1);
    }
    expect(Math.max(...held.values())).toBe(3);
  });

  it('has everyone with the stake of the scenario, delegated or in the wallet', () => {
    const { state, accounts, undelegated } = popular([1, 1], {
      count: 40,
      stake: { eth: { uniform: [1, 9] } },
      outside: 0.5,
    });
    for (let index = 0; index < accounts.count; index++) {
      const account = 2 + index;
      const stake = 1_000 * accounts.stake[index]!;
      const wallet = Number(undelegated.outside.get(account)?.[0] ?? 0n) / 1e15;
      const outside = accounts.outside[index] === 1;
      expect(state.mirrors.delegatedTo[account]! < 0).toBe(outside);
      expect(accountStakeUsd(state, account)).toBeCloseTo(outside ? 0 : stake, 9);
      expect(wallet).toBeCloseTo(outside ? stake : 0, 9);
    }
  });

  it('has operators in the sets they start in, as far as hardware, stake and places go', () => {
    const sets = (admission: Written): Written => ({
      avss: { one: { sets: { main: { admission } } } },
      operators: { ordinary: { starts: { 'one.main': 1 }, ownStake: { eth: 10 } } },
    });
    const start = (admission: Written) => {
      const { state } = popular([1, 1, 1], { count: 0 }, sets(admission));
      return membersOf(state, 0).length;
    };
    expect(start({})).toBe(3);
    expect(start({ cap: 2 })).toBe(2);
    expect(start({ cap: 0 })).toBe(0);
    expect(start({ gpus: 1 })).toBe(0);
    expect(start({ minStakeUsd: 10_000 })).toBe(3);
    expect(start({ minStakeUsd: 10_001 })).toBe(0);
  });

  it('has nobody in a set it does not start in', () => {
    const { state } = popular([1, 1], { count: 3, stake: { eth: 1 } });
    expect(state.operators.flatMap(({ id }) => activeMemberships(state, id))).toEqual([]);
  });
});
