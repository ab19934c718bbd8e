import { describe, expect, it } from 'vitest';
import {
  type AllocationProblem,
  bestAllocation,
  bestPortfolio,
  certaintyEquivalentUsd,
  type Opportunity,
} from '../../../../sim/agents/operator/policies/portfolio-allocation.ts';
import { streams } from '../../../../sim/engine/index.ts';
import { simulate } from '../../../../sim/index.ts';
import { number, observations } from '../../../laws/worlds/rows.ts';
import { small, type Written } from '../../../scenario/small.ts';

/** A set whose pay saturates: half of `most` USD a year at `half` steps. */
const set = (id: number, most: number, half: number, more: Partial<Opportunity> = {}): Opportunity => ({
  id,
  minSteps: 0,
  strategies: [0],
  gpus: 0,
  incomeUsd: steps => (most * steps) / (steps + half),
  atRiskUsd: 10_000,
  lossPerYear: 0,
  variance: 0,
  worst: 0,
  admits: () => true,
  ...more,
});

const choice = (
  opportunities: readonly Opportunity[],
  more: Partial<AllocationProblem> = {},
): AllocationProblem => ({
  opportunities,
  steps: 6,
  gpus: 8,
  mostSets: 3,
  rentUsd: () => 0,
  wealthUsd: 60_000,
  varianceAversion: 3,
  tailAversion: 0.1,
  ...more,
});

/** The greatest worth over every combination of sets and every way to allocate steps to them. */
function bruteForce(problem: AllocationProblem): number {
  const { opportunities, steps } = problem;
  let best = Number.NEGATIVE_INFINITY;
  const look = (at: number, sets: Opportunity[], counts: number[]): void => {
    if (at < opportunities.length) {
      const next = opportunities[at]!;
      look(at + 1, sets, counts);
      for (let count = next.minSteps; count <= steps; count++)
        look(at + 1, [...sets, next], [...counts, count]);
      return;
    }
    const used = [0, 1].map(strategy =>
      sets.reduce((sum, { strategies }, i) => sum + (strategies.includes(strategy) ? counts[i]! : 0), 0),
    );
    const gpus = sets.reduce((sum, one) => sum + one.gpus, 0);
    if (used.some(count => count > steps) || gpus > problem.gpus || sets.length > problem.mostSets) return;
    if (!sets.every(({ admits }, i) => admits(counts[i]!))) return;
    best = Math.max(best, certaintyEquivalentUsd(problem, sets, counts));
  };
  look(0, [], []);
  return best;
}

/** A choice between four sets drawn at random: minima, two strategies, GPUs that would earn rent, risks. */
function drawn(seed: number): AllocationProblem {
  const draw = streams('portfolio').stream('test', seed);
  const opportunities = Array.from({ length: 4 }, (_, id) => {
    const rate = draw() * 0.4;
    const fraction = draw() * 0.5;
    return set(id, 20_000 * draw(), 1 + 5 * draw(), {
      minSteps: Math.floor(3 * draw()),
      strategies: [[0], [1], [0, 1]][Math.floor(3 * draw())]!,
      gpus: draw() < 0.3 ? 8 : 0,
      lossPerYear: rate * fraction,
      variance: rate * fraction * fraction,
      worst: fraction,
    });
  });
  const commits = (sets: readonly number[]): boolean => sets.some(id => opportunities[id]!.gpus > 0);
  return choice(opportunities, {
    varianceAversion: 10 * draw(),
    tailAversion: draw(),
    rentUsd: sets => (commits(sets) ? 0 : 5_000),
  });
}

describe('a portfolio of memberships', () => {
  it('is the best of all in 145 of 150 small cases, and at most 5% short of it in the others', () => {
    const gaps = Array.from({ length: 150 }, (_, seed) => {
      const problem = drawn(seed);
      const best = bruteForce(problem);
      return (best - bestPortfolio(problem, [])!.valueUsd) / best;
    });
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(-1e-12);
    expect(Math.max(...gaps)).toBeLessThan(0.05);
    expect(gaps.filter(gap => gap > 1e-12).length).toBeLessThanOrEqual(5);
  });

  it('moves away from the risky set, never towards it, as aversion to variance or to the tail grows', () => {
    const risky = { lossPerYear: 0.02, variance: 0.01, worst: 0.5 };
    for (const aversion of ['varianceAversion', 'tailAversion'] as const) {
      const parts = [0, 0.5, 1, 2, 5, 10, 20, 50, 100, 1_000].map(amount => {
        const problem = choice([set(0, 60_000, 20, risky), set(1, 60_000, 20)], {
          steps: 40,
          varianceAversion: 0,
          tailAversion: 0,
          [aversion]: amount,
        });
        return bestPortfolio(problem, [])!.steps.get(0) ?? 0;
      });
      expect(parts).toEqual(parts.toSorted((a, b) => b - a));
      expect(parts[0]).toBeGreaterThan(10);
      expect(parts.at(-1)).toBe(0);
    }
  });

  it('gives equal sets equal stake, and safe ones all there is', () => {
    const { steps } = bestPortfolio(choice([set(0, 1_000, 3), set(1, 1_000, 3), set(2, 1_000, 3)]), [])!;
    expect([...steps.values()]).toEqual([2, 2, 2]);
  });

  it('keeps each strategy within its whole, whatever other strategies are used for', () => {
    const { steps } = bestPortfolio(choice([set(0, 1_000, 3), set(1, 1_000, 3, { strategies: [1] })]), [])!;
    expect([...steps.values()]).toEqual([6, 6]);
  });

  it('does not promise GPUs twice, and rents them out where that brings more', () => {
    const gpus = [set(0, 9_000, 1, { gpus: 8 }), set(1, 9_500, 1, { gpus: 8 })];
    const rentUsd = (rent: number) => (sets: readonly number[]) => (sets.length ? 0 : rent);
    expect([...bestPortfolio(choice(gpus, { rentUsd: rentUsd(100) }), [])!.steps.keys()]).toEqual([1]);
    expect([...bestPortfolio(choice(gpus, { rentUsd: rentUsd(9_000) }), [])!.steps.keys()]).toEqual([]);
  });

  it('has no place for sets whose minima do not fit together', () => {
    const minima = [set(0, 1_000, 1, { minSteps: 4 }), set(1, 1_000, 1, { minSteps: 3 })];
    expect(bestAllocation(choice(minima), minima)).toBeUndefined();
    expect(bestPortfolio(choice(minima), [])!.steps.size).toBe(1);
  });
});

describe('an operator that holds a portfolio', () => {
  /** Magnitude that each of two sets of equal pay has at the end, the first of which slashes. */
  function allocated(policy: Written): number[] {
    const avs = (slashing: Written): Written => ({
      budget: { token: 'ait', usdPerWeek: 1_000, split: { main: 1 } },
      sets: { main: { strategies: ['eth'], reward: { kind: 'uniqueStake' }, slashing } },
    });
    const scenario = small({
      horizon: '200d',
      sampleEvery: '200d',
      beliefs: { offencesPerYear: { wrongResult: 0.2 }, weightYears: 1e6 },
      avss: { one: avs({ wrongResult: { fraction: '20%' } }), two: avs({}) },
      operators: {
        ordinary: {
          count: 4,
          ownStake: { eth: 200 },
          split: 1,
          policy: { kind: 'portfolio', switchingUsd: 0, rationality: 1e3, splitStep: 0, ...policy },
        },
      },
    });
    const rows = observations([...simulate(scenario, 1)], 'memberships');
    return ['one', 'two'].map(name =>
      rows
        .filter(row => row.avs === name && row.time_days === 200)
        .reduce((sum, row) => sum + number(row, 'magnitude_fraction'), 0),
    );
  }

  it('serves both sets alike when it does not mind risk, and less of the risky one the more it does', () => {
    // Far enough apart: a decrease of less than 30% is not worth a transaction.
    const risky = [0, 20, 80].map(varianceAversion => allocated({ varianceAversion })[0]!);
    expect(risky).toEqual(risky.toSorted((a, b) => b - a));
    expect(risky[0]).toBeGreaterThan(risky.at(-1)! + 0.5);
  });
});
