import { describe, expect, it } from 'vitest';
import { simulate } from '../../../../sim/index.ts';
import { small, type Written } from '../../../scenario/small.ts';
import { crowd } from '../restakers.fixture.ts';

const curator = (more: Written, rebalance: Written = {}): Written => ({
  count: 1,
  accounts: 50,
  ...more,
  policy: { kind: 'curator', ...(more.policy as Written), rebalance },
});

describe('a curator', () => {
  it('rebalances at a fixed rhythm, each at its own time, and moves no more than its turnover at once', () => {
    const { clock, state, accounts, first } = crowd(
      [0, 0.05, 0.06],
      curator({ count: 2, accounts: 20 }, { every: '10d', turnover: '25%' }),
    );
    const places = () =>
      Array.from({ length: accounts.count }, (_, i) => state.mirrors.delegatedTo[first + i]!);
    const changes: { day: number; moved: number }[] = [];
    for (let before = places(); clock.peek() < 60; ) {
      clock.step();
      const after = places();
      const moved = after.filter((operator, i) => operator !== before[i]).length;
      if (moved > 0) changes.push({ day: clock.now, moved });
      before = after;
    }
    // One turns at 5, 15, ..., the other at 10, 20, ..., five of twenty accounts at a time.
    expect(changes).toEqual([5, 10, 15, 20, 25, 30, 35, 40].map(day => ({ day, moved: 5 })));
  });

  it('holds the mean-variance weights of two operators, as near as its accounts come', () => {
    const [N, A, v, y] = [50, 20, 0.02, [0.03, 0.09, 0.06]];
    const sets = { a: {}, b: {}, c: {} };
    const { clock, where } = crowd(
      y,
      curator({ accounts: N, policy: { inertia: 0, riskAversion: A, tailAversion: 0 } }),
      {
        observed: { slashing: [v, v, v].map(variance => ({ lossPerYear: 0, variance, worst: 0 })) },
        world: {
          avss: {
            one: {
              sets: Object.fromEntries(
                ['main', ...Object.keys(sets)].map(name => [
                  name,
                  { strategies: ['eth'], reward: { kind: 'uniqueStake' } },
                ]),
              ),
              budget: { token: 'ait', usdPerWeek: 700, split: { main: 0.25, a: 0.25, b: 0.25, c: 0.25 } },
            },
          },
          operators: { ordinary: { starts: { 'one.main': 1 } } },
        },
      },
    );
    clock.runUntil(30);
    // All serve one set alike with 95% of their magnitude; their losses are independent.
    const weight = (yearly: number) => yearly / (A * 0.95 * 0.95 * v);
    const held = where();
    y.forEach((yearly, operator) => {
      expect(Math.abs(held[operator]! - N * weight(yearly))).toBeLessThanOrEqual(1);
    });
    expect(held[3]).toBe(N - held[0]! - held[1]! - held[2]!);
  });

  it('keeps its caps by operator and by AVS in random worlds, but for what is in the queue', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const avs = (usdPerWeek: number) => ({
        sets: {
          main: {
            strategies: ['eth'],
            reward: { kind: 'uniqueStake' },
            slashing: { doubleSign: { fraction: 0.5 } },
          },
        },
        budget: { token: 'ait', usdPerWeek, split: { main: 1 } },
      });
      const scenario = small({
        horizon: '150d',
        avss: { one: avs(700 * seed), two: avs(3_000), three: avs(1_000) },
        operators: {
          ordinary: {
            count: 8,
            starts: { 'one.main': 0.5, 'two.main': 0.5, 'three.main': 0.5 },
            popularity: { uniform: [1, 5] },
          },
        },
        restakers: {
          curators: curator(
            { count: 2, accounts: 20, cap: '30%', stake: { eth: 2_000 }, policy: { riskAversion: 1 + seed } },
            { avsCap: 0.4, turnover: 1, correlation: 0.2 },
          ),
        },
      });
      const run = simulate(scenario, seed);
      let rebalanced = 0;
      for (const { table, values } of run) {
        // The last row of a day: both curators have had their turn by the 14th.
        if (
          table !== 'prices' ||
          values[1] !== 'ait' ||
          Number(values[0]) < 14 ||
          Number(values[0]) % 7 !== 0
        )
          continue;
        rebalanced++;
        const { mirrors, ledger, world } = run.state;
        const queued = new Set([...ledger.withdrawals.pending.values()].map(({ account }) => account));
        // At day 14 k the second curator turned, at 14 k - 7 the first.
        const own = (Number(values[0]) / 7) % 2 === 0 ? 1 : 0;
        const held = new Map<string, { all: number; stuck: number }>();
        const add = (key: string, account: number) => {
          const { all, stuck } = held.get(key) ?? { all: 0, stuck: 0 };
          held.set(key, { all: all + 1, stuck: stuck + (queued.has(account) ? 1 : 0) });
        };
        for (let index = 0; index < 20; index++) {
          const account = 8 + own * 20 + index;
          const operator = mirrors.delegatedTo[account]!;
          if (operator < 0) continue;
          add(`operator ${operator}`, account);
          const { ofOperator, registered, set } = mirrors.memberships;
          for (const membership of ofOperator[operator]!)
            if (registered[membership]) add(`avs ${world.sets[set[membership]!]!.avs}`, account);
        }
        for (const [key, { all, stuck }] of held) {
          const cap = key.startsWith('avs') ? 8 : 6;
          expect(all <= cap || all <= stuck, `${key}: ${all}, ${stuck} in the queue`).toBe(true);
        }
      }
      expect(rebalanced).toBe(20);
    }
  });

  it('is told of keys that are not for it, and others of those that are only for it', () => {
    const refuse = (policy: Written) => () => small({ restakers: { all: { count: 1, policy } } });
    expect(refuse({ kind: 'curator', flight: 0.1 })).toThrow(
      'invalid flight: a parameter of policies of kind weighing, riskAverse, yieldChaser, inert',
    );
    expect(refuse({ rebalance: {} })).toThrow('invalid rebalance: a parameter of policies of kind curator');
    expect(refuse({ kind: 'curator' })).not.toThrow();
  });
});
