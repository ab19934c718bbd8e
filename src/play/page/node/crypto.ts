import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What the browser has in the place of a hash of `node:crypto`. Its own `crypto.subtle` takes no text piece by piece. */
interface Hash {
  update(text: string): Hash;
  digest(encoding: 'hex'): string;
}

/** A SHA-256 of nothing yet. Throws on another algorithm. */
export function createHash(algorithm: string): Hash {
  if (algorithm !== 'sha256') throw new Error(`unknown hash: ${algorithm}`);
  const state = sha256.create();
  const hash: Hash = {
    update: text => {
      state.update(utf8ToBytes(text));
      return hash;
    },
    digest: () => bytesToHex(state.digest()),
  };
  return hash;
}
