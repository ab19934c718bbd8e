import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isProcessAlive } from './process-alive.ts';

/** Who works in a directory. */
export interface ClaimHolder {
  readonly pid: number;
  readonly host: string;
}

/** A directory that this process alone writes to, until it is released. */
export interface DirectoryClaim {
  /** The holder whose claim was taken over, for it is dead. */
  readonly former: ClaimHolder | undefined;
  release(): void;
}

/** How often a holder shows that it lives, in milliseconds. */
const beatMs = 5_000;

/**
 * After how long without a sign of life a holder is taken for dead, in milliseconds: one of another machine, and one
 * whose number a process of this machine has, which may be busy or another.
 */
const deadMs = { elsewhere: 60_000, here: 600_000 };

/**
 * Claims a directory by its file `lock`, which one process alone can make; the holder where another works in it. A
 * holder is dead when no process of this machine has its number, or when it has shown no sign of life for long.
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
  const beat = setInterval(() => touchLock(path), beatMs).unref();
  return {
    former,
    release() {
      clearInterval(beat);
      rmSync(path, { force: true });
    },
  };
}

interface Lock {
  readonly text: string;
  readonly holder: ClaimHolder;
  /** Last sign of life, in milliseconds of the system's clock. */
  readonly beat: number;
}

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

function touchLock(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch (error) {
    // Whoever removed the lock will notice; what is written stays whole without it.
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

/** The lock of a directory; undefined when it has just been released. */
function readLock(path: string): Lock | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, holder: holderIn(text), beat: statSync(path).mtimeMs };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The holder that a lock names; nobody's name where it was not written to its end. */
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

/** Removes a dead lock, but not a living one that took its place meanwhile. */
function removeDeadLock(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') === text) rmSync(aside);
  else renameSync(aside, path);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
