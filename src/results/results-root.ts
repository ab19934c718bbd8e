import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isResults } from './manifest.ts';

/**
 * Whether a folder is a results directory, finished or not. An unfinished one is known by its store of runs; one of
 * `opset run` is never seen unfinished.
 */
export function holdsResults(directory: string): boolean {
  return isResults(directory) || existsSync(join(directory, 'runs'));
}

/** The study file that an argument of a command means: the argument itself, or the study in that results directory. */
export function studyFile(given: string): string {
  const inside = join(given, 'study.yaml');
  return existsSync(inside) ? inside : given;
}

/**
 * The folder that results directories go to, as an absolute path: that of `--out`, or else the one that holds the results
 * directory that was given, or else `reports`.
 *
 * @param given a file or a results directory
 */
export function resultsRoot(given: string, out: string | undefined): string {
  return resolve(out ?? (holdsResults(given) ? dirname(resolve(given)) : 'reports'));
}
