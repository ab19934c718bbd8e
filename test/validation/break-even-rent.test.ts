import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { type Observation, observations, total } from '../laws/worlds/rows.ts';
import { merged, resolved, type Written } from '../scenario/small.ts';

/** Hours of eight GPUs in a week. */
const HOURS = 8 * 24 * 7;

/** Ten owners of eight GPUs share 10,000 USD a week from a GPU set; GPUs find a tenant for half of the hours. */
const world: Written = {
  name: 'break-even',
  horizon: '180d',
  assets: { eth: { price: { usd: 2000 } }, usd: { price: { usd: 1 } } },
  strategies: ['eth'],
  gpus: { h: { rentUsdPerHour: { usd: 1 }, utilisation: '50%' } },
  avss: {
    a: {
      budget: { token: 'usd', usdPerWeek: 10_000, split: { g: 1 } },
      sets: { g: { strategies: ['eth'], admission: { gpus: 8 }, reward: { kind: 'operatorDirected' } } },
    },
  },
  operators: {
    o: {
      count: 10,
      gpus: 8,
      gpu: 'h',
      ownStake: { eth: 10 },
      split: 1,
      starts: { 'a.g': 1 },
      policy: { splitStep: 0, switchingUsd: 0, hurdle: 0, rationality: 1000 },
    },
  },
};

const measuresOf = (changes: Written) => {
  const rows = [...simulate(resolved(merged(world, changes)))];
  return new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
};
const rentAt = (usd: number) => ({ gpus: { h: { rentUsdPerHour: { usd } } } });

describe('the break-even rent', () => {
  const right = 1000 / HOURS / 0.5;

  it('is the pay for an hour that would have had a tenant: 1.488 USD where GPUs rent for half of the hours', () => {
    const measures = measuresOf({});
    expect(right).toBeCloseTo(1.488, 3);
    expect(measures.get('operators.o.break_even_rent')).toBeCloseTo(right, 9);
    expect(measures.get('operators.o.overpay')).toBeCloseTo(1000 - HOURS * 0.5, 9);
  });

  it('is where serving stops to pay more than renting: all stay below it, and all leave above it', () => {
    expect(measuresOf(rentAt(0.97 * right)).get('operators.o.active')).toBe(1);
    expect(measuresOf(rentAt(1.03 * right)).get('operators.o.active')).toBeLessThan(1);
    const there = measuresOf({ ...rentAt(right), operators: { o: { policy: { reviewEvery: '1000y' } } } });
    expect(there.get('operators.o.overpay')).toBeCloseTo(0, 9);
  });

  it('takes the cost of the set off, and own stake that it slashed, so that over-payment at it is nothing', () => {
    const changes = {
      avss: {
        a: {
          sets: { g: { admission: { minStakeUsd: 5_000 }, slashing: { wrongResult: { fraction: 0.01 } } } },
        },
      },
      operators: {
        o: {
          hazards: { wrongResult: 5 },
          costs: { setMonthlyUsd: 300 },
          policy: { reviewEvery: '1000y' },
        },
      },
    };
    const measures = measuresOf(changes);
    const rent = measures.get('operators.o.break_even_rent') as number;
    expect(measures.get('operators.o.slashed')).toBeGreaterThan(1);
    expect(rent).toBeLessThan(right - 0.05);
    expect(measuresOf({ ...changes, ...rentAt(rent) }).get('operators.o.overpay')).toBeCloseTo(0, 6);
  });

  it('is of the owners whose GPUs the set has, not of those that rent out and are paid for their stake alone', () => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ name: `o${i}`, gpus: i < 10 ? 8 : 7 }));
    const changes = {
      avss: {
        b: {
          budget: { token: 'usd', usdPerWeek: 700, split: { light: 1 } },
          sets: { light: { strategies: ['eth'], reward: { kind: 'uniqueStake' } } },
        },
      },
      operators: { o: { count: 20, rows, starts: { 'b.light': 0.5 }, policy: { reviewEvery: '1000y' } } },
    };
    const all = [...simulate(resolved(merged(world, changes)))];
    const operators = observations(all, 'operators');
    const serves = (row: Observation) => Number(String(row.operator).slice(1)) < 10;
    const paid = total(operators, 'rewards_usd', serves);
    expect(paid).toBeGreaterThan((10_000 * 180) / 7);
    expect(total(operators, 'rewards_usd', row => !serves(row))).toBeGreaterThan(1_000);
    const found = observations(all, 'summary').find(row => row.measure === 'operators.o.break_even_rent');
    expect(found?.value).toBeCloseTo(paid / (10 * HOURS * (180 / 7) * 0.5), 9);
  });
});
