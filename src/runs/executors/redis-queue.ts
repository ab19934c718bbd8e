import { once as nextEvent } from 'node:events';
import { Queue, QueueEvents } from 'bullmq';
import type { FinishedRun, RunJob } from '../job.ts';
import type { Executor } from './executor.ts';
import { queueName } from './messages.ts';
import { type OutstandingRuns, type QueueConnections, trackOutstandingRuns } from './outstanding-runs.ts';
import { addressText, pingRedis, whenUnreachable } from './redis.ts';

/** Most runs of one command that wait in Redis or are under way: this bounds its memory, however long the study. */
const MOST_OUTSTANDING = 1_000;

/**
 * An executor whose jobs are done by the workers of a queue on Redis (BullMQ), on whatever machines they are. A job's
 * id is its key, so that a job that is there already is not done twice, whoever asked for it, and one that is done
 * again after its worker died gives the same. A result is removed from Redis once it was handed on.
 *
 * @param warn receives messages for people: no workers, a lost connection
 * @throws {RedisUnreachable} when there is no Redis at the address
 */
export async function queueExecutor(url: string, warn: (text: string) => void): Promise<Executor> {
  const address = await pingRedis(url);
  const queue = new Queue(queueName, { connection: address });
  const events = new QueueEvents(queueName, { connection: address });
  const troubled = once(() => warn(`connection to Redis at ${addressText(address)} lost: trying again`));
  queue.on('error', troubled);
  events.on('error', troubled);
  await events.waitUntilReady();
  let left = false;
  // The name of a worker's connection ends with the worker's own: how many runs it does at once.
  const workers = (await queue.getWorkers()).map(({ rawname }) => Number(rawname?.split(':').at(-1)) || 1);
  return {
    name: 'queue',
    jobs: workers.reduce((sum, runs) => sum + runs, 0),
    why: `${workers.length} ${workers.length === 1 ? 'worker' : 'workers'} on ${addressText(address)}${
      workers.length === 0 ? '; start some: opset worker --redis URL' : ''
    }`,
    async run(jobs, onFinished, signal) {
      const over = new AbortController();
      const done = runJobs({ queue, events, warn }, jobs, onFinished, signal);
      try {
        left = (await Promise.race([done, whenLeaveable(url, signal, over.signal)])) === 'unreachable';
      } finally {
        over.abort();
      }
      if (left) warn('no Redis answers: runs that have begun are left to the workers');
    },
    async close() {
      // Both wait for an answer of Redis.
      if (!left) await Promise.all([queue.close(), events.close()]);
    },
  };
}

/**
 * Resolves when the signal came and Redis does not answer, so that there is nothing to wait for.
 *
 * @param over says that nobody asks any more
 */
async function whenLeaveable(url: string, signal: AbortSignal, over: AbortSignal): Promise<'unreachable'> {
  if (!signal.aborted) await nextEvent(signal, 'abort', { signal: over });
  return whenUnreachable(url);
}

/**
 * Gives jobs to the queue and hands on what they give. Where the signal comes, what nobody has begun is taken back,
 * and the rest is waited for.
 */
async function runJobs(
  { warn, ...connections }: QueueConnections & { readonly warn: (text: string) => void },
  jobs: Iterable<RunJob>,
  onFinished: (finished: FinishedRun) => void,
  signal: AbortSignal,
): Promise<void> {
  const runs = trackOutstandingRuns(connections, onFinished);
  try {
    await addWhileRoom(runs, jobs, signal);
    await runs.withdraw();
    if (signal.aborted && runs.size() > 0) {
      const count = runs.size() === 1 ? '1 run' : `${runs.size()} runs`;
      warn(`waiting for ${count} that workers have begun; interrupt again to stop at once`);
    }
    while (runs.failure() === undefined && runs.size() > 0) {
      await runs.changed();
      await runs.lookUp();
    }
    const failure = runs.failure();
    if (failure !== undefined) throw failure.error;
  } finally {
    runs.stopListening();
  }
}

/** Adds jobs to the queue as room comes, until all have ended, the signal says to stop or a result could not be kept. */
async function addWhileRoom(
  runs: OutstandingRuns,
  jobs: Iterable<RunJob>,
  signal: AbortSignal,
): Promise<void> {
  const coming = jobs[Symbol.iterator]();
  let exhausted = false;
  while (runs.failure() === undefined && !signal.aborted) {
    const batch: RunJob[] = [];
    while (!exhausted && runs.size() + batch.length < MOST_OUTSTANDING) {
      const next = coming.next();
      if (next.done === true) exhausted = true;
      else batch.push(next.value);
    }
    await runs.add(batch);
    if (exhausted && runs.size() === 0) return;
    // Where runs ended while the batch was added there is room for more at once.
    if (!exhausted && runs.size() < MOST_OUTSTANDING) continue;
    if ((await runs.changed(signal)) === 'overdue') await runs.lookUp();
  }
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
