import { describe, expect, it } from 'vitest';
import { claimDay } from '../../../sim/agents/operator/claims.ts';
import { number, observations, rowsOf } from '../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../scenario/small.ts';

/** An operator that is paid 100 USD a day, all its own, and spends 60 a day. */
const scenario = (more: Written = {}) =>
  written(
    merged(
      {
        horizon: '42d',
        sampleEvery: '1d',
        assets: { ait: { price: { usd: 1 } } },
        avss: {
          one: {
            budget: { token: 'ait', usdPerWeek: 700, split: { main: 1 } },
            sets: { main: { strategies: ['eth'], reward: { kind: 'totalStake' } } },
          },
        },
        operators: {
          ordinary: {
            count: 1,
            ownStake: { eth: 10 },
            starts: { 'one.main': 1 },
            cashUsd: 5_000,
            costs: { monthlyUsd: (60 * 365) / 12, setMonthlyUsd: 0 },
            policy: { reviewEvery: '1000y' },
          },
        },
        restakers: { retail: { count: 1, stake: { eth: 0 } } },
      },
      more,
    ),
  );
const books = (more: Written) => observations(rowsOf(scenario(more)), 'operators');

describe('pay', () => {
  it('waits nine days for the root that it is just in time for, and fifteen if it has just missed one', () => {
    const waits = Array.from({ length: 14 }, (_, day) => claimDay(day) - day);
    expect(waits).toEqual([14, 13, 12, 11, 10, 9, 15, 14, 13, 12, 11, 10, 9, 15]);
  });

  it('is cash on its day, or week by week from the first active root on', () => {
    const atOnce = books({}).map(row => number(row, 'cash_usd'));
    expect(atOnce).toEqual(atOnce.map((_, index) => expect.closeTo(5_000 + 40 * (index + 1), 6)));
    const waiting = books({ claims: 'weeklyRoots' }).map(row => number(row, 'cash_usd'));
    // Pay begins at midnight 1; by midnight 14 only that of days 1 to 5 has been in a root for a week.
    const claimed = (day: number) => (day < 14 ? 0 : 100 * (7 * Math.floor(day / 7) - 9));
    expect(waiting).toEqual(
      waiting.map((_, index) => expect.closeTo(5_000 - 60 * (index + 1) + claimed(index + 1), 6)),
    );
  });

  it('is unclaimed until then, whether or not it is cash already', () => {
    for (const claims of ['atOnce', 'weeklyRoots']) {
      const rows = rowsOf(scenario({ claims }));
      const unclaimed = observations(rows, 'operators').map(row => number(row, 'unclaimed_usd'));
      expect([unclaimed[12], unclaimed[13], unclaimed[19], unclaimed[20], unclaimed[41]]).toEqual(
        [1_300, 900, 1_500, 900, 900].map(usd => expect.closeTo(usd, 6)),
      );
      const measured = observations(rows, 'summary').find(
        row => row.measure === 'operators.ordinary.unclaimed',
      );
      expect(measured?.value).toBeCloseTo(unclaimed.at(-1)!, 9);
    }
  });

  it('comes too late for an operator whose cash lasts for ten days only, though it earns more than it spends', () => {
    const status = (claims: string) =>
      books({ claims, operators: { ordinary: { cashUsd: 600 } } }).map(row => row.status);
    expect(new Set(status('atOnce'))).toEqual(new Set(['active']));
    expect(status('weeklyRoots').indexOf('gone')).toBe(10);
  });
});
