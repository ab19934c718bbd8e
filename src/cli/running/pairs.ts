import type { ReadScenario } from '../../input/scenario-file.ts';
import { localExecutor } from '../../runs/executor.ts';
import { type Done, type Failed, type Job, jobsOf } from '../../runs/job.ts';
import { interruptible } from '../interrupt.ts';
import { startProgress } from '../progress.ts';
import { jobsAsked } from './with-runner.ts';

/** One of the two that are compared. */
export interface Side {
  readonly name: string;
  readonly path: string;
  readonly read: ReadScenario;
  /** Its runs that need not be done, by seed. */
  readonly recorded: ReadonlyMap<string, Done>;
}

/**
 * Does the runs of both sides that are not recorded; pairs of which either failed are left out.
 *
 * @param onFirst hears of the first pair as soon as there is one; what it throws ends the work
 */
export async function performPairs(
  a: Side,
  b: Side,
  seeds: readonly (number | string)[],
  {
    measures,
    jobs,
    quiet,
  }: { readonly measures: readonly string[]; readonly jobs: string | undefined; readonly quiet: boolean },
  onFirst: (a: Done, b: Done) => void,
): Promise<{ runsA: Done[]; runsB: Done[]; failures: Failed[]; found: number }> {
  const [jobA, jobB] = [a, b].map(({ read }) => jobsOf(read.written, measures)) as [
    ReturnType<typeof jobsOf>,
    ReturnType<typeof jobsOf>,
  ];
  const done = new Map<string, Done>();
  const failures: Failed[] = [];
  const wanted: Job[] = [];
  // Side by side, so that the first pair is there early.
  for (const seed of seeds) {
    for (const [side, jobAt] of [
      [a, jobA],
      [b, jobB],
    ] as const) {
      const job = jobAt(seed);
      const recorded = side.recorded.get(String(seed));
      if (recorded !== undefined) done.set(job.key, recorded);
      else if (!wanted.some(({ key }) => key === job.key)) wanted.push(job);
    }
  }
  const found = done.size;
  const pairAt = (seed: number | string): (readonly [Done, Done])[] => {
    const [one, other] = [done.get(jobA(seed).key), done.get(jobB(seed).key)];
    return one === undefined || other === undefined ? [] : [[one, other]];
  };
  let isFirst = true;
  const look = (seed: number | string): void => {
    const [pair] = isFirst ? pairAt(seed) : [];
    if (pair === undefined) return;
    isFirst = false;
    onFirst(...pair);
  };
  if (found > 0) seeds.forEach(look);
  const progress = startProgress(wanted.length, 'runs', quiet);
  const stop = new AbortController();
  if (wanted.length > 0) {
    const executor = await localExecutor(jobsAsked(jobs));
    const keep = (run: Done | Failed): void => {
      if ('error' in run) failures.push(run);
      else done.set(run.key, run);
      look(run.seed);
      const ended = done.size - found + failures.length;
      progress.show(ended / wanted.length, `run ${ended} of ${wanted.length}`);
    };
    try {
      await interruptible(
        () => executor.run(wanted, keep, stop.signal),
        () => progress.clear(),
        'interrupted: nothing was written; the same command starts again',
      );
    } finally {
      progress.clear();
      await executor.close();
    }
  }
  const pairs = seeds.flatMap(pairAt);
  return { runsA: pairs.map(([one]) => one), runsB: pairs.map(([, other]) => other), failures, found };
}
