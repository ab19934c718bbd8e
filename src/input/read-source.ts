import { resolve } from 'node:path';
import { readText, type SizeLimit } from '../results/read-text.ts';
import { displayPath, type InputProblem, type Origin, type Source, wholeSource } from './problem.ts';

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
  const read = readText(name, limit, displayPath(name));
  if (read.text !== undefined) return { kind: 'file', name, text: read.text };
  const { message, help } = read;
  problems.push({ at: blame ?? wholeSource({ kind: 'file', name, text: '' }), message, help });
  return undefined;
}
