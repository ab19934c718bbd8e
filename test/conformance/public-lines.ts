import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const file = (name: string) => fileURLToPath(new URL(`../vectors/${name}.public.jsonl.gz`, import.meta.url));

/** A file of public vectors as it lies on the disk, and its lines. */
export function publicVectors(name: 'allocation-slashing' | 'minimal-v1.12' | 'rewards'): {
  readonly gzip: Buffer;
  readonly lines: readonly string[];
} {
  const gzip = readFileSync(file(name));
  return { gzip, lines: gunzipSync(gzip).toString('utf8').trimEnd().split('\n') };
}
