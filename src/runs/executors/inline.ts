import { setImmediate } from 'node:timers/promises';
import type { Executor } from './executor.ts';

/** An executor that does jobs in this process, one after the other. */
export function inlineExecutor(why: string): Executor {
  return {
    name: 'inline',
    jobs: 1,
    why,
    async run(jobs, onFinished, signal) {
      const { executeJob } = await import('../execute-job.ts');
      for (const job of jobs) {
        onFinished(await executeJob(job));
        // A run that is shorter than a time slice has not attended to signals.
        await setImmediate();
        if (signal.aborted) return;
      }
    },
    async close() {},
  };
}
