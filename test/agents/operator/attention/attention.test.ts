import { describe, expect, it } from 'vitest';
import { createAttention } from '../../../../sim/agents/operator/attention/attention.ts';
import { createObservation } from '../../../../sim/agents/operator/observation.ts';
import { profitSeeker } from '../../../../sim/agents/operator/policies/profit-seeker.ts';
import { createTastes } from '../../../../sim/agents/operator/tastes.ts';
import { createAppraisals } from '../../../../sim/agents/operator/valuation/appraisals.ts';
import { simulate } from '../../../../sim/index.ts';
import { statistics } from '../../../../src/study/statistics/statistics.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { number, observations } from '../../../laws/worlds/rows.ts';
import { small, type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

/** AVSs of one set each that pay so much a week by heads. */
function avssOf(pays: readonly number[]): Written {
  const avs = (usdPerWeek: number): Written => ({
    budget: { token: 'ait', usdPerWeek, split: { main: 1 } },
    sets: { main: { strategies: ['eth'], reward: { kind: 'operatorDirected' } } },
  });
  return Object.fromEntries(pays.map((usd, i) => [`avs${i}`, avs(usd)]));
}

const scaleUsd = 100;
/** Twelve sets that pay up to what the operator earns, and fifty that pay a part of it. */
const pays = [
  ...Array.from({ length: 12 }, (_, i) => 60 + 4 * i),
  ...Array.from({ length: 50 }, (_, i) => 10 + 0.4 * i),
];
const rationality = 2;

/** Counts of the sets that an operator joins at first reviews, each with tastes and draws of its own; -1 for none. */
function choices(attention: number, times: number, corrected = true): Map<number, number> {
  const policy = { attention, rationality, switchingUsd: 0, hurdle: 0, tastes: 'fresh' };
  const { state, random, world } = initialState(
    written({
      avss: { one: undefined, ...avssOf(pays) },
      operators: { ordinary: { count: 1, split: 1, policy } },
    }),
  );
  const context = { ...valuationContext(state), split: () => 1 };
  const appraisals = createAppraisals(context, 0);
  const stream = random.stream('test');
  const tastes = createTastes(world, state.operators, random);
  const minds = createAttention(world, state.operators, random);
  const counts = new Map<number, number>();
  for (let review = 0; review < times; review++) {
    const look = { context, operator: 0, review, served: [], dormant: false, appraisals, admits: () => true };
    const { sets, correction } = minds.weigh(look);
    const observation = createObservation(context, 0, {
      ...look,
      day: 0,
      cashUsd: 0,
      incomeUsd: scaleUsd,
      tasteFor: set => tastes(0, set, review),
      weighed: { sets, correction: corrected ? correction : () => 0 },
    });
    const [set = -1] = profitSeeker.decide(observation, stream).sets;
    counts.set(set, (counts.get(set) ?? 0) + 1);
  }
  return counts;
}

/** Distances, in standard errors, of the shares of no set, of the well paid and of the others from those of the logit. */
function distancesFromLogit(attention: number, corrected = true): number[] {
  const times = 6_000;
  const counts = choices(attention, times, corrected);
  const weights = pays.map(usd => Math.exp((rationality * usd) / scaleUsd));
  const total = weights.reduce((a, b) => a + b, 1);
  const classes = [
    (set: number) => set < 0,
    (set: number) => set >= 0 && set < 6,
    (set: number) => set >= 6 && set < 12,
    (set: number) => set >= 12 && set < 37,
    (set: number) => set >= 37,
  ];
  const sumOver = (of: (set: number) => number, within: (set: number) => boolean): number =>
    [-1, ...pays.keys()].filter(within).reduce((sum, set) => sum + of(set), 0);
  return classes.map(within =>
    countDistance(
      sumOver(set => counts.get(set) ?? 0, within),
      times,
      sumOver(set => (set < 0 ? 1 : weights[set]!) / total, within),
    ),
  );
}

describe('an operator that weighs 20 of 62 sets', () => {
  it('joins each kind of set in the shares of the logit over all 62', () => {
    for (const attention of [62, 20])
      expect(Math.max(...distancesFromLogit(attention))).toBeLessThan(unlikely);
  });

  it('does not without the correction for those that it did not draw', () => {
    expect(Math.max(...distancesFromLogit(20, false))).toBeGreaterThan(2 * unlikely);
  });
});

/** Members at the end of a run of sets by how they pay: the best ten, and all others. */
function membersAtEnd(attention: number, seed: number): { readonly best: number; readonly others: number } {
  const rows = [
    ...simulate(
      small({
        horizon: '40d',
        sampleEvery: '40d',
        avss: { one: undefined, ...avssOf([...Array(10).fill(2_000), ...Array(50).fill(600)]) },
        operators: {
          ordinary: {
            count: 100,
            split: 1,
            starts: {},
            policy: {
              attention,
              rationality: 3,
              switchingUsd: 0,
              hurdle: 0,
              reviewEvery: '10d',
              mostSets: 6,
            },
          },
        },
      }),
      seed,
    ),
  ];
  const last = observations(rows, 'sets').slice(-60);
  const total = (part: typeof last): number => part.reduce((sum, row) => sum + number(row, 'members'), 0);
  return { best: total(last.slice(0, 10)), others: total(last.slice(10)) };
}

describe('a world of 60 sets', () => {
  it('has as many members in well and in badly paid sets whether operators weigh 20 or all', () => {
    const seeds = [1, 2, 3, 4];
    const found = seeds.map(seed => [membersAtEnd(20, seed), membersAtEnd(100, seed)] as const);
    for (const what of ['best', 'others'] as const) {
      const [low, high] = statistics(found.map(([some, all]) => some[what] - all[what])).ci95!;
      expect(low).toBeLessThan(0);
      expect(high).toBeGreaterThan(0);
    }
  });
});

describe('a world of no more sets than an operator pays attention to', () => {
  it('is the same, row by row, with any more attention', () => {
    const rows = (attention: number) => [
      ...simulate(
        small({
          avss: avssOf(Array.from({ length: 19 }, (_, i) => 100 + 40 * i)),
          operators: {
            ordinary: {
              count: 10,
              starts: {},
              policy: { attention, rationality: 0.05, mostSets: 3, reviewEvery: '5d' },
            },
          },
        }),
        1,
      ),
    ];
    expect(rows(20)).toEqual(rows(1_000));
    expect(rows(5)).not.toEqual(rows(1_000));
  });
});
