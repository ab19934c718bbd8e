import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** How often who leaves looks whether Redis is still there, in milliseconds. */
const PING_EVERY_MS = 1_000;

/** Where a Redis server is and how to log in to it: the options that BullMQ takes. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
  readonly maxRetriesPerRequest: null;
}

/** Redis could not be reached, or its address could not be read. */
export class RedisUnreachable extends Error {
  /** What to do about it. */
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/**
 * Reads an address such as `redis://user:password@host:6379/0` and checks that the server there answers to a ping.
 *
 * @throws {RedisUnreachable} when the address cannot be read, or no server answers there
 */
export async function pingRedis(url: string): Promise<RedisAddress> {
  const address = parse(url);
  const redis = new Redis({
    ...address,
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
    commandTimeout: 5_000,
  });
  // Without a listener the client writes to the console.
  let reason = '';
  redis.on('error', error => {
    reason ||= error.message;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const why = reason || (error instanceof Error ? error.message : String(error));
    throw new RedisUnreachable(`no Redis at ${addressText(address)}: ${why}`, 'start one: redis-server');
  } finally {
    redis.disconnect();
  }
  return address;
}

/** Resolves once a Redis does not answer to a ping; it is asked every second. */
export async function whenUnreachable(url: string): Promise<'unreachable'> {
  for (;;) {
    try {
      await pingRedis(url);
    } catch {
      return 'unreachable';
    }
    await setTimeout(PING_EVERY_MS, undefined, { ref: false });
  }
}

/** Host and port, for people; never the password. */
export function addressText({ host, port }: RedisAddress): string {
  return `${host}:${port}`;
}

/** The parts of a `redis://` or `rediss://` address; port 6379 and database 0 where it names none. */
function parse(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const db = Number(url?.pathname.slice(1) || 0);
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || !Number.isInteger(db)) {
    // What may be a password is not repeated.
    throw new RedisUnreachable(
      'invalid address of Redis: it has no host, or a database that is no number',
      'write redis://host:6379, and %40 for an @ in a password',
    );
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    db,
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: null,
  };
}
