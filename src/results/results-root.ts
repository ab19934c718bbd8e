import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isResults } from './results-directory.ts';

/** Whether a folder is a results directory, finished or begun. */
export function holdsResults(directory: string): boolean {
  return isResults(directory) || existsSync(join(directory, 'runs'));
}

/** The study file that an argument means: a file, or that of a results directory. */
export function studyFile(given: string): string {
  const inside = join(given, 'study.yaml');
  return existsSync(inside) ? inside : given;
}

/** Folder that results directories go to: `--out`, else where the results lie that were given, else `reports`. */
export function resultsRoot(given: string, out: string | undefined): string {
  return resolve(out ?? (holdsResults(given) ? dirname(resolve(given)) : 'reports'));
}
