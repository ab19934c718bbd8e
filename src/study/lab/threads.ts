import { Tinypool } from 'tinypool';
import type { Executor } from './executor.ts';
import type { Finished, Job } from './job.ts';

/** About how long a thread works on the jobs of one message, in milliseconds: messages cost as much as short runs. */
const messageMs = 50;

/** Most jobs of a message. */
const mostJobs = 64;

/** Does jobs in threads of this process, that live as long as the executor. */
export function threads(jobs: number, why: string): Executor {
  const filename = new URL('./perform.js', import.meta.url).href;
  // Threads take a while to start, and a study that is done needs none.
  let pool: Tinypool | undefined;
  let size = 1;
  const performAll = async (some: readonly Job[]): Promise<Finished[]> => {
    pool ??= new Tinypool({ filename, name: 'performAll', minThreads: jobs, maxThreads: jobs });
    const begun = performance.now();
    try {
      const finished = (await pool.run(some)) as Finished[];
      const most = Math.floor((messageMs / (performance.now() - begun)) * some.length);
      size = Math.max(1, Math.min(most, 2 * size, mostJobs));
      return finished;
    } catch (error) {
      // The thread died, of want of memory for example; the pool starts another.
      if (some.length > 1) return (await Promise.all(some.map(job => performAll([job])))).flat();
      const reason = error instanceof Error ? error.message : String(error);
      return some.map(({ key, seed }) => ({ key, seed, error: `the thread of the run died: ${reason}` }));
    }
  };
  return {
    name: 'threads',
    jobs,
    why,
    async run(all, onFinished, signal) {
      const coming = all[Symbol.iterator]();
      const begun = new Set<Promise<void>>();
      let failure: { readonly error: unknown } | undefined;
      const handOn = (finished: Finished): void => {
        try {
          onFinished(finished);
        } catch (error) {
          failure ??= { error };
        }
      };
      try {
        while (!signal.aborted && failure === undefined) {
          const some = [...take(coming, size)];
          if (some.length === 0) break;
          const one: Promise<void> = performAll(some).then(finished => {
            begun.delete(one);
            finished.forEach(handOn);
          });
          begun.add(one);
          if (begun.size >= jobs) await Promise.race(begun);
        }
      } finally {
        await Promise.all(begun);
      }
      if (failure !== undefined) throw failure.error;
    },
    close: async () => pool?.destroy(),
  };
}

/** The next of an iterator, at most so many; it can be taken from again. */
function* take<T>(from: Iterator<T>, most: number): Generator<T> {
  for (let taken = 0; taken < most; taken++) {
    const next = from.next();
    if (next.done === true) return;
    yield next.value;
  }
}
