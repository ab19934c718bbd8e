import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** Whether this machine has a redis-server; where CI demands one, tests run and fail without it. */
export const hasRedis =
  process.env.CI !== undefined || spawnSync('redis-server', ['--version']).error === undefined;

if (!hasRedis) process.stderr.write('skipped: tests of the queue, for there is no redis-server here\n');

/** Starts a Redis of its own for a test, in memory, on a free port; its address. */
export async function startRedis(): Promise<string> {
  return (await startRedisServer()).url;
}

/** Starts a Redis as {@link startRedis} does, with options of redis-server; its address, and what kills it. */
export async function startRedisServer(...options: string[]): Promise<{ url: string; kill: () => void }> {
  const port = await freePort();
  const words = ['--port', `${port}`, '--save', '', '--appendonly', 'no', ...options];
  const server = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => {
    server.kill('SIGKILL');
  };
  onTestFinished(kill);
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    if (said.includes('Ready to accept connections')) break;
  }
  if (!said.includes('Ready to accept connections')) throw new Error(`redis-server did not start: ${said}`);
  return { url: `redis://127.0.0.1:${port}`, kill };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
