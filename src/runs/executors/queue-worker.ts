import { Worker } from 'bullmq';
import { type FinishedRun, keyOf } from '../job.ts';
import type { Executor } from './executor.ts';
import { finishedRunMessage, parseJob, queueName } from './messages.ts';
import { pingRedis, whenUnreachable } from './redis.ts';

/** How long a worker may give no sign of life before another takes its run, in milliseconds. */
const LOCK_MS = 5_000;

/** How many workers may die during a run before it counts as failed. */
const MOST_DEATHS = 3;

/** A worker at a queue. */
export interface QueueWorker {
  /**
   * Finishes the runs that have begun and ends the connection. At once where Redis does not answer: results could not be
   * handed on, and another worker does those runs.
   */
  close(): Promise<'finished' | 'unreachable'>;
}

/**
 * Connects to the queue on Redis at an address and does its jobs with an executor until it is closed. A message that
 * is no job, or whose key is not that of its content, is refused. Whoever can write to the Redis can have runs done,
 * and fill the memory of this machine up to the size of a message: messages are checked, but nobody is asked for a
 * password other than by Redis.
 *
 * @param onEnd called for each run that ended
 * @param warn receives messages for people: trouble with the connection
 * @throws {RedisUnreachable} when there is no Redis at the address
 */
export async function startQueueWorker(
  url: string,
  executor: Executor,
  onEnd: (finished: FinishedRun) => void,
  warn: (text: string) => void,
): Promise<QueueWorker> {
  const connection = await pingRedis(url);
  const never = new AbortController().signal;
  const worker = new Worker(
    queueName,
    async ({ data }) => {
      const job = parseJob(data);
      if (job.key !== keyOf(job))
        throw new Error(`invalid job: its key is not that of its content: ${job.key}`);
      let result: FinishedRun | undefined;
      await executor.run(
        [job],
        finished => {
          result = finished;
        },
        never,
      );
      onEnd(result!);
      return finishedRunMessage(result!);
    },
    {
      connection,
      // Commands read from the name how many runs the worker does at once.
      name: String(executor.jobs),
      concurrency: executor.jobs,
      lockDuration: LOCK_MS,
      stalledInterval: LOCK_MS / 2,
      maxStalledCount: MOST_DEATHS,
    },
  );
  let last = '';
  worker.on('error', ({ message }) => {
    if (message !== last) warn(`trouble with Redis: ${message}`);
    last = message;
  });
  await worker.waitUntilReady();
  return {
    close: () => Promise.race([worker.close().then(() => 'finished' as const), whenUnreachable(url)]),
  };
}
