import { describe, expect, it } from 'vitest';
import { everySet } from '../../sim/agents/operator/attention/attention.ts';
import { createObservation } from '../../sim/agents/operator/observation.ts';
import { profitSeeker } from '../../sim/agents/operator/policies/profit-seeker.ts';
import { createTastes } from '../../sim/agents/operator/tastes.ts';
import { createAppraisals } from '../../sim/agents/operator/valuation/appraisals.ts';
import { simulate } from '../../sim/index.ts';
import { statistics } from '../../src/study/statistics/statistics.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import { valuationContext } from '../agents/operator/valuation-context.fixture.ts';
import { countDistance, unlikely } from '../economy/distance.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { small, type Written, written } from '../scenario/small.ts';

const owners = 40;
const others = 120;
const utilisation = 0.7;
const setMonthlyUsd = 600;

/** Pay of a member a week when half of the GPU owners serve: the budget is divided by heads, most of them others'. */
const payUsd = 2_500;

/** 100,000 USD of own stake, all allocated, half a percent of which is expected to be lost a year, counted twice. */
const riskUsd = (2 * 0.005 * 100_000 * 7) / 365;

/** Rent of a GPU-hour at which serving pays what renting out does: (pay - set cost - risk) / (168 h x 8 x utilisation). */
const breakEvenUsd = (payUsd - (setMonthlyUsd * 84) / 365 - riskUsd) / (168 * 8 * utilisation);

/** GPU owners who serve one set or rent their machines out, at this course of rents. */
function market(rentUsdPerHour: Written, days: number) {
  const set = { strategies: ['eth'], reward: { kind: 'operatorDirected' } };
  return small({
    horizon: `${days}d`,
    sampleEvery: `${days}d`,
    beliefs: { offencesPerYear: { wrongResult: 0.5 }, weightYears: 1e9 },
    gpus: { h100: { rentUsdPerHour, utilisation } },
    avss: {
      one: {
        budget: { token: 'ait', usdPerWeek: payUsd * (others + owners / 2), split: 'perMember' },
        sets: {
          main: undefined,
          gpu: {
            ...set,
            admission: { gpus: 8, minStakeUsd: 50_000 },
            slashing: { wrongResult: { fraction: '1%' } },
          },
          cpu: set,
        },
      },
    },
    operators: {
      ordinary: { count: others, starts: { 'one.cpu': 1 }, policy: { reviewEvery: '1000y' } },
      owners: {
        count: owners,
        ownStake: { eth: 100 },
        split: 1,
        gpus: 8,
        gpu: 'h100',
        costs: { gpuHourUsd: 1.3, setMonthlyUsd },
        cashUsd: 1e7,
        starts: { 'one.gpu': 0.5 },
        policy: {
          serves: ['one.gpu'],
          rationality: 200,
          switchingUsd: 0,
          hurdle: 0,
          tastes: 'fresh',
          splitStep: 0,
          memory: '7d',
          reviewEvery: '30d',
        },
      },
    },
  });
}

/** Part of the GPU owners that served on each day. */
function participation(rentUsdPerHour: Written, days: number, seed: number): number[] {
  return observations([...simulate(market(rentUsdPerHour, days), seed)], 'sets')
    .filter(row => row.set === 'gpu')
    .map(row => number(row, 'members') / owners);
}

describe('the GPU set', () => {
  it('is half full at the rent that the cost formula gives, within 3%', () => {
    /** 95% interval of the part of owners that serve at so many times the break-even rent. */
    const served = (times: number): readonly [number, number] => {
      const runs = Array.from({ length: 6 }, (_, seed) => {
        const settled = participation({ usd: times * breakEvenUsd }, 400, seed).slice(200);
        return settled.reduce((a, b) => a + b, 0) / settled.length;
      });
      return statistics(runs).ci95!;
    };
    // Not closer: who joins counts itself among those paid, and who left may not return for 14 days.
    expect(served(0.97)[0]).toBeGreaterThan(0.5);
    expect(served(1.03)[1]).toBeLessThan(0.5);
  });

  it('fills when the rent falls below that, and empties when it rises above', () => {
    const series = [
      [0, 1.25 * breakEvenUsd],
      [150, 0.75 * breakEvenUsd],
      [300, 1.25 * breakEvenUsd],
    ];
    const served = participation({ series }, 450, 1);
    expect(Math.max(...served.slice(140, 150))).toBeLessThan(0.2);
    expect(Math.min(...served.slice(290, 300))).toBeGreaterThan(0.8);
    expect(Math.max(...served.slice(440))).toBeLessThan(0.2);
  });
});

describe('a review of three sets worth 1, 1.2 and 0.5 of what the operator earns', () => {
  it.each([
    [0, [1 / 3, 1 / 3, 1 / 3]],
    [1, [0.353615, 0.431906, 0.214478]],
    [5, [0.263132, 0.715268, 0.021599]],
  ] as const)('joins them in the shares of the logit of precision %d', (rationality, shares) => {
    const avs = (usdPerWeek: number): Written => ({
      budget: { token: 'ait', usdPerWeek, split: { main: 1 } },
      sets: { main: { strategies: ['eth'], reward: { kind: 'operatorDirected' } } },
    });
    const { state, random, world } = initialState(
      written({
        avss: { one: avs(100), two: avs(120), three: avs(50) },
        operators: {
          ordinary: {
            count: 1,
            split: 1,
            policy: { rationality, switchingUsd: 0, hurdle: 0, tastes: 'fresh' },
          },
        },
      }),
    );
    const context = { ...valuationContext(state), split: () => 1 };
    const counts = [0, 0, 0];
    const stream = random.stream('test');
    const weighed = everySet(world);
    const appraisals = createAppraisals(context, 0);
    const tastes = createTastes(world, state.operators, random);
    for (let i = 0; i < 6_000; i++) {
      const tasteFor = (set: number): number => tastes(0, set, i);
      const now = { day: 0, cashUsd: 0, dormant: false, incomeUsd: 100, admits: () => true, tasteFor };
      const observation = createObservation(context, 0, { ...now, weighed, appraisals });
      const [set] = profitSeeker.decide(observation, stream).sets;
      if (set !== undefined) counts[set]!++;
    }
    const joined = counts.reduce((a, b) => a + b, 0);
    // Whether it joins at all does not bear on which it joins: independence of irrelevant alternatives.
    counts.forEach((count, set) => {
      expect(countDistance(count, joined, shares[set]!)).toBeLessThan(unlikely);
    });
  });
});
