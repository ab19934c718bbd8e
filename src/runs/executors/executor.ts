import type { FinishedRun, RunJob } from '../job.ts';

/**
 * Does jobs, somewhere. Every executor gives the same results, in an order of its own. A run that fails is a result
 * like others, and ends nothing.
 */
export interface Executor {
  readonly name: string;
  /** How many runs it does at once. */
  readonly jobs: number;
  /** Where that number comes from, for people. */
  readonly why: string;
  /**
   * Does jobs, pulled only when there is room for them, until there are no more or the signal says to stop; runs that
   * have begun are finished. Rejects with what `onFinished` throws.
   */
  run(
    jobs: Iterable<RunJob>,
    onFinished: (finished: FinishedRun) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Ends its processes or connections. */
  close(): Promise<void>;
}
