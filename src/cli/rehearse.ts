import { availableParallelism } from 'node:os';
import { perform } from '../study/perform.ts';
import type { Plan } from '../study/plan.ts';
import { segmentText } from '../study/segment.ts';
import type { Store } from '../study/store.ts';
import { exit } from './exit.ts';
import { counted } from './finish.ts';
import { clock } from './progress.ts';
import { putJson, say } from './terminal.ts';

/** How long runs are timed, so that the first one's warming up does not count, in milliseconds. */
const timedMs = 500;

/** `--dry-run`: says how much work a study is, by one run of it that is timed; writes nothing. The exit code. */
export async function rehearse(
  { points, runs, study }: Plan,
  store: Pick<Store, 'has'>,
  { jobs, json }: { readonly jobs: number | undefined; readonly json: boolean },
): Promise<number> {
  const count = { planned: 0, done: 0 };
  let sample: Parameters<typeof perform>[0] | undefined;
  for (const { job } of runs()) {
    count.planned++;
    if (store.has(job.key) === 'done') count.done++;
    else sample ??= job;
  }
  const atOnce = jobs ?? availableParallelism();
  let milliseconds = 0;
  let bytes = 0;
  const begun = performance.now();
  while (sample !== undefined && (milliseconds === 0 || performance.now() - begun < timedMs)) {
    const start = performance.now();
    const run = await perform(sample);
    milliseconds = performance.now() - start;
    if ('error' in run) throw new Error(`the run that was timed failed: ${run.error}`);
    const rows = run.measures.reduce(
      (sum, [name, , value]) => sum + name.length + String(value).length + 30,
      0,
    );
    bytes =
      segmentText([{ ...run, measures: [] }]).length +
      rows +
      JSON.stringify(run.rows ?? {}).length +
      20 * run.measures.length;
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
      `about ${clock(secondsLeft)} at ${atOnce} at once (${milliseconds.toPrecision(3)} ms a run, measured)`,
    );
    say(`about ${(diskBytes / 1e6).toPrecision(2)} MB on disk`);
  }
  return exit.done;
}
