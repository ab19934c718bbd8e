import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from '../input/folder.ts';

/** A command as a shell hands it over: its name and its arguments. */
export type Command = readonly [name: string, ...rest: string[]];

/** Commands that a page may name; each is only written down, and sbatch does what it wraps, as task 1. */
const stub = `#!/bin/sh
{ printf '%s' "\${0##*/}"; for word in "$@"; do printf '\\0%s' "$word"; done; printf '\\n'; } >> "$WRITTEN"
case $0 in *sbatch) while [ $# -gt 1 ]; do shift; done; SLURM_ARRAY_TASK_ID=1; eval "$1";; esac
`;

const names = ['biome', 'node', 'npm', 'npx', 'opset', 'redis-server', 'sbatch', 'tsc', 'vite', 'vitest'];

/**
 * Commands of a script as a shell in a folder reads it: quotes, variables, patterns of files. None is carried out.
 * `npx NAME` is NAME.
 *
 * @throws Error on a command that is not among those known here
 */
export function commandsOf(script: string, folder: string): Command[] {
  const bin = folderWith({ ...Object.fromEntries(names.map(name => [name, stub])), written: '' });
  for (const name of names) chmodSync(join(bin, name), 0o755);
  const env = { PATH: bin, WRITTEN: join(bin, 'written'), JOB_COMPLETION_INDEX: '0' };
  execFileSync('/bin/sh', ['-euc', script], { cwd: folder, env });
  return readFileSync(env.WRITTEN, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.split('\0') as [string, ...string[]])
    .map(words => (words[0] === 'npx' ? (words.slice(1) as [string, ...string[]]) : words));
}
