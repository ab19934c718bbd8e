import { describe, expect, it } from 'vitest';
import { number, type Observation, observations, rowsOf } from '../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../scenario/small.ts';

/** Two operators of 8 GPUs, one of which serves a GPU set, and one without GPUs that serves two sets. */
const scenario = written({
  horizon: '14d',
  gpus: { h100: { rentUsdPerHour: { usd: 2.5 }, utilisation: '60%' } },
  avss: {
    one: {
      budget: { token: 'ait', usdPerWeek: 1_000, split: { gpu: 0.6, cpu: 0.4 } },
      sets: {
        main: undefined,
        gpu: { strategies: ['eth'], admission: { gpus: 8 }, reward: { kind: 'operatorDirected' } },
        cpu: { strategies: ['eth'], reward: { kind: 'totalStake' } },
      },
    },
    two: { sets: { main: { strategies: ['eth'], reward: { kind: 'totalStake' } } } },
  },
  operators: Object.fromEntries(
    [
      ['ordinary', { gpus: 0, starts: { 'one.cpu': 1, 'two.main': 1 } }],
      ['busy', { gpus: 8, starts: { 'one.gpu': 1 } }],
      ['free', { gpus: 8 }],
    ].map(([name, group]) => [
      name,
      merged(group as Written, {
        count: 1,
        gpu: 'h100',
        ownStake: { eth: 10 },
        split: '40%',
        costs: { gpuHourUsd: 1.2, monthlyUsd: 300, setMonthlyUsd: 60 },
        policy: { reviewEvery: '1000y' },
      }),
    ]),
  ),
  restakers: { retail: { count: 1, stake: { eth: 0 } } },
});

describe('a week of an operator', () => {
  const second = new Map<unknown, Observation>(
    observations(rowsOf(scenario), 'operators')
      .filter(row => row.time_days === 14)
      .map(row => [row.group, row]),
  );
  const of = (group: string, column: string) => number(second.get(group)!, column);
  const month = 7 / (365 / 12);

  it('brings rent for its GPUs only while they serve no set', () => {
    expect(of('free', 'rent_usd')).toBeCloseTo(8 * 168 * 0.6 * 2.5, 9);
    expect(of('busy', 'rent_usd')).toBe(0);
    expect(of('ordinary', 'rent_usd')).toBe(0);
  });

  it('costs its GPUs, used or not, its operation, and every set that it serves', () => {
    const gpus = 8 * 168 * 1.2;
    expect(of('free', 'cost_usd')).toBeCloseTo(gpus + month * 300, 9);
    expect(of('busy', 'cost_usd')).toBeCloseTo(gpus + month * 360, 9);
    expect(of('ordinary', 'cost_usd')).toBeCloseTo(month * 420, 9);
  });

  it('brings what its sets pay: the split, and with no other stake the rest as well', () => {
    expect(of('busy', 'rewards_usd')).toBeCloseTo(600, 9);
    expect(of('ordinary', 'rewards_usd')).toBeCloseTo(400, 9);
    expect(of('free', 'rewards_usd')).toBe(0);
  });

  it('is its profit', () => {
    expect(of('busy', 'profit_usd')).toBeCloseTo(600 - 8 * 168 * 1.2 - month * 360, 9);
  });
});

describe('an operator out of cash', () => {
  it('leaves its sets on that day, for good', () => {
    const broke = merged(scenario, {
      operators: { ordinary: { cashUsd: 35, costs: { monthlyUsd: 3_000 } } },
    });
    const rows = rowsOf(broke);
    // It costs 3,120 USD a month and brings 57 a day: 45 are missing each day, and it has 35.
    const events = observations(rows, 'events').map(
      row => `${row.time_days} ${row.kind} ${row.operator} ${row.detail}`,
    );
    expect(events).toEqual([
      '1 bankruptcy ordinary-1 out of cash',
      '1 exit ordinary-1 bankruptcy',
      '1 exit ordinary-1 bankruptcy',
    ]);
    for (const row of observations(rows, 'operators').filter(one => one.group === 'ordinary')) {
      expect([row.status, row.sets]).toEqual(['gone', 0]);
    }
    expect(
      observations(rows, 'sets')
        .filter(row => row.set === 'cpu')
        .map(row => row.members),
    ).toEqual(Array(14).fill(0));
  });
});
