// Sweeps: memory as runs go by, the time to find 10,000 runs done, and two workers against one.
// Usage: npm run build && node bench/sweep.mjs
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

const RUNS = 10_000;
const TIMED = 3_000;
const WARM = 6_000;
const ROUNDS = 5;

const folder = mkdtempSync(join(tmpdir(), 'opset-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
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

await memoryAndResume();
await twoAgainstOne();

async function memoryAndResume() {
  writeFileSync(join(folder, 'tiny.yaml'), JSON.stringify(tiny));
  const factors = { budget: { path: 'avss.one.budget.usdPerWeek', range: [500, 5000], steps: RUNS / 10 } };
  const file = join(folder, 'study.yaml');
  writeFileSync(file, JSON.stringify({ name: 'bench', scenario: 'tiny.yaml', factors, replicates: 10 }));
  const study = readStudy(file).value;
  const hash = studyHash(study);
  const directory = join(folder, 'reports', resultsName(study.name, hash));
  mkdirSync(directory, { recursive: true });
  writeResolvedStudy(directory, study);
  const executor = processExecutor(2, 'for the benchmark');
  const runner = createRunner(openStore(directory), executor, going);
  const plan = planOf(study, pointsOf(study), null, runner.find);
  const jobs = function* () {
    for (const { job } of plan.runs()) yield job;
  };
  const begun = performance.now();
  await runner.run(jobs(), ({ done }) => {
    if ([1_000, 5_000, RUNS].includes(done)) console.log(`memory after ${done} runs: ${megabytes()}`);
  });
  const seconds = (performance.now() - begun) / 1_000;
  console.log(`${RUNS} runs by 2 workers: ${seconds.toFixed(1)} s, ${(RUNS / seconds).toFixed(0)} runs/s`);
  await executor.close();
  const write = process.stdout.write;
  process.stdout.write = () => true;
  const made = performance.now();
  await finishStudy({
    directory,
    plan,
    runner: runner,
    argv: [],
    hash,
    json: false,
    quiet: true,
    parquet: false,
    page: false,
  });
  process.stdout.write = write;
  console.log(
    `tables: ${((performance.now() - made) / 1_000).toFixed(2)} s; memory after them: ${megabytes()}`,
  );
  const again = performance.now();
  const main = join(import.meta.dirname, '..', 'dist', 'src', 'cli', 'main.js');
  const { stderr } = spawnSync(process.execPath, [main, 'sweep', 'study.yaml', '--no-page'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const resumed = (performance.now() - again) / 1_000;
  if (!stderr.includes('nothing to do')) throw new Error(`the sweep was not found done: ${stderr}`);
  console.log(`the same sweep again, all runs done: ${resumed.toFixed(2)} s (at most 2)`);
}

async function twoAgainstOne() {
  const job = jobsOf(tiny);
  let seed = 0;
  const timed = async (executor, count) => {
    const jobs = Array.from({ length: count }, () => job(seed++));
    const begun = performance.now();
    await executor.run(jobs, () => {}, going);
    return performance.now() - begun;
  };
  const cold = async workers => {
    const executor = processExecutor(workers, 'for the benchmark');
    const took = await timed(executor, TIMED);
    await executor.close();
    return took;
  };
  const [one, two] = [1, 2].map(workers => processExecutor(workers, 'for the benchmark'));
  // Each process compiles for itself what it runs often.
  for (const executor of [one, two]) await timed(executor, executor.jobs * WARM);
  const ratios = { warm: [], cold: [] };
  for (let round = 0; round < ROUNDS; round++) {
    ratios.warm.push((await timed(one, TIMED)) / (await timed(two, TIMED)));
    ratios.cold.push((await cold(1)) / (await cold(2)));
  }
  await Promise.all([one.close(), two.close()]);
  const listed = list => list.sort((a, b) => a - b).map(ratio => ratio.toFixed(2));
  console.log(`two workers against one, warm: ${listed(ratios.warm).join(', ')} (median at least 1.75)`);
  console.log(`two workers against one, ${TIMED} runs from their start: ${listed(ratios.cold).join(', ')}`);
}
