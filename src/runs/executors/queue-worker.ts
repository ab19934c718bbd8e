import { Worker } from 'bullmq';
import { type FinishedRun, keyOf } from '../job.ts';
import type { Executor } from './executor.ts';
import { parseJob, queueName } from './messages.ts';
import { connectToRedis } from './redis.ts';

/** How long a run may go without a sign of life of its worker before another takes it, in milliseconds. */
const LOCK_MS = 5_000;

/** How many workers a run may take with it before it counts as failed. */
const MOST_DEATHS = 3;

/** A worker at a queue. */
export interface QueueWorker {
  /** Finishes the runs that have begun and leaves. */
  leave(): Promise<void>;
}

/**
 * Joins the queue on Redis at an address and does its jobs with an executor until it leaves. A message that is no job, or
 * whose key is not that of its content, is refused.
 *
 * @param onEnd hears of each run
 * @param tell hears of trouble with the connection
 * @throws {Unreachable} when there is no Redis at the address
 */
export async function startQueueWorker(
  url: string,
  executor: Executor,
  onEnd: (finished: FinishedRun) => void,
  tell: (text: string) => void,
): Promise<QueueWorker> {
  const connection = await connectToRedis(url);
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
      return result;
    },
    {
      connection,
      // Told to whoever asks how much the queue can do at once.
      name: String(executor.jobs),
      concurrency: executor.jobs,
      lockDuration: LOCK_MS,
      stalledInterval: LOCK_MS / 2,
      maxStalledCount: MOST_DEATHS,
    },
  );
  let last = '';
  worker.on('error', ({ message }) => {
    if (message !== last) tell(`trouble with Redis: ${message}`);
    last = message;
  });
  await worker.waitUntilReady();
  return { leave: () => worker.close() };
}
