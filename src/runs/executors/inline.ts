import type { Executor } from './executor.ts';

/** Does jobs in this process, one after the other. */
export function inlineExecutor(why: string): Executor {
  return {
    name: 'inline',
    jobs: 1,
    why,
    async run(jobs, onFinished, signal) {
      const { executeJob } = await import('../execute-job.ts');
      for (const job of jobs) {
        onFinished(await executeJob(job));
        // A short run leaves no room of its own for signals.
        await new Promise(resolve => setImmediate(resolve));
        if (signal.aborted) return;
      }
    },
    async close() {},
  };
}
