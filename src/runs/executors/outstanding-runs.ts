import type { Queue, Job as QueuedJob, QueueEvents } from 'bullmq';
import type { FinishedRun, RunJob } from '../job.ts';
import { parseFinishedRun } from './messages.ts';

/** After how long without an event outstanding runs are looked up, should events have been missed, in milliseconds. */
const LOOK_UP_MS = 2_000;

/** A queue on Redis and the stream of its events. */
export interface QueueConnections {
  readonly queue: Queue;
  readonly events: QueueEvents;
}

/** Runs that were given to a queue and have not ended. */
export interface OutstandingRuns {
  size(): number;
  /** The error with which a result could not be handed on; undefined as long as all could. */
  failure(): { readonly error: unknown } | undefined;
  /** Gives jobs to the queue. */
  add(jobs: readonly RunJob[]): Promise<void>;
  /** Asks Redis for the state of every run: hands on those that ended, adds again those that are gone. */
  lookUp(): Promise<void>;
  /** Takes back the runs that no worker has begun. */
  withdraw(): Promise<void>;
  /** Resolves when a run ends or the signal comes, or is `overdue` where neither happened for a while. */
  changed(signal?: AbortSignal): Promise<'changed' | 'overdue'>;
  stopListening(): void;
}

/**
 * Listens to a queue for the results of runs, and hands each on once; a result that cannot be read is a failed run.
 * Events of Redis may be missed, as when a connection breaks: {@link OutstandingRuns.lookUp} asks for what they would
 * have said. A run is handed on by whichever comes first, and is then forgotten here and removed there.
 */
export function trackOutstandingRuns(
  { queue, events }: QueueConnections,
  onFinished: (finished: FinishedRun) => void,
): OutstandingRuns {
  const outstanding = new Map<string, RunJob>();
  let wake = (): void => {};
  let failure: { readonly error: unknown } | undefined;

  const finish = (key: string, result: (job: RunJob) => FinishedRun): void => {
    const job = outstanding.get(key);
    // Events are also of runs that another command asked for, and of those that were looked up meanwhile.
    if (job === undefined) return;
    outstanding.delete(key);
    try {
      onFinished(result(job));
    } catch (error) {
      failure ??= { error };
    }
    queue.remove(key).catch(() => {});
    wake();
  };
  const completed = ({ jobId, returnvalue }: { jobId: string; returnvalue: unknown }): void =>
    finish(jobId, job => readResult(job, returnvalue));
  const failed = ({ jobId, failedReason }: { jobId: string; failedReason: string }): void =>
    finish(jobId, ({ key, seed }) => ({ key, seed, error: failedReason }));
  events.on('completed', completed);
  events.on('failed', failed);

  const add = async (jobs: readonly RunJob[]): Promise<void> => {
    for (const job of jobs) outstanding.set(job.key, job);
    await queue.addBulk(
      jobs.map(job => ({ name: 'run', data: job, opts: { jobId: job.key, stackTraceLimit: 1 } })),
    );
  };
  return {
    size: () => outstanding.size,
    failure: () => failure,
    add,
    async lookUp() {
      const gone: RunJob[] = [];
      for (const job of outstanding.values()) {
        const queued: QueuedJob | undefined = await queue.getJob(job.key);
        if (queued === undefined) gone.push(job);
        else if (queued.finishedOn === undefined) continue;
        else if (queued.failedReason) failed({ jobId: job.key, failedReason: queued.failedReason });
        else completed({ jobId: job.key, returnvalue: queued.returnvalue });
      }
      // Gone with a Redis that was restarted, or removed by another command that was interrupted.
      await add(gone.filter(({ key }) => outstanding.has(key)));
    },
    async withdraw() {
      for (const key of [...outstanding.keys()]) {
        const removed = await queue.remove(key).catch(() => 0);
        if (removed === 1) outstanding.delete(key);
      }
    },
    changed: signal =>
      waitForWake(signal, awake => {
        wake = awake;
      }),
    stopListening() {
      events.off('completed', completed);
      events.off('failed', failed);
    },
  };
}

/** The result of a job as its worker sent it, or a failed run that says why it cannot be read. */
function readResult({ key, seed }: RunJob, returned: unknown): FinishedRun {
  try {
    const finished = parseFinishedRun(returned);
    if (finished.key !== key) throw new Error(`invalid result: of another run, ${finished.key}`);
    return finished;
  } catch (error) {
    return { key, seed, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Waits for the call that `onWait` receives or the signal, at most for {@link LOOK_UP_MS}. */
function waitForWake(
  signal: AbortSignal | undefined,
  onWait: (wake: () => void) => void,
): Promise<'changed' | 'overdue'> {
  return new Promise(resolve => {
    const end = (state: 'changed' | 'overdue') => (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', awake);
      resolve(state);
    };
    const awake = end('changed');
    const timer = setTimeout(end('overdue'), LOOK_UP_MS);
    signal?.addEventListener('abort', awake);
    onWait(awake);
  });
}
