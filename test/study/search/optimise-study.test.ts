import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { executeJob } from '../../../src/runs/execute-job.ts';
import { type FinishedRun, measureOf } from '../../../src/runs/job.ts';
import type { Runner } from '../../../src/runs/runner.ts';
import { pointAt } from '../../../src/study/designs/points.ts';
import { jobsAt } from '../../../src/study/plan.ts';
import { readGoals } from '../../../src/study/search/goals.ts';
import { optimisationOf, optimiseStudy } from '../../../src/study/search/optimise-study.ts';
import { wilsonInterval } from '../../../src/study/statistics/intervals.ts';
import { readStudy } from '../../../src/study/study-file/read-study.ts';
import { folderWith } from '../../input/folder.ts';

const budgets = [6_000, 7_000, 8_000, 9_000, 10_000, 12_000];

/** A service that needs GPUs, and a study of what it must pay for them. */
const files = {
  'tiny.yaml': `name: tiny
horizon: 14d
assets: { eth: { price: { usd: 2500 } }, ait: { price: { usd: 1, volatility: 60% } } }
strategies: [eth]
gpus: { h100: { rentUsdPerHour: { usd: 2.6 }, utilisation: 60% } }
avss:
  one:
    budget: { token: ait, usdPerWeek: 8000, split: { gpu: 100% } }
    tasks:
      heavy: { perDay: 10, resource: gpu, hours: { mean: 4, cv: 0.6 }, width: 4, deadline: 6h, sets: [gpu] }
    sets:
      gpu: { strategies: [eth], admission: { gpus: 8 }, reward: { kind: operatorDirected, by: { work: 1, uptime: 1 } } }
operators:
  gpu:
    count: 4
    gpus: 8
    gpu: h100
    ownStake: { eth: 40 }
    costs: { gpuHourUsd: { uniform: [0.9, 1.6] } }
    starts: { one.gpu: 100% }
    split: 50%
    policy: { reviewEvery: 2d }
`,
  'study.yaml': `name: try
scenario: tiny.yaml
factors:
  budget: { path: avss.one.budget.usdPerWeek, levels: [${budgets.join(', ')}] }
objective:
  minimise: one.gpu.cost
  constraints: [{ measure: one.heavy.coverage.mean, atLeast: 95%, probability: 70% }]
  budget: 120
`,
};

/** A runner in memory. */
function labOf(): Runner {
  const runs = new Map<string, FinishedRun>();
  return {
    signal: new AbortController().signal,
    stateOf: key => (runs.has(key) ? 'done' : undefined),
    find: key => runs.get(key),
    async run(jobs) {
      let done = 0;
      for (const job of jobs) {
        if (runs.has(job.key)) continue;
        runs.set(job.key, await executeJob(job));
        done++;
      }
      return { found: 0, done, failed: 0 };
    },
  };
}

describe('optimising a study of the simulator', () => {
  it('finds the budget that a grid of every level with many runs points to', async () => {
    const study = readStudy(join(folderWith(files), 'study.yaml'));
    if (!study.ok) throw new Error(study.problems[0]!.message);
    const goals = readGoals(study.value);
    if (!goals.ok) throw new Error(goals.problems[0]!.message);
    const runner = labOf();
    const { recommended, isProven, runs } = await optimiseStudy(
      optimisationOf(study.value, goals.value),
      runner,
      () => {},
    );
    const replicates = 40;
    const kept = new Map<number, readonly [number, number]>();
    for (const [index, budget] of budgets.entries()) {
      const jobAt = jobsAt(study.value, pointAt(study.value, index, [budget]));
      // Seeds that the search never used.
      const jobs = Array.from({ length: replicates }, (_, i) => jobAt(10_000 + i));
      await runner.run(jobs);
      const coverages = jobs.map(({ key }) => {
        const run = runner.find(key)!;
        return 'error' in run ? Number.NaN : measureOf(run, 'one.heavy.coverage.mean')!;
      });
      kept.set(budget, wilsonInterval(coverages.filter(coverage => coverage >= 0.95).length, replicates));
    }
    // What the grid does not rule out, up to what it shows to suffice.
    const possible = budgets.find(budget => kept.get(budget)![1] >= 0.7)!;
    const surely = budgets.find(budget => kept.get(budget)![0] >= 0.7)!;
    expect(isProven).toBe(true);
    expect(recommended!.levels[0]).toBeGreaterThanOrEqual(possible);
    expect(recommended!.levels[0]).toBeLessThanOrEqual(surely);
    expect(possible).toBeGreaterThan(budgets[0]!);
    expect(runs).toBeLessThan(budgets.length * replicates);
  });
});
