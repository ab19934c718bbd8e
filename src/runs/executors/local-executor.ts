import { availableParallelism } from 'node:os';
import type { Executor } from './executor.ts';

/**
 * The executor of this machine: one process for each processor that may be used, or as many as asked; a single job
 * runs in this process.
 */
export async function localExecutor(asked?: number): Promise<Executor> {
  const available = availableParallelism();
  const jobs = asked ?? available;
  const processors = `${available} ${available === 1 ? 'processor' : 'processors'} available`;
  const why = asked === undefined ? processors : `as asked; ${processors}`;
  if (jobs === 1) return (await import('./inline.ts')).inlineExecutor(why);
  return (await import('./processes.ts')).processExecutor(jobs, why);
}
