import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** Values of a gzipped JSON Lines file, one line in memory at a time. */
export async function* readJsonLines(path: string): AsyncGenerator<unknown> {
  const input = createReadStream(path).pipe(createGunzip());
  for await (const line of createInterface({ input })) {
    if (line !== '') yield JSON.parse(line);
  }
}
