import { describe, expect, it } from 'vitest';
import { number, type Observation, observations, rowsOf } from '../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../scenario/small.ts';

/** Ten operators out of business, half of whom could enter one paying set, and restakers to delegate to them. */
const world = (more: Written = {}): Written =>
  written(
    merged(
      {
        horizon: '200d',
        sampleEvery: '1d',
        avss: {
          one: {
            budget: { token: 'ait', usdPerWeek: 10_000, split: { main: 1 } },
            sets: { main: { strategies: ['eth'], reward: { kind: 'uniqueStake' } } },
          },
        },
        operators: {
          ordinary: {
            count: 10,
            split: '50%',
            costs: { monthlyUsd: 2_000 },
            entry: { dormant: 1, costUsd: 3_000 },
            policy: { reviewEvery: '20d' },
          },
        },
        restakers: { retail: { count: 20, stake: { eth: 5 }, policy: { reviewEvery: '20d' } } },
      },
      more,
    ),
  );

const operators = (input: Written): Observation[] => observations(rowsOf(input), 'operators');
const events = (input: Written, kind: string): Observation[] =>
  observations(rowsOf(input), 'events').filter(row => row.kind === kind);

describe('an operator out of business', () => {
  const rows = operators(world());

  it('costs nothing, earns nothing and serves nothing', () => {
    const dormant = rows.filter(row => row.status === 'dormant');
    expect(dormant.length).toBeGreaterThan(100);
    for (const row of dormant) expect(row.sets).toBe(0);
    // A day is booked as a whole: the day of leaving still has what was earned, the day after has nothing.
    const left = new Set(
      events(world(), 'retirement').map(row => `${Math.ceil(number(row, 'time_days'))} ${row.operator}`),
    );
    for (const row of dormant.filter(one => !left.has(`${one.time_days} ${one.operator}`)))
      expect([row.cost_usd, row.profit_usd]).toEqual([0, 0]);
  });

  it('is known to nobody: only its own stake is with it until it has entered', () => {
    const entered = new Set<unknown>();
    for (const row of rows) {
      if (row.status !== 'dormant') entered.add(row.operator);
      if (!entered.has(row.operator)) expect(row.stake_usd).toBe(row.own_stake_usd);
    }
    expect(entered.size).toBeGreaterThan(0);
  });

  it('enters to serve a set, and pays for it once', () => {
    const entries = events(world(), 'entry');
    expect(entries.length).toBeGreaterThan(0);
    for (const { time_days, operator } of entries) {
      const day = Math.ceil(Number(time_days));
      const row = rows.find(one => one.time_days === day && one.operator === operator)!;
      // A day in business costs 2,000 USD x 12 / 365 on top.
      if (row.status === 'active') expect(number(row, 'cost_usd')).toBeCloseTo(3_000 + 24_000 / 365, 6);
    }
  });

  it('stays out if it cannot pay for entering, or if entering would not pay', () => {
    const poor = world({ operators: { ordinary: { cashUsd: 2_999 } } });
    const dear = world({
      operators: { ordinary: { cashUsd: 1e6, entry: { costUsd: 200_000 }, policy: { rationality: 1e3 } } },
    });
    for (const input of [poor, dear]) expect(events(input, 'entry')).toEqual([]);
  });

  it('never returns once it went bankrupt', () => {
    const short = world({
      operators: { ordinary: { cashUsd: 3_000, ownStake: { eth: 0.01 }, policy: { rationality: 0 } } },
    });
    const gone = new Set<unknown>();
    for (const row of operators(short)) {
      if (gone.has(row.operator)) expect(row.status).toBe('gone');
      if (row.status === 'gone') gone.add(row.operator);
    }
    expect(gone.size).toBeGreaterThan(0);
  });
});

describe('an operator in business', () => {
  it('leaves it when what it serves does not pay for being there, and not else', () => {
    const input = (monthlyUsd: number): Written =>
      world({
        operators: {
          ordinary: {
            costs: { monthlyUsd },
            entry: { dormant: 0 },
            starts: { 'one.main': 1 },
            policy: { rationality: 1e3 },
          },
        },
      });
    // A tenth of 10,000 USD a week is 4,345 a month; half of it and more is the operator's.
    expect(events(input(1_000), 'retirement')).toEqual([]);
    expect(events(input(6_000), 'retirement').length).toBeGreaterThan(2);
    // It leaves every set first.
    for (const { time_days, operator } of events(input(6_000), 'retirement')) {
      const exits = events(input(6_000), 'exit');
      expect(exits.some(row => row.time_days === time_days && row.operator === operator)).toBe(true);
    }
  });

  it('cannot leave it where its group has no entry', () => {
    const input = world({ operators: { ordinary: { entry: undefined, costs: { monthlyUsd: 6_000 } } } });
    expect(operators(input).some(row => row.status === 'dormant')).toBe(false);
  });
});
