import { normal, type Stream, streams } from '../../../sim/engine/index.ts';
import type {
  OptimisationProblem,
  Requirement,
  SearchResult,
  TrialOutcome,
} from '../../../src/study/search/optimisation-problem.ts';
import { search } from '../../../src/study/search/search-algorithm.ts';

/** A noisy problem whose truth is known. */
export interface Noisy {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly isInteger?: boolean;
  readonly objectives?: number;
  readonly requirements: readonly Requirement[];
  /** One run; `common` and `own` are standard normal draws: of the replicate, and of candidate and replicate. */
  readonly run: (x: readonly number[], common: number, own: number) => TrialOutcome;
}

/** The problem as the search sees it. */
export function problemOf({
  low,
  high,
  isInteger,
  objectives = 1,
  requirements,
}: Noisy): OptimisationProblem {
  const levelsAt = (coordinates: readonly number[]): number[] =>
    coordinates.map((at, i) => {
      const value = low[i]! + at * (high[i]! - low[i]!);
      return isInteger ? Math.round(value) : value;
    });
  return { levelsAt, objectives, requirements };
}

/** Outcome of a replicate at levels; the same seed gives the same draws. */
export function runner(
  { run }: Noisy,
  seed: number,
): (x: readonly number[], replicate: number) => TrialOutcome {
  const random = streams(seed);
  const commons = new Map<number, number>();
  return (x, replicate) => {
    const common = commons.get(replicate) ?? normal(random.stream('common', replicate), 0, 1);
    commons.set(replicate, common);
    return run(x, common, normal(random.stream(`own ${x.join()}`, replicate), 0, 1));
  };
}

/** So many places, uniform in the unit cube. */
export function scatter(count: number, dimensions: number, random: Stream): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: dimensions }, random));
}

/** Solves a noisy problem within a budget of runs, with a seed for both the search and the noise. */
export function solve(noisy: Noisy, budget: number, seed: number): SearchResult {
  const random = streams(seed);
  const start = random.stream('start');
  const outcomeAt = runner(noisy, seed);
  const steps = search(problemOf(noisy), {
    budget,
    start: count => scatter(count, noisy.low.length, start),
    random: random.stream('search'),
  });
  let outcomes: TrialOutcome[] = [];
  for (;;) {
    const step = steps.next(outcomes);
    if (step.done) return step.value;
    outcomes = step.value.trials.map(({ candidate, replicate }) =>
      outcomeAt(candidate.levels as readonly number[], replicate),
    );
  }
}

/** Branin's function on [-5, 10] x [0, 15]: three minima of 0.397887. */
export function branin(x: number, y: number): number {
  const valley = y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6;
  return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
}

/** A bowl in four dimensions under noise, most of it common to all that run under the same seed. */
export const bowl: Noisy = {
  low: [0, 0, 0, 0],
  high: [1, 1, 1, 1],
  requirements: [],
  run: (x, common, own) => ({ objectives: [bowlAt(x) + 0.2 * common + 0.05 * own], margins: [] }),
};

const bottom = [0.3, 0.7, 0.45, 0.6];

/** The bowl without noise; its minimum is 0. */
export function bowlAt(x: readonly number[]): number {
  return x.reduce((sum, value, i) => sum + (value - bottom[i]!) ** 2, 0);
}

/** Branin's function inside a disc, which 95% of runs must find themselves in; two of three minima lie outside. */
export const disc: Noisy = {
  low: [-5, 0],
  high: [10, 15],
  requirements: [{ probability: 0.95 }],
  run: ([x, y], common, own) => ({
    objectives: [branin(x!, y!) + 5 * common + own],
    margins: [discMargin([x!, y!]) + Math.SQRT1_2 * (common + own)],
  }),
};

/** Mean margin of the disc; noise of standard deviation 1 is kept in 95% of runs from 1.644854 on. */
export function discMargin([x, y]: readonly number[]): number {
  return 20 - (x! - 2.5) ** 2 - (y! - 7.5) ** 2;
}

/** How many servers? As few as possible, but enough in 95% of runs for a need of 12 and noise: 15. */
export const servers: Noisy = {
  low: [1],
  high: [20],
  isInteger: true,
  requirements: [{ probability: 0.95 }],
  run: ([n], common, own) => ({ objectives: [n!], margins: [n! - 12 + 0.9 * common + 1.2 * own] }),
};
