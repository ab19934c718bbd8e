import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The built command line. */
export const main = join(import.meta.dirname, '..', '..', 'dist', 'src', 'cli', 'main.js');

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command line in a folder; `ended` resolves when it does. */
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
  return { child, ended };
}

/** Runs the command line in a folder to its end. */
export function opset(folder: string, ...args: readonly string[]): Promise<Ended> {
  return start(folder, args).ended;
}
