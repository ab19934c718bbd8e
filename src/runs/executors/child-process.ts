import { executeJob } from '../execute-job.ts';
import type { FinishedRun, RunJob } from '../job.ts';

// What a process of an executor does. The terminal sends Ctrl-C to all processes of a command: the first of them
// decides what becomes of the runs, and this one ends with it, however it ends.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

/** Does jobs, one after the other: many short ones come at once. */
export async function executeJobs(jobs: readonly RunJob[]): Promise<FinishedRun[]> {
  const all: FinishedRun[] = [];
  for (const job of jobs) all.push(await executeJob(job));
  return all;
}
