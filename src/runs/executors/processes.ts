import { Tinypool } from 'tinypool';
import type { FinishedRun, RunJob } from '../job.ts';
import type { Executor } from './executor.ts';

/** About how long a process works on the jobs of one message, in milliseconds: a message costs as much as a short run. */
const MESSAGE_MS = 50;

/** Most jobs of a message. */
const MOST_JOBS = 64;

/**
 * V8 flags that suit one processor for each process: garbage is collected without helper threads, which would take
 * the processors of the other runs, and functions are compiled less eagerly, for each process compiles for itself. V8
 * changes its flags between versions, so they are set for the one (Node 20) that they were measured on.
 */
const flags = process.versions.v8.startsWith('11.3.')
  ? ['--single-threaded-gc', '--interrupt-budget=300000', '--max-inlined-bytecode-size-cumulative=300']
  : [];

/**
 * An executor that does jobs in processes of this machine, which live as long as the executor. Processes rather than
 * threads: a thread that exhausts its memory often ends the whole command, and threads share the helpers that collect
 * garbage.
 *
 * @param jobs number of processes
 * @param why where that number comes from, for people
 */
export function processExecutor(jobs: number, why: string): Executor {
  const pool = createJobPool(jobs);
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
          const message = [...take(coming, pool.messageSize())];
          if (message.length === 0) break;
          const one: Promise<void> = pool.executeJobs(message, signal).then(finished => {
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
    close: pool.close,
  };
}

/** Processes that do jobs by the message. */
interface JobPool {
  /** How many jobs a message shall have, so that a process works on it for about {@link MESSAGE_MS}. */
  messageSize(): number;
  /** Has one process do the jobs of a message; one whose process dies has failed. */
  executeJobs(message: readonly RunJob[], signal: AbortSignal): Promise<FinishedRun[]>;
  close(): Promise<void>;
}

function createJobPool(processes: number): JobPool {
  // Processes take a while to start, and a study that is done already needs none: they start with the first message.
  let pool: Tinypool | undefined;
  let size = 1;
  const executeJobs = async (message: readonly RunJob[], signal: AbortSignal): Promise<FinishedRun[]> => {
    pool ??= new Tinypool({
      filename: new URL('./child-process.js', import.meta.url).href,
      name: 'executeJobs',
      runtime: 'child_process',
      serialization: 'advanced',
      minThreads: processes,
      maxThreads: processes,
      env: process.env as Record<string, string>,
      execArgv: [...process.execArgv, ...flags],
    });
    const begun = performance.now();
    try {
      const finished = (await pool.run(message)) as FinishedRun[];
      const most = Math.floor((MESSAGE_MS / (performance.now() - begun)) * message.length);
      // At most twice as many as before: one short run among long ones must not fill a message with an hour's work.
      size = Math.max(1, Math.min(most, 2 * size, MOST_JOBS));
      return finished;
    } catch (error) {
      // The process died, for want of memory for example, and the pool starts another. Where a signal to all processes
      // of the command ended it, that says nothing about its runs.
      if (signal.aborted) return [];
      // One of the jobs killed it: alone, each shows whether it was that one.
      if (message.length > 1) {
        return (await Promise.all(message.map(job => executeJobs([job], signal)))).flat();
      }
      const reason = error instanceof Error ? error.message : String(error);
      return message.map(({ key, seed }) => ({
        key,
        seed,
        error: `the process of the run died: ${reason}`,
      }));
    }
  };
  return { messageSize: () => size, executeJobs, close: async () => pool?.destroy() };
}

/** The next items of an iterator, at most so many; it can be taken from again. */
function* take<T>(from: Iterator<T>, most: number): Generator<T> {
  for (let taken = 0; taken < most; taken++) {
    const next = from.next();
    if (next.done === true) return;
    yield next.value;
  }
}
