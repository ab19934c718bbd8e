import { availableParallelism } from 'node:os';
import { perform } from '../../runs/execute-job.ts';
import { type Job, measuresOf } from '../../runs/job.ts';
import { segmentText } from '../../runs/segment.ts';
import type { Store } from '../../runs/store.ts';
import type { Plan } from '../../study/plan.ts';
import { exit } from '../exit.ts';
import { clock } from '../progress.ts';
import { counted, putJson, say } from '../terminal.ts';

/** How long runs are timed, so that the first one's warming up does not count, in milliseconds. */
const timedMs = 500;

/** Points that are tried where the first ones fail. */
const mostTried = 10;

/** `--dry-run`: says how much work a study is, by one run of it that is timed; writes nothing. The exit code. */
export async function rehearse(
  { points, runs, study }: Plan,
  store: Pick<Store, 'has'>,
  { jobs, json }: { readonly jobs: number | undefined; readonly json: boolean },
): Promise<number> {
  const count = { planned: 0, done: 0 };
  /** The first run of each of some points: where the first fails another may not. */
  const samples = new Map<number, Job>();
  for (const { job, point } of runs()) {
    count.planned++;
    if (store.has(job.key) === 'done') count.done++;
    else if (samples.size < mostTried && !samples.has(point.index)) samples.set(point.index, job);
  }
  const [first, ...others] = samples.values();
  let sample: Job | undefined = first;
  const atOnce = jobs ?? availableParallelism();
  let milliseconds = 0;
  let bytes = 0;
  const begun = performance.now();
  while (sample !== undefined && (milliseconds === 0 || performance.now() - begun < timedMs)) {
    const start = performance.now();
    const run = await perform(sample);
    if ('error' in run) {
      sample = others.shift();
      if (sample === undefined) throw new Error(`each of the runs that were tried failed: ${run.error}`);
      continue;
    }
    milliseconds = performance.now() - start;
    const rows = measuresOf(run).reduce(
      (sum, [name, , value]) => sum + name.length + String(value).length + 30,
      0,
    );
    bytes =
      segmentText([{ ...run, legend: [], values: [] }]).length +
      rows +
      JSON.stringify(run.rows ?? {}).length +
      20 * run.values.length;
  }
  const left = count.planned - count.done;
  const secondsLeft = (left * milliseconds) / 1_000 / Math.min(atOnce, Math.max(1, left));
  const diskBytes = left * bytes;
  const isOpen = study.replicates.until !== null;
  if (json) {
    const work = { points: points.kept, rejected: points.rejected, runs: count.planned, done: count.done };
    putJson({ ...work, jobs: atOnce, secondsLeft, diskBytes });
    return exit.done;
  }
  const each = isOpen
    ? `at least ${study.replicates.least} and at most ${study.replicates.most}`
    : study.replicates.most.toLocaleString('en-US');
  say(
    `${counted(points.kept, 'point')} x ${each} replicates: ${counted(count.planned, 'run')}${isOpen ? ' so far' : ''}`,
  );
  for (const { constraint, points: rows } of points.rejected)
    say(`  ${counted(rows, 'point')} left out by ${constraint}`);
  say(`${counted(count.done, 'run')} done, ${left.toLocaleString('en-US')} to do`);
  if (left > 0) {
    say(
      `about ${clock(secondsLeft)} at ${atOnce} at once (${Number(milliseconds.toPrecision(3)).toLocaleString('en-US')} ms a run, measured)`,
    );
    say(`about ${(diskBytes / 1e6).toPrecision(2)} MB on disk`);
  }
  return exit.done;
}
