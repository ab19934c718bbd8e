import seedrandom from 'seedrandom';
import { type Draw, threefry } from './threefry.ts';

/** Source of uniform draws in [0, 1), 32 bits each. */
export type Stream = () => number;

/** Named, mutually independent sources of randomness under one root seed. */
export interface Streams {
  /**
   * The stream of a purpose, or of one entity under it, from its beginning. It depends on the root, the
   * purpose and the entity alone, never on which other streams exist: that gives common random numbers
   * between variants of a scenario.
   */
  stream(purpose: string, entity?: number | string): Stream;
  /** Counter-based draws for a purpose with too many entities for one generator each. */
  hashed(purpose: string): Draw;
}

/** Streams under a root seed; the number 7 and the text '7' are the same root. */
export function streams(root: number | string): Streams {
  // JSON keeps ('a', 'bc') and ('ab', 'c') apart.
  const named = (...path: (number | string)[]): Stream => {
    // To seed costs as much as a thousand draws, and most streams of a small run are never drawn from.
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
