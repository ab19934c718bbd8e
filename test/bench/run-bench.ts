import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'bench', 'main.mjs');

/** Whether C++ can be compiled here. */
export const hasCompiler = spawnSync('g++', ['--version']).status === 0;

/** Runs benchmarks with some words on the command line. */
export function bench(...words: string[]) {
  return spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
}

/** What each benchmark's line of JSON says, in the order in which they were named. Throws if they fail. */
export function figuresOf(count: number, ...words: string[]): Record<string, unknown>[] {
  const { status, stdout, stderr } = bench(...words, '--json');
  if (status !== 0 || stderr !== '') throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  const lines = stdout.trimEnd().split('\n').slice(-count);
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

/** Whether all of some values are finite numbers above 0. */
export function arePositive(...values: unknown[]): boolean {
  return values.every(value => typeof value === 'number' && value > 0 && Number.isFinite(value));
}
