import { Redis } from 'ioredis';

/** How to reach a Redis server: what BullMQ takes. */
export interface RedisConnection {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
  readonly maxRetriesPerRequest: null;
}

/** Redis could not be reached, or its address makes no sense. */
export class RedisUnreachable extends Error {
  /** What to do about it. */
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/**
 * Reads an address such as `redis://user:password@host:6379/0` and asks the server for a sign of life.
 *
 * @throws {RedisUnreachable} when the address is none, or nobody answers there
 */
export async function connectToRedis(url: string): Promise<RedisConnection> {
  const connection = parse(url);
  const redis = new Redis({
    ...connection,
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
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
    throw new RedisUnreachable(`no Redis at ${addressText(connection)}: ${why}`, 'start one: redis-server');
  } finally {
    redis.disconnect();
  }
  return connection;
}

/** Host and port, for people; never the password. */
export function addressText({ host, port }: RedisConnection): string {
  return `${host}:${port}`;
}

function parse(text: string): RedisConnection {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const db = Number(url?.pathname.slice(1) || 0);
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || !Number.isInteger(db)) {
    throw new RedisUnreachable(`invalid address of Redis: ${text}`, 'write redis://host:6379');
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
