import { describe, expect, it } from 'vitest';
import { leaveSet } from '../../../../sim/agents/operator/actions/memberships.ts';
import { everySet } from '../../../../sim/agents/operator/attention/attention.ts';
import { createObservation } from '../../../../sim/agents/operator/observation.ts';
import { profitSeeker } from '../../../../sim/agents/operator/policies/profit-seeker.ts';
import { createTastes } from '../../../../sim/agents/operator/tastes.ts';
import { createAppraisals } from '../../../../sim/agents/operator/valuation/appraisals.ts';
import { bundleOf } from '../../../../sim/agents/operator/valuation/bundle.ts';
import type { Stream } from '../../../../sim/engine/index.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { merged, type Written } from '../../../scenario/small.ts';
import type { InitialFixture } from '../../initial-state.fixture.ts';
import { twoAvss } from '../two-avss.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

/** What the first operator decides in many reviews, as counts of `kind set`. */
function decisions(world: InitialFixture, scaleUsd = 100, times = 1): Map<string, number> {
  const stream = world.random.stream('test');
  const counts = new Map<string, number>();
  for (let i = 0; i < times; i++) {
    const key = review(world, { incomeUsd: scaleUsd, stream, number: i });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** What the first operator decides in one review: `stay -1`, `join` or `leave` and a set. */
function review(
  world: InitialFixture,
  {
    incomeUsd,
    stream,
    number = 0,
    admits = () => true,
  }: {
    readonly incomeUsd: number;
    readonly stream: Stream;
    /** Number of the review, which tastes are drawn afresh for. */
    readonly number?: number;
    readonly admits?: (set: number) => boolean;
  },
): string {
  const tastes = createTastes(world.world, world.state.operators, world.random);
  const context = valuationContext(world.state);
  const observation = createObservation(context, 0, {
    day: 0,
    cashUsd: 0,
    dormant: false,
    incomeUsd,
    admits,
    tasteFor: set => tastes(0, set, number),
    weighed: everySet(world.world),
    appraisals: createAppraisals(context, 0),
  });
  const { sets } = profitSeeker.decide(observation, stream);
  const joined = sets.find(set => !observation.served.includes(set));
  if (joined !== undefined) return `join ${joined}`;
  const left = observation.served.find(set => !sets.includes(set));
  return left === undefined ? 'stay -1' : `leave ${left}`;
}

const only = (world: InitialFixture) => [...decisions(world).keys()].join();

describe('a review', () => {
  it('prefers the set of higher value the more, the more rational the operator is', () => {
    const times = 2_000;
    for (const rationality of [0, 0.5, 1, 3]) {
      const counts = decisions(twoAvss([40, 100], { rationality }), 100, times);
      const weights = [0, 0.4, 1].map(gain => Math.exp(rationality * gain));
      const total = weights.reduce((a, b) => a + b, 0);
      ['stay -1', 'join 0', 'join 1'].forEach((key, i) => {
        expect(countDistance(counts.get(key) ?? 0, times, weights[i]! / total)).toBeLessThan(unlikely);
      });
    }
    expect(only(twoAvss([40, 100]))).toBe('join 1');
    expect(only(twoAvss([100, 40]))).toBe('join 0');
  });

  it('leaves a set that costs more than it brings, and stays in one that does not', () => {
    const costs = (setMonthlyUsd: number): Written => ({
      operators: { ordinary: { costs: { setMonthlyUsd }, starts: { 'one.main': 1 } } },
    });
    // 100 USD a week are 434.5 a month.
    expect(only(twoAvss([100, 0], {}, costs(430)))).toBe('stay -1');
    expect(only(twoAvss([100, 0], {}, costs(440)))).toBe('leave 0');
  });

  it('weighs leaving the sets that it would miss least, as many as it pays attention to', () => {
    const set = { strategies: ['eth'], reward: { kind: 'operatorDirected' } };
    const avs = (usdPerWeek: number): Written => ({
      budget: { token: 'ait', usdPerWeek, split: { main: 1 } },
      sets: { main: set },
    });
    const names = ['one', 'two', 'three', 'four'];
    const leaving = (attention: number): string => {
      const ordinary = {
        starts: Object.fromEntries(names.map(name => [`${name}.main`, 1])),
        costs: { setMonthlyUsd: 300 },
      };
      const more = { avss: { three: avs(60), four: avs(300) }, operators: { ordinary } };
      return only(twoAvss([200, 40], { attention, rationality: 1e9 }, more));
    };
    // A set costs 69 USD a week: it gains by leaving the second, and less by leaving the third.
    for (const attention of [2, 3, 20]) expect(leaving(attention)).toBe('leave 1');
  });

  it('changes nothing for a gain below the cost of switching, spread over the horizon', () => {
    // A gain of 100 USD a week for 70 days is worth 1,000 USD.
    const policy = (switchingUsd: number) => ({ switchingUsd, horizon: '70d' });
    expect(only(twoAvss([100, 0], policy(990)))).toBe('join 0');
    expect(only(twoAvss([100, 0], policy(1_010)))).toBe('stay -1');
    const losing = {
      operators: { ordinary: { costs: { setMonthlyUsd: 434.6 }, starts: { 'one.main': 1 } } },
    };
    expect(only(twoAvss([100, 0], policy(0), losing))).toBe('leave 0');
    expect(only(twoAvss([100, 0], policy(500), losing))).toBe('stay -1');
  });

  it('expects pay to be shared with the members that are there', () => {
    const crowded = {
      avss: { one: { sets: { main: { admission: { minStakeUsd: 0 } } } } },
      operators: {
        ordinary: { count: 1 },
        crowd: { count: 4, starts: { 'one.main': 1 }, ownStake: { eth: 1 } },
      },
    };
    const world = twoAvss([100, 0], {}, crowded);
    expect(bundleOf(valuationContext(world.state), 0, [0]).value).toBeCloseTo(20, 9);
    expect(bundleOf(valuationContext(world.state), 1, [0]).value).toBeCloseTo(25 * (0.1 + 0.9), 9);
  });

  it('weighs the slashes it expects, twice over for an aversion of 1', () => {
    const terms = {
      beliefs: { offencesPerYear: { wrongResult: 2 } },
      avss: {
        one: {
          sets: {
            main: { admission: { minStakeUsd: 2_500 }, slashing: { wrongResult: { fraction: '10%' } } },
          },
        },
      },
    };
    // Of 10,000 USD it allocates half: it expects to lose 20% of that a year.
    for (const riskAversion of [0, 1, 3]) {
      const world = twoAvss([100, 0], { riskAversion }, terms);
      const loss = (0.2 * 5_000 * (1 + riskAversion)) / (365 / 7);
      expect(bundleOf(valuationContext(world.state), 0, [0]).value).toBeCloseTo(100 - loss, 9);
    }
  });

  it('does not ask where the AVS would refuse, nor come back while it can still be slashed', () => {
    const world = twoAvss([100, 0]);
    const stream = world.random.stream('test');
    expect(review(world, { incomeUsd: 1, stream, admits: set => set !== 0 })).not.toBe('join 0');
    const member = twoAvss([100, 0], {}, { operators: { ordinary: { starts: { 'one.main': 1 } } } });
    leaveSet(member.state, 0, 0, 1);
    expect(only(member)).not.toBe('join 0');
  });

  it('puts GPUs where they earn more: at break-even of the set with their rent', () => {
    const gpus = (rent: number): Written => ({
      gpus: { h100: { rentUsdPerHour: { usd: rent }, utilisation: '70%' } },
      avss: { one: { sets: { main: { admission: { gpus: 8 } } } } },
      operators: { ordinary: { gpus: 8, gpu: 'h100', costs: { gpuHourUsd: 1.3 } } },
    });
    // 8 GPUs at 70% of 168 hours: 940.8 hours a week.
    const breakEven = 2_500 / 940.8;
    expect(only(twoAvss([2_500, 0], {}, gpus(breakEven * 0.99)))).toBe('join 0');
    expect(['join 1', 'stay -1']).toContain(only(twoAvss([2_500, 0], {}, gpus(breakEven * 1.01))));
    const member = merged(gpus(breakEven * 1.01), { operators: { ordinary: { starts: { 'one.main': 1 } } } });
    expect(only(twoAvss([2_500, 0], {}, member))).toBe('leave 0');
  });
});
