import seedrandom from 'seedrandom';
import { type HashedDraw, threefry } from './threefry.ts';

/**
 * Source of uniform draws in [0, 1), 32 bits each. Never 1, so that `log(1 - draw)` is finite. How many draws a
 * sampler takes may depend on what it draws (it rejects some): streams that shall stay comparable between variants
 * must not be shared.
 */
export type Stream = () => number;

/**
 * Named, mutually independent sources of randomness under one root seed. A draw depends on the root, the purpose and
 * the entity alone, never on which other streams exist, so that variants of a scenario share their draws (common
 * random numbers).
 */
export interface Streams {
  /**
   * Stream of a purpose, or of one entity under it, from its first draw. Asked twice, it gives two streams of the
   * same draws: ask once and keep it.
   */
  stream(purpose: string, entity?: number | string): Stream;
  /**
   * Counter-based draws, for a purpose with too many entities to keep a generator for each. They come from a key
   * that is drawn at once, at the cost of seeding a stream.
   */
  hashed(purpose: string): HashedDraw;
}

/**
 * Streams under a root seed, by the generator Alea (J. Baagøe, 2010; package seedrandom).
 *
 * @param root seed; the number 7 and the text '7' are the same root
 */
export function streams(root: number | string): Streams {
  // JSON keeps ('a', 'bc') and ('ab', 'c') apart.
  const named = (...path: (number | string)[]): Stream => {
    // Seeding costs as much as a thousand draws, and most streams of a small run are never drawn from.
    let draw: Stream | undefined;
    return () => {
      draw ??= seedrandom.alea(JSON.stringify([root, ...path].map(String)));
      return draw();
    };
  };
  return {
    stream: (purpose, entity) =>
      entity === undefined ? named('stream', purpose) : named('stream', purpose, entity),
    hashed: purpose => {
      const key = named('hashed', purpose);
      return threefry(key() * 4294967296, key() * 4294967296);
    },
  };
}
