import { readFileSync, statSync } from 'node:fs';

/** What to do about a file that is too large, if nothing better is known. */
const shorten = 'split it, or leave out what is not needed';

/** Largest size of a file that is read. */
export interface SizeLimit {
  readonly bytes: number;
  /** What to do about one that is larger. */
  readonly help: string;
}

/** The text of a file, or why it cannot be read and what to do about that. */
export type TextReading =
  | { readonly text: string }
  | { readonly text?: undefined; readonly message: string; readonly help: string };

/** What to do about a file that the system does not let read, by the system's code. */
const helpByCode: Readonly<Record<string, string>> = {
  ENOENT: 'check the name and the folder',
  EMFILE: 'allow more open files: ulimit -n 1024',
  ENFILE: 'close other programs, which hold too many files open',
};

/**
 * Reads a file, which must be UTF-8 and a regular file: a device or a pipe may have no end. One that is too large is
 * refused before a byte of it is read. Every file whose name or folder comes from other people is read here.
 *
 * @param limit largest size that is read, in bytes or with what to do about a larger one
 * @param shown the path for messages
 */
export function readText(path: string, limit: number | SizeLimit, shown: string): TextReading {
  const { bytes, help } = typeof limit === 'number' ? { bytes: limit, help: shorten } : limit;
  const refused = (why: string, advice: string) => ({
    message: `invalid file: ${shown} ${why}`,
    help: advice,
  });
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return refused('is a folder', 'name a file in it');
    if (!stat.isFile()) return refused('is not a regular file', 'save what it says in one');
    if (stat.size > bytes) return refused(`has ${stat.size} bytes, more than ${bytes}`, help);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    const code = String(error instanceof Error && 'code' in error ? error.code : error);
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return refused('is not UTF-8 text', 'save it as UTF-8');
    const advice = helpByCode[code] ?? 'check who may read it';
    if (code === 'ENOENT') return { message: `missing file: ${shown}`, help: advice };
    return refused(`cannot be read (${code})`, advice);
  }
}
