import { availableParallelism } from 'node:os';
import { executeJob } from '../../runs/execute-job.ts';
import { type CompletedRun, measuresOf, type RunJob } from '../../runs/job.ts';
import { segmentText } from '../../runs/store/segment.ts';
import type { RunState } from '../../runs/store/stored-runs.ts';
import type { Plan } from '../../study/plan.ts';
import { exit } from '../exit.ts';
import { durationText } from '../progress.ts';
import { counted, printJson, say } from '../terminal.ts';

/** How long runs are timed, so that the first one's warming up does not count, in milliseconds. */
const timedMs = 500;

/** Points that are tried where the first ones fail. */
const mostTried = 10;

/** The runs of a plan, as far as they are known before any of them is done. */
interface PlannedWork {
  readonly planned: number;
  /** Runs that the store has. */
  readonly done: number;
  /** The first missing run of each of some points: where the first fails another may not. */
  readonly samples: readonly RunJob[];
}

/** What a run takes. */
interface RunCost {
  readonly milliseconds: number;
  /** About how much it adds to the store and to the tables. */
  readonly bytes: number;
}

/**
 * `--dry-run`: prints how much work a study is, judged by one run of it that is timed; writes nothing.
 *
 * @param jobs runs at once; as many as there are processors where it is undefined
 * @returns the exit code
 */
export async function dryRun(
  plan: Plan,
  states: ReadonlyMap<string, RunState>,
  { jobs, json }: { readonly jobs: number | undefined; readonly json: boolean },
): Promise<number> {
  const { points } = plan;
  const { planned, done, samples } = plannedWork(plan, states);
  const { milliseconds, bytes } = await measureRun(samples);
  const atOnce = jobs ?? availableParallelism();
  const left = planned - done;
  const secondsLeft = (left * milliseconds) / 1_000 / Math.min(atOnce, Math.max(1, left));
  const diskBytes = left * bytes;
  if (json) {
    const work = { points: points.kept, rejected: points.rejected, runs: planned, done };
    printJson({ ...work, jobs: atOnce, secondsLeft, diskBytes });
    return exit.done;
  }
  printPlanned(plan, planned);
  say(`${counted(done, 'run')} done, ${left.toLocaleString('en-US')} to do`);
  if (left > 0) {
    const each = `${Number(milliseconds.toPrecision(3)).toLocaleString('en-US')} ms a run, measured`;
    say(`about ${durationText(secondsLeft)} at ${atOnce} at once (${each})`);
    say(`about ${(diskBytes / 1e6).toPrecision(2)} MB on disk`);
  }
  return exit.done;
}

function plannedWork(plan: Plan, states: ReadonlyMap<string, RunState>): PlannedWork {
  // Keys need the scenario of every point: without any run to be found by them, there is no need to make them.
  if (states.size === 0 && plan.study.replicates.until === null) return untouchedWork(plan);
  const count = { planned: 0, done: 0 };
  const samples = new Map<number, RunJob>();
  for (const { job, point } of plan.runs()) {
    count.planned++;
    if (states.get(job.key) === 'done') count.done++;
    else if (samples.size < mostTried && !samples.has(point.index)) samples.set(point.index, job);
  }
  return { ...count, samples: [...samples.values()] };
}

/** The runs of a plan with a fixed number of replicates, none of which is done. */
function untouchedWork(plan: Plan): PlannedWork {
  const { points, shard, study } = plan;
  const all = points.kept * study.replicates.most;
  const planned = shard === null ? all : Math.ceil((all - shard.index + 1) / shard.of);
  const samples = new Map<number, RunJob>();
  for (const { job, point } of plan.runs()) {
    if (!samples.has(point.index)) samples.set(point.index, job);
    if (samples.size === mostTried) break;
  }
  return { planned, done: 0, samples: [...samples.values()] };
}

/**
 * Does the first run that does not fail again and again, and measures the last time.
 *
 * @throws Error when each of the runs fails
 */
async function measureRun(samples: readonly RunJob[]): Promise<RunCost> {
  let cost: RunCost = { milliseconds: 0, bytes: 0 };
  const begun = performance.now();
  const others = [...samples];
  let sample = others.shift();
  while (sample !== undefined && (cost.milliseconds === 0 || performance.now() - begun < timedMs)) {
    const start = performance.now();
    const run = await executeJob(sample);
    if ('error' in run) {
      sample = others.shift();
      if (sample === undefined) throw new Error(`each of the runs that were tried failed: ${run.error}`);
    } else cost = { milliseconds: performance.now() - start, bytes: bytesOf(run) };
  }
  return cost;
}

/** About how many bytes a run adds to the store and to the tables. */
function bytesOf(run: CompletedRun): number {
  const measures = measuresOf(run).reduce(
    (sum, { name, value }) => sum + name.length + String(value).length + 30,
    0,
  );
  return (
    segmentText([{ ...run, measures: [], values: [] }]).length +
    measures +
    JSON.stringify(run.rows ?? {}).length +
    20 * run.values.length
  );
}

/** Prints the points, the replicates and the runs of a plan, and what its constraints leave out. */
function printPlanned({ points, study: { replicates } }: Plan, planned: number): void {
  const isOpen = replicates.until !== null;
  const each = isOpen
    ? `at least ${replicates.least} and at most ${replicates.most}`
    : replicates.most.toLocaleString('en-US');
  const runs = `${counted(planned, 'run')}${isOpen ? ' so far' : ''}`;
  say(`${counted(points.kept, 'point')} x ${each} replicates: ${runs}`);
  for (const { constraint, points: rows } of points.rejected)
    say(`  ${counted(rows, 'point')} left out by ${constraint}`);
}
