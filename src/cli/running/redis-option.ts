import { EnvironmentError } from '../../results/environment-error.ts';
import { UsageError } from '../exit.ts';
import { text } from '../options.ts';

/** `--redis`. */
export const redisOption = text('Redis server that the queue is on, such as redis://host:6379');

/** The address of a Redis server from `--redis`; throws UsageError, which does not repeat what may be a password, when it is none. */
export function parseRedisAddress(value: string): string {
  if (/^rediss?:\/\/./.test(value)) return value;
  throw new UsageError(
    'invalid redis: it does not begin with redis:// or rediss://',
    'write redis://host:6379',
  );
}

/**
 * Does something with a Redis server; throws EnvironmentError, which says how to start one, when none answers. The
 * class of the client's error is imported where something went wrong: verbs without a queue never load the client.
 */
export async function reachRedis<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const { RedisUnreachable } = await import('../../runs/executors/redis.ts');
    if (error instanceof RedisUnreachable) throw new EnvironmentError(error.message, error.help);
    throw error;
  }
}
