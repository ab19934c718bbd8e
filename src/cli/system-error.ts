/** What the system refused, for people, and what to do about it, by the system's code. */
const meanings: Readonly<Record<string, readonly [what: string, help: string]>> = {
  EMFILE: ['too many files are open', 'allow more: ulimit -n 1024'],
  ENFILE: ['too many files are open on this machine', 'end programs that hold many open'],
  EROFS: [
    'it cannot be written: its disk is read-only',
    'choose another folder, with --out where there is one',
  ],
  EACCES: [
    'this user may not do that',
    'check whose it is, or choose another folder, with --out where there is one',
  ],
  EPERM: [
    'this user may not do that',
    'check whose it is, or choose another folder, with --out where there is one',
  ],
  ENOSPC: ['the disk is full', 'make room, and give the command again'],
  EDQUOT: ['the quota of the disk is used up', 'make room, and give the command again'],
  EIO: ['the disk does not answer', 'check the disk'],
  ELOOP: ['a link leads back to itself', 'remove the link'],
  ENAMETOOLONG: ['its name is too long', 'choose a shorter one'],
  EISDIR: ['it is a folder', 'move it away'],
  ENOTDIR: ['it is not a folder', 'move it away'],
};

/**
 * What the system refused and what to do about it; undefined where the error is of another kind.
 *
 * @param error what was thrown, such as EMFILE of an open
 */
export function systemRefusal(
  error: unknown,
): { readonly message: string; readonly help: string } | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  // Where no more files may be open, the loader of modules says that a package is not there.
  if (code === 'ERR_MODULE_NOT_FOUND') {
    const help = 'allow more open files (ulimit -n 1024), or install opset again';
    return { message: `a part of opset cannot be read: ${error.message}`, help };
  }
  const meaning = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  if (meaning === undefined) return undefined;
  // A rename names both: what is in the way has the second name.
  const path = 'dest' in error ? error.dest : 'path' in error ? error.path : 'a file';
  return { message: `${path}: ${meaning[0]} (${code})`, help: meaning[1] };
}
