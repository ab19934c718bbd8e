import { describe, expect, it } from 'vitest';
import type { CandidateSetting } from '../../../src/study/search/optimisation-problem.ts';
import { race } from '../../../src/study/search/racing.ts';
import { meanObjective } from '../../../src/study/search/verdict.ts';
import { type Noisy, problemOf, runner } from './noisy.ts';

/** Ten arms of which the first is best by a tenth, under noise of which a part is common. */
const arms: Noisy = {
  low: [0],
  high: [9],
  isInteger: true,
  requirements: [],
  run: ([arm], common, own) => ({ objectives: [0.1 * arm! + 0.3 * common + 0.2 * own], margins: [] }),
};
const depth = 25;

function candidates(): CandidateSetting[] {
  return Array.from({ length: 10 }, (_, number) => ({
    number,
    coordinates: [number / 9],
    levels: [number],
    round: 0,
    searched: [],
    fresh: [],
    fate: { kind: 'racing' },
  }));
}

function raced(seed: number): { readonly best: number; readonly runs: number } {
  const outcomeAt = runner(arms, seed);
  let racing = candidates();
  let runs = 0;
  for (let replicate = 0; replicate < depth && racing.length > 1; replicate++) {
    for (const { levels, searched } of racing) searched.push(outcomeAt(levels as number[], replicate));
    runs += racing.length;
    racing = race(racing, problemOf(arms), 1);
  }
  return { best: racing[0]!.number, runs };
}

/** The arm with the least mean of so many replicates each. */
function equal(seed: number, replicates: number): number {
  const outcomeAt = runner(arms, seed);
  const means = candidates().map(({ levels }) =>
    meanObjective(
      Array.from({ length: replicates }, (_, i) => outcomeAt(levels as number[], i)),
      0,
    ),
  );
  return means.indexOf(Math.min(...means));
}

describe('a race', () => {
  it('errs as seldom as an equal allocation that spends more runs', () => {
    const seeds = Array.from({ length: 150 }, (_, seed) => seed);
    const results = seeds.map(raced);
    const runs = results.reduce((sum, one) => sum + one.runs, 0) / seeds.length;
    const wrong = results.filter(({ best }) => best !== 0).length;
    const needed = Array.from({ length: depth }, (_, i) => i + 1).find(
      replicates => seeds.filter(seed => equal(seed, replicates) !== 0).length <= wrong,
    );
    expect(runs).toBeLessThan(10 * (needed ?? depth));
  });

  it('lets the cheap but unsafe beat nobody, and drops it once runs show that it is', () => {
    const [cheap, dear] = candidates();
    const problem = { ...problemOf(arms), requirements: [{ probability: 0.95 }] };
    for (let run = 0; run < 6; run++) {
      cheap!.searched.push({ objectives: [1], margins: [run % 3 === 0 ? -1 : 1] });
      dear!.searched.push({ objectives: [2], margins: [1] });
    }
    expect(race([cheap!, dear!], problem, 1)).toEqual([dear]);
    expect(cheap!.fate).toEqual({ kind: 'infeasible', requirement: 0 });
  });
});
