import { OutsideError } from '../../results/environment-error.ts';
import { UsageError } from '../exit.ts';
import { text } from '../options.ts';

/** `--redis`. */
export const redisOption = text('Redis server that the queue is on, such as redis://host:6379');

/** The address of a Redis server from a command line; throws UsageError. */
export function redisAddress(value: string): string {
  if (/^rediss?:\/\/./.test(value)) return value;
  throw new UsageError(`invalid redis: ${value}`, 'write redis://host:6379');
}

/** Uses a Redis server; where none answers, says how to start one. */
export async function reachRedis<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const { Unreachable } = await import('../../runs/redis.ts');
    if (error instanceof Unreachable) throw new OutsideError(error.message, error.help);
    throw error;
  }
}
