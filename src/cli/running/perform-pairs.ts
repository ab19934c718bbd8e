import type { ReadScenario } from '../../input/scenario-file.ts';
import { localExecutor } from '../../runs/executors/local-executor.ts';
import { type CompletedRun, type FailedRun, type FinishedRun, jobsOf, type RunJob } from '../../runs/job.ts';
import { interruptible } from '../interrupt.ts';
import { startProgress } from '../progress.ts';
import { parseJobs } from './with-runner.ts';

/**
 * One of the two scenarios that are compared. Recorded runs are those of a results directory; none where options
 * change its scenario.
 */
export interface ComparedScenario {
  readonly name: string;
  readonly path: string;
  readonly read: ReadScenario;
  /** Its runs that need not be done, by seed. */
  readonly recorded: ReadonlyMap<string, CompletedRun>;
}

/** The runs that a comparison needs. */
export interface PairedRuns {
  readonly a: ComparedScenario;
  readonly b: ComparedScenario;
  /** One of each scenario is run with each of these. */
  readonly seeds: readonly (number | string)[];
  /** Patterns of the measures to keep; none keeps all. */
  readonly measures: readonly string[];
  /** `--jobs`. */
  readonly jobs: string | undefined;
  readonly quiet: boolean;
}

/** The pairs of runs that were done well. */
export interface DonePairs {
  /** Runs of A and of B, in the same order of seeds. */
  readonly runsA: CompletedRun[];
  readonly runsB: CompletedRun[];
  readonly failures: FailedRun[];
  /** Runs that were recorded before. */
  readonly found: number;
}

/**
 * Does the runs of both scenarios that are not recorded; pairs of which either failed are left out. Both may have
 * runs of equal keys, as where they are the same scenario: each is done once.
 *
 * @param onFirst gets the first pair as soon as it is there; what it throws ends the work
 * @throws UsageError when `jobs` is no number
 * @throws what `onFirst` throws
 */
export async function performPairs(
  { a, b, seeds, measures, jobs, quiet }: PairedRuns,
  onFirst: (a: CompletedRun, b: CompletedRun) => void,
): Promise<DonePairs> {
  const jobA = jobsOf(a.read.written, measures);
  const jobB = jobsOf(b.read.written, measures);
  const done = new Map<string, CompletedRun>();
  const failures: FailedRun[] = [];
  const wanted = new Map<string, RunJob>();
  // Side by side, so that the first pair is there early.
  for (const seed of seeds) {
    for (const [{ recorded }, job] of [[a, jobA(seed)] as const, [b, jobB(seed)] as const]) {
      const run = recorded.get(String(seed));
      if (run !== undefined) done.set(job.key, run);
      else wanted.set(job.key, job);
    }
  }
  const found = done.size;
  const pairAt = (seed: number | string): (readonly [CompletedRun, CompletedRun])[] => {
    const [one, other] = [done.get(jobA(seed).key), done.get(jobB(seed).key)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  };
  let isFirst = true;
  const passOnFirst = (seed: number | string): void => {
    const [pair] = isFirst ? pairAt(seed) : [];
    if (pair === undefined) return;
    isFirst = false;
    onFirst(...pair);
  };
  // Recorded pairs can be looked at before anything is run.
  if (found > 0) seeds.forEach(passOnFirst);
  await performAlone([...wanted.values()], parseJobs(jobs), quiet, run => {
    if ('error' in run) failures.push(run);
    else done.set(run.key, run);
    passOnFirst(run.seed);
  });
  const pairs = seeds.flatMap(pairAt);
  return { runsA: pairs.map(([one]) => one), runsB: pairs.map(([, other]) => other), failures, found };
}

/** Does jobs on this machine, with a progress line, and keeps nothing on disk. They end in any order. */
async function performAlone(
  wanted: readonly RunJob[],
  jobs: number | undefined,
  quiet: boolean,
  onEnd: (run: FinishedRun) => void,
): Promise<void> {
  if (wanted.length === 0) return;
  const progress = startProgress(wanted.length, 'runs', quiet);
  const executor = await localExecutor(jobs);
  let ended = 0;
  const count = (run: FinishedRun): void => {
    onEnd(run);
    ended++;
    progress.show(ended / wanted.length, `run ${ended} of ${wanted.length}`);
  };
  try {
    await interruptible(
      () => executor.run(wanted, count, new AbortController().signal),
      () => progress.clear(),
      'interrupted: nothing was written; the same command starts again',
    );
  } finally {
    progress.clear();
    await executor.close();
  }
}
