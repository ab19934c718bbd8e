import { Tinypool } from 'tinypool';
import type { FinishedRun, RunJob } from '../job.ts';
import type { Executor } from './executor.ts';

/** About how long a process works on the jobs of one message, in milliseconds: messages cost as much as short runs. */
const messageMs = 50;

/**
 * One processor for each process: no helpers that collect its garbage beside other runs, and compiling less eagerly, for
 * each compiles for itself. Flags of V8 come and go, so they are for the one (Node 20) that they were measured on.
 */
const flags = process.versions.v8.startsWith('11.3.')
  ? ['--single-threaded-gc', '--interrupt-budget=300000', '--max-inlined-bytecode-size-cumulative=300']
  : [];

/** Most jobs of a message. */
const mostJobs = 64;

/**
 * Does jobs in processes of this machine, that live as long as the executor. Not in threads: a run that exhausts its
 * memory would often take the whole command with it, and the garbage of one thread would be collected by helpers that
 * the others need the processors for.
 */
export function processExecutor(jobs: number, why: string): Executor {
  const filename = new URL('./child-process.js', import.meta.url).href;
  // They take a while to start, and a study that is done needs none.
  let pool: Tinypool | undefined;
  let size = 1;
  const executeJobs = async (some: readonly RunJob[], signal: AbortSignal): Promise<FinishedRun[]> => {
    pool ??= new Tinypool({
      filename,
      name: 'executeJobs',
      runtime: 'child_process',
      serialization: 'advanced',
      minThreads: jobs,
      maxThreads: jobs,
      env: process.env as Record<string, string>,
      execArgv: [...process.execArgv, ...flags],
    });
    const begun = performance.now();
    try {
      const finished = (await pool.run(some)) as FinishedRun[];
      const most = Math.floor((messageMs / (performance.now() - begun)) * some.length);
      size = Math.max(1, Math.min(most, 2 * size, mostJobs));
      return finished;
    } catch (error) {
      // It died, of want of memory for example, and the pool starts another. A signal to all processes of a command says nothing about their runs.
      if (signal.aborted) return [];
      if (some.length > 1) return (await Promise.all(some.map(job => executeJobs([job], signal)))).flat();
      const reason = error instanceof Error ? error.message : String(error);
      return some.map(({ key, seed }) => ({ key, seed, error: `the process of the run died: ${reason}` }));
    }
  };
  return {
    name: 'processes',
    jobs,
    why,
    async run(all, onFinished, signal) {
      const coming = all[Symbol.iterator]();
      const begun = new Set<Promise<void>>();
      let failure: { readonly error: unknown } | undefined;
      const handOn = (finished: FinishedRun): void => {
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
          const one: Promise<void> = executeJobs(some, signal).then(finished => {
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
