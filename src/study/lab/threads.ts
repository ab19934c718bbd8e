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
      let failure: { readonly error: unknown } | undefined;
      try {
        for (const job of all) {
          const one: Promise<void> = perform(job)
            .then(onFinished)
            // Kept, for a race that another run has won forgets it.
            .catch(error => {
              failure ??= { error };
            })
            .finally(() => begun.delete(one));
          begun.add(one);
          if (begun.size >= jobs) await Promise.race(begun);
          if (signal.aborted || failure !== undefined) break;
        }
      } finally {
        await Promise.all(begun);
      }
      if (failure !== undefined) throw failure.error;
    },
    close: async () => pool?.destroy(),
  };
}
