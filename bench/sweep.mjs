// Sweeps: memory as runs go by, the time to find 10,000 runs done, and two workers against one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finishStudy } from '../dist/src/cli/running/study-results.js';
import { resultsName } from '../dist/src/results/results-directory.js';
import { processExecutor } from '../dist/src/runs/executors/processes.js';
import { jobsOf } from '../dist/src/runs/job.js';
import { createRunner } from '../dist/src/runs/runner.js';
import { openStore } from '../dist/src/runs/store/store.js';
import { pointsOf } from '../dist/src/study/designs/points.js';
import { planOf } from '../dist/src/study/plan.js';
import { readStudy } from '../dist/src/study/study-file/read-study.js';
import { studyHash, writeResolvedStudy } from '../dist/src/study/study-file/resolved-study.js';
import { cli, median, rounded } from './harness.mjs';

export const meaning = 'two workers against one, memory over a study, and the time to find it done';

export const options = {
  runs: { value: 10_000, meaning: 'runs of the study, whose memory is watched' },
  timed: { value: 3_000, meaning: 'runs of a measurement of one or two workers' },
  warm: { value: 6_000, meaning: 'runs that each worker does before it is measured' },
  rounds: { value: 5, meaning: 'rounds of one worker and two in turn' },
};

const tiny = {
  name: 'tiny',
  horizon: '30d',
  assets: { eth: { price: { usd: 2500 } } },
  strategies: ['eth'],
  avss: {
    one: {
      budget: { token: 'eth', usdPerWeek: 1000, split: { main: '100%' } },
      sets: {
        main: {
          strategies: ['eth'],
          reward: { kind: 'uniqueStake' },
          slashing: { doubleSign: { fraction: '50%' } },
        },
      },
    },
  },
  operators: { ordinary: { count: 10, ownStake: { eth: 10 } } },
  restakers: { retail: { count: 50, stake: { eth: 2 } } },
};
const going = new AbortController().signal;
/** Resident memory of this process and, on Linux, of those that do the runs. */
const megabytes = () => {
  const children = `/proc/self/task/${process.pid}/children`;
  const workers = existsSync(children)
    ? readFileSync(children, 'utf8').trim().split(' ').filter(Boolean)
    : [];
  const theirs = workers.map(pid =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
  );
  const own = (process.memoryUsage.rss() / 1e6).toFixed(0);
  return `${own} MB${theirs.map(kilobytes => ` + ${((kilobytes * 1_024) / 1e6).toFixed(0)}`).join('')}`;
};

export async function run(values) {
  const folder = mkdtempSync(join(tmpdir(), 'opset-bench-'));
  try {
    const study = await memoryAndResume(folder, values.runs);
    return { ...study, ...(await twoAgainstOne(values)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A study of 10 replicates at each of as many points as come out, in a folder. */
function openStudy(folder, runs) {
  writeFileSync(join(folder, 'tiny.yaml'), JSON.stringify(tiny));
  const steps = Math.max(2, Math.round(runs / 10));
  const factors = { budget: { path: 'avss.one.budget.usdPerWeek', range: [500, 5000], steps } };
  const file = join(folder, 'study.yaml');
  writeFileSync(file, JSON.stringify({ name: 'bench', scenario: 'tiny.yaml', factors, replicates: 10 }));
  const study = readStudy(file).value;
  const hash = studyHash(study);
  const directory = join(folder, 'reports', resultsName(study.name, hash));
  mkdirSync(directory, { recursive: true });
  writeResolvedStudy(directory, study);
  return { study, hash, directory, count: steps * 10 };
}

async function memoryAndResume(folder, runs) {
  const { study, hash, directory, count } = openStudy(folder, runs);
  const executor = processExecutor(2, 'for the benchmark');
  const runner = createRunner(openStore(directory), executor, going);
  const plan = planOf(study, pointsOf(study), null, runner.find);
  const jobs = function* () {
    for (const { job } of plan.runs()) yield job;
  };
  const looked = [count / 10, count / 2, count].map(Math.round);
  const begun = performance.now();
  await runner.run(jobs(), ({ done }) => {
    if (looked.includes(done)) console.log(`memory after ${done} runs: ${megabytes()}`);
  });
  const seconds = (performance.now() - begun) / 1_000;
  console.log(`${count} runs by 2 workers: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} runs/s`);
  await executor.close();
  const tablesSeconds = await silently(() =>
    finishStudy({
      directory,
      plan,
      runner,
      argv: [],
      hash,
      json: false,
      quiet: true,
      parquet: false,
      page: false,
    }),
  );
  console.log(`tables: ${tablesSeconds.toFixed(2)} s; memory after them: ${megabytes()}`);
  const resumeSeconds = resume(folder);
  console.log(`the same sweep again, all runs done: ${resumeSeconds.toFixed(2)} s`);
  return {
    runs: count,
    runsPerSecond: rounded(count / seconds),
    tablesSeconds: rounded(tablesSeconds),
    resumeSeconds: rounded(resumeSeconds),
    peakRssMb: rounded(process.resourceUsage().maxRSS / 1e3),
  };
}

/** Seconds that work takes which prints to stdout, without what it prints. */
async function silently(work) {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  const begun = performance.now();
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return (performance.now() - begun) / 1_000;
}

/** Seconds that the command line takes to find all runs of the study done. */
function resume(folder) {
  const begun = performance.now();
  const { stderr } = spawnSync(process.execPath, [cli, 'sweep', 'study.yaml', '--no-page'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!stderr.includes('nothing to do')) throw new Error(`the sweep was not found done: ${stderr}`);
  return (performance.now() - begun) / 1_000;
}

async function twoAgainstOne({ timed: count, warm, rounds }) {
  const job = jobsOf(tiny);
  let seed = 0;
  const timed = async (executor, runs) => {
    const jobs = Array.from({ length: runs }, () => job(seed++));
    const begun = performance.now();
    await executor.run(jobs, () => {}, going);
    return performance.now() - begun;
  };
  const cold = async workers => {
    const executor = processExecutor(workers, 'for the benchmark');
    const took = await timed(executor, count);
    await executor.close();
    return took;
  };
  const [one, two] = [1, 2].map(workers => processExecutor(workers, 'for the benchmark'));
  // Each process compiles for itself what it runs often.
  for (const executor of [one, two]) await timed(executor, executor.jobs * warm);
  const ratios = { warm: [], cold: [] };
  for (let round = 0; round < rounds; round++) {
    ratios.warm.push((await timed(one, count)) / (await timed(two, count)));
    ratios.cold.push((await cold(1)) / (await cold(2)));
  }
  await Promise.all([one.close(), two.close()]);
  const listed = list => list.toSorted((a, b) => a - b).map(ratio => ratio.toFixed(2));
  console.log(`two workers against one, warm: ${listed(ratios.warm).join(', ')}`);
  console.log(`two workers against one, ${count} runs from their start: ${listed(ratios.cold).join(', ')}`);
  return {
    timed: count,
    rounds,
    ratio: rounded(median(ratios.warm)),
    coldRatio: rounded(median(ratios.cold)),
  };
}
