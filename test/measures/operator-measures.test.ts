import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { observations } from '../laws/worlds/rows.ts';
import { small } from '../scenario/small.ts';

/** Measures of operators with two GPUs of 20,000 USD that are rented out all the time for a net 1 USD an hour. */
function measures(group: Record<string, unknown>): Map<unknown, unknown> {
  const scenario = small({
    horizon: '73d',
    avss: { one: { sets: { main: { admission: { gpus: 2 } } } } },
    gpus: { h100: { rentUsdPerHour: { usd: 4 }, utilisation: 0.5 } },
    operators: {
      ordinary: {
        gpus: 2,
        gpu: 'h100',
        costs: { gpuHourUsd: 1, purchase: { usd: 20_000, life: '4y' } },
        policy: { reviewEvery: '1000y' },
        ...group,
      },
    },
  });
  return new Map(observations([...simulate(scenario)], 'summary').map(row => [row.measure, row.value]));
}

describe('hardware that is rented out', () => {
  it('returns its profit of 8,760 USD a year on 20,000, and is paid back by that and 5,000 of wear', () => {
    const found = measures({});
    expect(found.get('operators.ordinary.roi')).toBeCloseTo(8_760 / 20_000, 9);
    expect(found.get('operators.ordinary.payback')).toBeCloseTo(20_000 / (8_760 + 5_000), 9);
    expect(found.get('operators.ordinary.overpay')).toBeCloseTo(0, 9);
    expect(found.get('operators.ordinary.loss')).toBe(0);
  });
});

describe('hardware that serves a set which pays nothing', () => {
  it('is underpaid by the rent that it forgoes, and never paid back', () => {
    const found = measures({ starts: { 'one.main': 1 }, costs: { setMonthlyUsd: 365 / 12 } });
    // Two GPUs at 2 USD an hour, and a dollar a day for the set.
    expect(found.get('operators.ordinary.overpay')).toBeCloseTo(-7 * (2 * 2 * 24 + 1), 6);
    expect(found.get('operators.ordinary.loss')).toBe(1);
  });
});

describe('a group of which some went bankrupt', () => {
  /** Two operators that cost 70 USD a week and earn nothing: one has cash for 30 days, the other for the whole run. */
  const found = (sampleEvery: string) => {
    const one = { count: 1, cashUsd: 300, costs: { monthlyUsd: (10 * 365) / 12 } };
    const rows = [
      { cashUsd: 299, name: 'poor' },
      { cashUsd: 1e6, name: 'rich' },
    ];
    const scenario = small({
      horizon: '60d',
      sampleEvery,
      operators: { ordinary: { ...one, count: 2, rows, ownStake: { eth: 10 }, starts: { 'one.main': 1 } } },
    });
    const all = [...simulate(scenario)];
    return {
      days: observations(all, 'operators').reduce((sum, row) => sum + Number(row.business_days), 0),
      measures: new Map(observations(all, 'summary').map(row => [row.measure, row.value])),
    };
  };

  it('keeps their losses in its profit, by the days that each was in business', () => {
    for (const sampleEvery of ['1d', '7d', '30d']) {
      const { days, measures } = found(sampleEvery);
      expect(days).toBe(30 + 60);
      expect(measures.get('operators.ordinary.profit')).toBeCloseTo(-70, 9);
      expect(measures.get('operators.ordinary.bankrupt')).toBe(0.5);
      expect(measures.get('operators.ordinary.uptime')).toBe(1);
    }
  });
});
