import { Tinypool } from 'tinypool';
import type { Executor } from './executor.ts';
import type { Finished, Job } from './job.ts';

/** Does jobs in threads of this process, that live as long as the executor. */
export function threads(jobs: number, why: string): Executor {
  const filename = new URL('./perform.js', import.meta.url).href;
  // Threads take a while to start, and a study that is done needs none.
  let pool: Tinypool | undefined;
  const perform = async (job: Job): Promise<Finished> => {
    pool ??= new Tinypool({ filename, name: 'perform', minThreads: jobs, maxThreads: jobs });
    try {
      return (await pool.run(job)) as Finished;
    } catch (error) {
      // The thread died, of want of memory for example; the pool starts another.
      const reason = error instanceof Error ? error.message : String(error);
      return { key: job.key, seed: job.seed, error: `the thread of the run died: ${reason}` };
    }
  };
  return {
    name: 'threads',
    jobs,
    why,
    async run(all, onFinished, signal) {
      const begun = new Set<Promise<void>>();
      try {
        for (const job of all) {
          const one: Promise<void> = perform(job)
            .then(onFinished)
            .finally(() => begun.delete(one));
          begun.add(one);
          if (begun.size >= jobs) await Promise.race(begun);
          if (signal.aborted) break;
        }
        await Promise.all(begun);
      } finally {
        await Promise.allSettled(begun);
      }
    },
    close: async () => pool?.destroy(),
  };
}
