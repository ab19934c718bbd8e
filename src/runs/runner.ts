import type { Executor } from './executors/executor.ts';
import type { FinishedRun, RunJob } from './job.ts';
import type { RunStore } from './store/store.ts';
import type { RunState } from './store/stored-runs.ts';

/** Runs of a request: those that had ended before, well or not; those done now; those that failed now. */
export interface RunCounts {
  readonly found: number;
  readonly done: number;
  readonly failed: number;
}

/** Does the runs that an analysis asks for, keeps them, and returns what they gave. */
export interface Runner {
  /**
   * Does the runs that the store lacks and resolves when each has ended, well or not; those that failed in a former
   * session are tried again. Jobs are pulled one by one, and a job may be given twice. `onEnd` is called for each run
   * as it ends or is found.
   *
   * @throws {Interrupted} when the signal stopped it; what was done by then is kept
   * @throws the system's error when a run cannot be written to disk
   */
  run(jobs: Iterable<RunJob>, onEnd?: (counts: RunCounts) => void): Promise<RunCounts>;
  /** Whether work shall stop. */
  readonly signal: AbortSignal;
  /** How a run ended, or undefined when it has not been done. */
  stateOf(key: string): RunState | undefined;
  /** What a run gave, or undefined when it has not been done. */
  find(key: string): FinishedRun | undefined;
}

/** Work was stopped before its end, on demand. */
export class Interrupted extends Error {}

/**
 * A runner that does runs with an executor and keeps them in a store. A failed run is tried once for each runner:
 * what failed once in this session is taken as it is. The caller closes the executor.
 */
export function createRunner(store: RunStore, executor: Executor, signal: AbortSignal): Runner {
  const triedAgain = new Set<string>();
  return {
    signal,
    stateOf: key => store.stateOf(key),
    find: key => store.find(key),
    async run(jobs, onEnd) {
      const counts = { found: 0, done: 0, failed: 0 };
      const begun = new Set<string>();
      const missing = function* (): Generator<RunJob> {
        for (const job of jobs) {
          const ended = store.stateOf(job.key);
          if (begun.has(job.key)) continue;
          if (ended === 'done' || (ended === 'failed' && triedAgain.has(job.key))) {
            counts.found++;
            onEnd?.(counts);
            continue;
          }
          begun.add(job.key);
          yield job;
        }
      };
      const keep = (finished: FinishedRun): void => {
        begun.delete(finished.key);
        if ('error' in finished) triedAgain.add(finished.key);
        store.add(finished);
        counts['error' in finished ? 'failed' : 'done']++;
        onEnd?.(counts);
      };
      try {
        await executor.run(missing(), keep, signal);
      } finally {
        store.flush();
      }
      if (signal.aborted) throw new Interrupted('interrupted');
      return { ...counts };
    },
  };
}
