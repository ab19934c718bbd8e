import {
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EnvironmentError } from './environment-error.ts';
import { isProcessAlive } from './process-alive.ts';

/** A process that works in a directory. */
export interface ClaimHolder {
  readonly pid: number;
  readonly host: string;
}

/** The right of this process alone to write to a directory, until it is released. */
export interface DirectoryClaim {
  /** The dead holder whose claim was taken over; undefined when there was none. */
  readonly former: ClaimHolder | undefined;
  /** Gives the right up; others may claim the directory. */
  release(): void;
}

/** How often a holder shows that it lives, in milliseconds: it sets the time of its lock. */
const beatMs = 5_000;

/**
 * How long a holder may show no sign of life before it counts as dead, in milliseconds: one of another machine, and one
 * of this machine whose number a living process has, which may be that holder, busy, or another process.
 */
const deadMs = { elsewhere: 60_000, here: 600_000 };

/**
 * Claims a directory by its file `lock`, which only one process can create. The lock of a dead holder is taken over: one
 * of this machine whose process is gone, or one that has shown no sign of life for long. Drafts that former commands left
 * are removed.
 *
 * @returns the claim, or the holder when another process works in the directory
 * @throws the system's error when the directory cannot be written
 * @throws EnvironmentError when a folder, a link or a device has the name of the lock
 */
export function claimDirectory(directory: string): DirectoryClaim | { readonly holder: ClaimHolder } {
  const path = join(directory, 'lock');
  let former: ClaimHolder | undefined;
  while (!createLock(path)) {
    const lock = readLock(path);
    if (lock === undefined) continue;
    if (!isDead(lock)) return { holder: lock.holder };
    former = lock.holder;
    removeDeadLock(path, lock.text);
  }
  removeDrafts(directory);
  const beat = setInterval(() => touchLock(path), beatMs).unref();
  return {
    former,
    release() {
      clearInterval(beat);
      rmSync(path, { force: true });
    },
  };
}

/** Removes what commands that were killed, or found the disk full, left half written: nobody else writes here now. */
function removeDrafts(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (/\.partial$|^lock\.\d+$/.test(name)) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/** A lock file as read. */
interface Lock {
  readonly text: string;
  readonly holder: ClaimHolder;
  /** Last sign of life, in milliseconds of the system's clock. */
  readonly beat: number;
}

/** Creates the lock; false when there is one already. */
function createLock(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // A full disk may have taken the name but not the text.
    rmSync(path, { force: true });
    throw error;
  }
}

/** Shows that this process lives. */
function touchLock(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    // Whoever removed the lock will notice; what is written stays whole without it.
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

/** Reads a lock; undefined when it has just been released. Throws EnvironmentError where something else has its name. */
function readLock(path: string): Lock | undefined {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false)
    throw new EnvironmentError(`invalid lock: ${path} is not a regular file`, 'remove it');
  try {
    const text = readFileSync(path, 'utf8');
    return { text, holder: holderIn(text), beat: statSync(path).mtimeMs };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The holder that a lock names; process 0 where it was not written to its end. */
function holderIn(text: string): ClaimHolder {
  try {
    const { pid, host } = JSON.parse(text) as Partial<ClaimHolder>;
    return { pid: Number(pid), host: String(host) };
  } catch {
    return { pid: 0, host: 'unknown' };
  }
}

function isDead({ holder: { pid, host }, beat }: Lock): boolean {
  const isHere = host === hostname();
  // In a new container a process may get the number that a dead one had.
  if (isHere && (pid === process.pid || !isProcessAlive(pid))) return true;
  return Date.now() - beat > (isHere ? deadMs.here : deadMs.elsewhere);
}

/**
 * Removes the lock of a dead holder, but not one that another process created in its place meanwhile.
 *
 * @param text of the dead holder's lock
 */
function removeDeadLock(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  // Renamed first and looked at then: what is read under its own name may be another lock a moment later.
  if (readFileSync(aside, 'utf8') === text) rmSync(aside);
  else renameSync(aside, path);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
