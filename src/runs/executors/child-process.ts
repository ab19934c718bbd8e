import { executeJob } from '../execute-job.ts';
import type { FinishedRun, RunJob } from '../job.ts';

// The entry point of a process of the process executor. The terminal sends Ctrl-C to all processes of a command: the
// command decides what becomes of the runs, and this process ends when the command does.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

/** Does jobs one after the other: short ones come several to a message. */
export async function executeJobs(jobs: readonly RunJob[]): Promise<FinishedRun[]> {
  const finished: FinishedRun[] = [];
  for (const job of jobs) finished.push(await executeJob(job));
  return finished;
}
