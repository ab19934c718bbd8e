import { describe, expect, it } from 'vitest';
import { simulate } from '../../../sim/index.ts';
import { number, type Observation, observations } from '../../laws/worlds/rows.ts';
import { merged, resolved, type Written } from '../../scenario/small.ts';

const set = { strategies: ['eth'], reward: { kind: 'uniqueStake' } };

/** Two AVSs with 10,000 USD a week each, one in a token that falls to a millionth on days 100 and 101. */
const world: Written = {
  name: 'token-risk',
  horizon: '280d',
  assets: {
    eth: { price: { usd: 2000 } },
    calm: { price: { usd: 1 } },
    wild: {
      price: {
        series: [
          [0, 1],
          [100, 0.01],
          [101, 0.000001],
        ],
      },
    },
  },
  strategies: ['eth'],
  avss: {
    a: { budget: { token: 'wild', usdPerWeek: 10_000, split: { x: 1 } }, sets: { x: set } },
    b: { budget: { token: 'calm', usdPerWeek: 10_000, split: { y: 1 } }, sets: { y: set } },
  },
  operators: {
    o: {
      count: 40,
      cores: 4,
      ownStake: { eth: 100 },
      costs: { setMonthlyUsd: 20 },
      starts: { 'a.x': 1, 'b.y': 1 },
      policy: { splitStep: 0, switchingUsd: 5, rationality: 100 },
    },
  },
  restakers: { r: { count: 100, stake: { eth: 200 }, policy: { riskAversion: 10 } } },
};

/** Days of a set in a run of the world with changes. */
function daysOf(avs: string, changes: Written = {}): Observation[] {
  const rows = [...simulate(resolved(merged(world, changes)), 1, {}, ['sets'])];
  return observations(rows, 'sets').filter(row => row.avs === avs);
}

const paid = (days: readonly Observation[]): number[] => days.map(day => number(day, 'pool_usd'));
const budget = (terms: Written): Written => ({ avss: { a: { budget: terms } } });
const steady = (usd: number): Written => ({ assets: { wild: { price: { series: undefined, usd } } } });

describe('a token that falls to a millionth', () => {
  const [a, b] = [daysOf('a'), daysOf('b')];

  it('ends pay, members and stake of the set that is paid in it, and not of the other', () => {
    expect(paid(a)[90]).toBeCloseTo(10_000 / 7, 6);
    expect(paid(a)[110]).toBeLessThan(0.1);
    const [before, after] = [a[95]!, a.at(-1)!];
    expect(number(before, 'members')).toBeGreaterThan(30);
    expect(number(after, 'members')).toBeLessThan(0.2 * number(before, 'members'));
    expect(number(after, 'slashable_stake_usd')).toBeLessThan(0.2 * number(before, 'slashable_stake_usd'));
    expect(number(b.at(-1)!, 'members')).toBeGreaterThan(30);
    expect(paid(b).at(-1)).toBeCloseTo(10_000 / 7, 6);
  });

  it('leaves all of them where the treasury is unlimited', () => {
    const held = daysOf('a', budget({ treasury: 'unlimited' }));
    expect(paid(held).at(-1)).toBeCloseTo(10_000 / 7, 6);
    expect(number(held.at(-1)!, 'members')).toBeGreaterThan(30);
  });
});

describe('a treasury', () => {
  const sum = (days: readonly Observation[]): number => paid(days).reduce((all, usd) => all + usd, 0);

  it('pays what it has, and then nothing', () => {
    for (const treasury of [{ tokens: 50_000 }, { usd: 50_000 }]) {
      const days = daysOf('a', { ...steady(1), ...budget({ treasury }) });
      expect(sum(days)).toBeCloseTo(50_000, 4);
      expect(paid(days).at(-1)).toBe(0);
    }
  });

  it('of tokens is worth what they are, of USD what it was', () => {
    const halved: Written = {
      assets: {
        wild: {
          price: {
            series: [
              [0, 1],
              [7, 0.5],
            ],
          },
        },
      },
    };
    const [tokens, usd] = [{ tokens: 50_000 }, { usd: 50_000 }].map(treasury =>
      sum(daysOf('a', { ...halved, ...budget({ treasury }) })),
    );
    expect(usd).toBeGreaterThan(45_000);
    expect(tokens).toBeLessThan(32_000);
  });

  it('that fees fill pays no more than them once it is empty', () => {
    const tasks = {
      t: {
        perDay: 100,
        resource: 'cpu',
        hours: { mean: 0.1 },
        deadline: '6h',
        feeUsd: 10,
        operatorShare: 0.5,
        sets: ['x'],
      },
    };
    const last = (feeShare: number): number => {
      const days = daysOf('a', {
        ...steady(1),
        avss: { a: { budget: { treasury: { tokens: 20_000, feeShare } }, tasks } },
      });
      return (
        paid(days)
          .slice(-70)
          .reduce((all, usd) => all + usd, 0) / 70
      );
    };
    expect(last(0)).toBe(0);
    // Half of the 1,000 USD of fees a day is the AVS's own, and half of that goes into the treasury.
    expect(last(0.5)).toBeGreaterThan(230);
    expect(last(0.5)).toBeLessThan(270);
  });
});

describe('rewards that are sold', () => {
  const selling = { fraction: 0.5, floatTokens: 1e6 };
  const endPrice = (terms: Written | undefined): number => {
    const scenario = resolved(merged(world, { ...steady(1), ...(terms && budget({ selling: terms })) }));
    const rows = observations([...simulate(scenario, 1, {}, ['prices'])], 'prices');
    return number(rows.filter(row => row.name === 'wild').at(-1)!, 'price_usd');
  };

  it('let the float keep its worth at elasticity 1, fall further with more elasticity, and do nothing without', () => {
    expect(endPrice(undefined)).toBe(1);
    // F p is constant, and each week pays 10,000 USD: ln p = -sum of 5,000 / (F p).
    const weeks = 39;
    expect(endPrice(selling)).toBeCloseTo((1 + 5_000 / 1e6) ** -weeks, 9);
    expect(endPrice({ ...selling, elasticity: 2 })).toBeLessThan(endPrice(selling));
    expect(endPrice({ ...selling, elasticity: 0 })).toBe(1);
  });
});

describe('a volatile token', () => {
  /** Members at the end of a set whose operators have 30 USD of cost a week, by volatility and aversion. */
  const members = (volatility: number, payRiskAversion: number): number => {
    const days = daysOf('a', {
      horizon: '120d',
      assets: { wild: { price: { series: undefined, usd: 1, volatility } } },
      avss: {
        a: {
          budget: { usdPerWeek: 1_500, treasury: 'unlimited' },
          sets: { x: { reward: { kind: 'operatorDirected' } } },
        },
      },
      operators: {
        o: {
          split: 1,
          costs: { setMonthlyUsd: 130 },
          policy: { payRiskAversion, rationality: 500, hurdle: 0 },
        },
      },
    });
    const last = days.slice(-30);
    return last.reduce((all, day) => all + number(day, 'members'), 0) / last.length;
  };

  it('buys less service for the same pay, by the premium: at no aversion as much as a calm one', () => {
    expect(members(0, 1)).toBe(members(0, 0));
    expect(members(1.5, 1)).toBeLessThan(0.9 * members(0, 1));
    expect(members(3, 1)).toBeLessThan(0.7 * members(1.5, 1));
    expect(members(3, 0)).toBeGreaterThan(0.9 * members(0, 0));
  });
});
