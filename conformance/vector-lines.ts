import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InvalidVectors } from './invalid-vectors.ts';

/** Longest line that is read; the longest recorded one has less than a million bytes. */
const LONGEST_LINE_BYTES = 64 * 2 ** 20;

const NEWLINE = 0x0a;

/** One line of a file, parsed. */
export interface VectorLine {
  /** Counted from 1. */
  readonly number: number;
  readonly value: unknown;
}

/**
 * Values of a JSON Lines file, gzipped or plain, one line in memory at a time. Empty lines are passed over.
 * @throws InvalidVectors where the file is missing, cut off, corrupt, or not JSON.
 */
export async function* readVectorLines(file: string): AsyncGenerator<VectorLine> {
  let number = 0;
  try {
    for await (const text of linesOf(await textOf(file))) {
      number++;
      if (text.trim() !== '') yield { number, value: JSON.parse(text) as unknown };
    }
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new InvalidVectors(`invalid JSON: ${error.message}`, file, number);
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new InvalidVectors(reason(code), file, number + 1);
  }
}

function reason(code: string): string {
  if (code === 'ENOENT') return 'missing file';
  if (code === 'EISDIR') return 'invalid file: a folder';
  if (code === 'Z_BUF_ERROR') return 'invalid gzip: the file ends too early';
  if (code.startsWith('Z_')) return `invalid gzip: corrupt (${code})`;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'invalid text: not UTF-8';
  if (code === 'ERR_LINE_TOO_LONG') return `invalid line: longer than ${LONGEST_LINE_BYTES} bytes`;
  return `invalid file: cannot be read (${code})`;
}

async function textOf(file: string): Promise<Readable> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0).finally(() => handle.close());
  const bytes = createReadStream(file);
  const isGzip = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  // An error of either stream ends the reading of the last one; there is nothing more to do about it.
  return isGzip ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield decoder.decode(Buffer.concat([...begun, chunk.subarray(start, end)]));
      begun = [];
      length = 0;
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > LONGEST_LINE_BYTES) throw new LineTooLong();
  }
  if (length > 0) yield decoder.decode(Buffer.concat(begun));
}

class LineTooLong extends Error {
  readonly code = 'ERR_LINE_TOO_LONG';
}
