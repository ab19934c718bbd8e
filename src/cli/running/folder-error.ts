import { displayPath } from '../../input/problem.ts';
import { EnvironmentError } from '../../results/environment-error.ts';
import { isDiskFull } from '../../results/folder.ts';

/**
 * The error for a folder that cannot be written, with what to do.
 *
 * @param folder absolute path
 * @param error what the system said
 * @param help what to do unless the disk is full
 */
export function folderError(folder: string, error: unknown, help: string): EnvironmentError {
  const shown = displayPath(folder);
  if (isDiskFull(error))
    return new EnvironmentError(`no space left in ${shown}`, 'make room, and give the command again');
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new EnvironmentError(`invalid folder: ${shown} cannot be written (${code})`, help);
}
