import { Redis } from 'ioredis';

/** How to reach a Redis server: what BullMQ takes. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: Record<string, never>;
  readonly maxRetriesPerRequest: null;
}

/** Redis could not be reached, or its address makes no sense. */
export class Unreachable extends Error {
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
 * @throws {Unreachable} when the address is none, or nobody answers there
 */
export async function connectionTo(url: string): Promise<Connection> {
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
    throw new Unreachable(`no Redis at ${placeOf(connection)}: ${why}`, 'start one: redis-server');
  } finally {
    redis.disconnect();
  }
  return connection;
}

/** Host and port, for people; never the password. */
export function placeOf({ host, port }: Connection): string {
  return `${host}:${port}`;
}

function parse(text: string): Connection {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const db = Number(url?.pathname.slice(1) || 0);
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || !Number.isInteger(db)) {
    throw new Unreachable(`invalid address of Redis: ${text}`, 'write redis://host:6379');
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
