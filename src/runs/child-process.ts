import { perform } from './execute-job.ts';
import type { Finished, Job } from './job.ts';

// What a process of an executor does. The terminal sends Ctrl-C to all processes of a command: the first of them
// decides what becomes of the runs, and this one ends with it, however it ends.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

/** Does jobs, one after the other: many short ones come at once. */
export async function performAll(jobs: readonly Job[]): Promise<Finished[]> {
  const all: Finished[] = [];
  for (const job of jobs) all.push(await perform(job));
  return all;
}
