import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** The built command line. */
export const main = join(import.meta.dirname, '..', '..', 'dist', 'src', 'cli', 'main.js');

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line in a folder; `ended` resolves when it does, `said` is its stderr so far. */
export function start(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>(resolve => child.on('close', code => resolve({ code, stdout, stderr })));
  return { child, ended, said: () => stderr };
}

/** The process of {@link opset}, and the end of what it does now. */
let again: ChildProcess | undefined;
let idle: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line in a folder to its end: one call after the other in a process of this file, for most of what
 * a short command takes is its start. What ends its process itself has one of its own, as has all that {@link start}s.
 */
export function opset(folder: string, ...args: readonly string[]): Promise<Ended> {
  if (args.some(word => /^(-h|--help|help)$/.test(word))) return start(folder, args).ended;
  const ended = idle.then(async () => {
    again ??= begin();
    again.send({ folder, args });
    const [answer] = (await once(again, 'message')) as [Ended];
    return answer;
  });
  idle = ended.catch(() => {});
  return ended;
}

/** A process for commands; should it end, so does the command. */
function begin(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'cli-server.mjs'), [main]);
  child.once('exit', code => {
    child.emit('message', { code, stdout: '', stderr: 'the process of the command line ended' });
    again = undefined;
  });
  return child;
}

afterAll(() => {
  again?.kill();
});
