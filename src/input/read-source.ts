import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { displayPath, type InputProblem, type Origin, type Source, wholeSource } from './problem.ts';

/** What to do about a file that is too large, if nothing better is known. */
const shorten = 'split it, or leave out what is not needed';

/** Largest size of a file that is read. */
export interface SizeLimit {
  readonly bytes: number;
  /** What to do about one that is larger. */
  readonly help: string;
}

/**
 * The text of a file, which must be UTF-8. A file that is too large is refused before a byte of it is read.
 *
 * @param limit largest size that is read, in bytes or with what to do about a larger one
 * @param problems gets why the file cannot be read
 * @param blame where the file's name was written, for problems; left out when a person named the file
 * @returns undefined when the file cannot be read
 */
export function readSource(
  path: string,
  limit: number | SizeLimit,
  problems: InputProblem[],
  blame?: Origin,
): Source | undefined {
  const name = resolve(path);
  const shown = displayPath(name);
  const { bytes, help } = typeof limit === 'number' ? { bytes: limit, help: shorten } : limit;
  const fail = (message: string, advice?: string) => {
    const at = blame ?? wholeSource({ kind: 'file', name, text: '' });
    problems.push({ at, message, ...(advice !== undefined && { help: advice }) });
    return undefined;
  };
  try {
    const stat = statSync(name);
    if (stat.isDirectory()) return fail(`invalid file: ${shown} is a folder`, 'name a file in it');
    if (!stat.isFile()) {
      return fail(`invalid file: ${shown} is not a regular file`, 'save what it says in one');
    }
    if (stat.size > bytes)
      return fail(`invalid file: ${shown} has ${stat.size} bytes, more than ${bytes}`, help);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(name));
    return { kind: 'file', name, text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return fail(`missing file: ${shown}`, 'check the name and the folder');
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return fail(`invalid file: ${shown} is not UTF-8 text`, 'save it as UTF-8');
    return fail(`invalid file: ${shown} cannot be read (${String(code ?? error)})`, 'check who may read it');
  }
}
