import { type Job as Entry, Queue, QueueEvents } from 'bullmq';
import type { FinishedRun, RunJob } from '../job.ts';
import type { Executor } from './executor.ts';
import { parseFinishedRun, queueName } from './messages.ts';
import { addressText, connectToRedis } from './redis.ts';

/** Most runs of one command that wait in Redis or are under way: so much memory it takes, however long the study. */
const MOST_OUTSTANDING = 1_000;

/** How often outstanding runs are looked up, in milliseconds, should word of them have been missed. */
const LOOK_MS = 2_000;

/**
 * Has jobs done by the workers of a queue on Redis (BullMQ), on whatever machines they are. A job's id is its key, so
 * that a job that is there already is not done twice, whoever asked for it, and one that is done again after its
 * worker died gives the same. A result is removed from Redis once it was handed on.
 *
 * @param tell hears of trouble on the way: no workers, a lost connection
 * @throws {Unreachable} when there is no Redis at the address
 */
export async function queueExecutor(url: string, tell: (text: string) => void): Promise<Executor> {
  const connection = await connectToRedis(url);
  const jobs = new Queue(queueName, { connection });
  const events = new QueueEvents(queueName, { connection });
  const troubled = once(() => tell(`connection to Redis at ${addressText(connection)} lost: trying again`));
  jobs.on('error', troubled);
  events.on('error', troubled);
  await events.waitUntilReady();
  // The name of a worker's connection ends with the worker's own: how many runs it does at once.
  const workers = (await jobs.getWorkers()).map(({ rawname }) => Number(rawname?.split(':').at(-1)) || 1);
  return {
    name: 'queue',
    jobs: workers.reduce((sum, runs) => sum + runs, 0),
    why: `${workers.length} ${workers.length === 1 ? 'worker' : 'workers'} on ${addressText(connection)}${
      workers.length === 0 ? '; start some: opset worker --redis URL' : ''
    }`,
    run: (all, onFinished, signal) => run(jobs, events, all, onFinished, signal, tell),
    async close() {
      await Promise.all([jobs.close(), events.close()]);
    },
  };
}

async function run(
  queued: Queue,
  events: QueueEvents,
  jobs: Iterable<RunJob>,
  onFinished: (finished: FinishedRun) => void,
  signal: AbortSignal,
  tell: (text: string) => void,
): Promise<void> {
  const outstanding = new Map<string, RunJob>();
  const coming = jobs[Symbol.iterator]();
  let exhausted = false;
  let wake = (): void => {};
  let failure: { readonly error: unknown } | undefined;

  const finish = (key: string, result: () => FinishedRun): void => {
    const job = outstanding.get(key);
    // Of what another command asked for, or what was looked up meanwhile.
    if (job === undefined) return;
    outstanding.delete(key);
    try {
      onFinished(readable(job, result));
    } catch (error) {
      failure ??= { error };
    }
    queued.remove(key).catch(() => {});
    wake();
  };
  const completed = ({ jobId, returnvalue }: { jobId: string; returnvalue: unknown }): void =>
    finish(jobId, () => parseFinishedRun(returnvalue));
  const failed = ({ jobId, failedReason }: { jobId: string; failedReason: string }): void => {
    const job = outstanding.get(jobId);
    if (job !== undefined) finish(jobId, () => ({ key: job.key, seed: job.seed, error: failedReason }));
  };
  events.on('completed', completed);
  events.on('failed', failed);

  const add = async (some: readonly RunJob[]): Promise<void> => {
    await queued.addBulk(
      some.map(job => ({ name: 'run', data: job, opts: { jobId: job.key, stackTraceLimit: 1 } })),
    );
  };
  const look = async (): Promise<void> => {
    const lost: RunJob[] = [];
    for (const job of outstanding.values()) {
      const entry: Entry | undefined = await queued.getJob(job.key);
      if (entry === undefined) lost.push(job);
      else if (entry.finishedOn === undefined) continue;
      else if (entry.failedReason) failed({ jobId: job.key, failedReason: entry.failedReason });
      else completed({ jobId: job.key, returnvalue: entry.returnvalue });
    }
    // Gone with a Redis that was restarted, or removed by another command that gave up: asked for again.
    await add(lost.filter(({ key }) => outstanding.has(key)));
  };

  try {
    while (failure === undefined && !signal.aborted) {
      const some: RunJob[] = [];
      while (!exhausted && outstanding.size < MOST_OUTSTANDING) {
        const next = coming.next();
        exhausted = next.done === true;
        if (next.done) break;
        outstanding.set(next.value.key, next.value);
        some.push(next.value);
      }
      await add(some);
      if (exhausted && outstanding.size === 0) break;
      const looked = await waited(outstanding.size >= MOST_OUTSTANDING || exhausted, signal, awake => {
        wake = awake;
      });
      if (looked) await look();
    }
    // What nobody has begun is taken back; what has begun is waited for.
    for (const key of [...outstanding.keys()]) {
      const taken = await queued.remove(key).catch(() => 0);
      if (taken === 1) outstanding.delete(key);
    }
    if (signal.aborted && outstanding.size > 0) {
      const runs = outstanding.size === 1 ? '1 run' : `${outstanding.size} runs`;
      tell(`waiting for ${runs} that workers have begun; once more stops at once`);
    }
    while (failure === undefined && outstanding.size > 0) {
      await waited(true, undefined, awake => {
        wake = awake;
      });
      await look();
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    events.off('completed', completed);
    events.off('failed', failed);
  }
}

/** The result of a job, or a failure that says why it cannot be read. */
function readable({ key, seed }: RunJob, result: () => FinishedRun): FinishedRun {
  try {
    const finished = result();
    if (finished.key !== key) throw new Error(`invalid result: of another run, ${finished.key}`);
    return finished;
  } catch (error) {
    return { key, seed, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Waits until something wakes or the signal comes, at most until it is time to look; whether that time has come. */
function waited(
  wait: boolean,
  signal: AbortSignal | undefined,
  onWake: (wake: () => void) => void,
): Promise<boolean> {
  if (!wait) return Promise.resolve(false);
  return new Promise(resolve => {
    const end = (timeToLook: boolean) => (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', awake);
      resolve(timeToLook);
    };
    const awake = end(false);
    const timer = setTimeout(end(true), LOOK_MS);
    signal?.addEventListener('abort', awake);
    onWake(awake);
  });
}

/** A function that acts on its first call only. */
function once(act: () => void): () => void {
  let acted = false;
  return () => {
    if (acted) return;
    acted = true;
    act();
  };
}
