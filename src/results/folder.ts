import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing. Not by `mkdirSync` with `recursive`: that never returns where the
 * system says that there is no such place, as under /proc (Node 20).
 *
 * @throws the system's error when a folder cannot be made
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(resolve(path));
  if (parent !== resolve(path)) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(path)) throw error;
  }
}

/**
 * Writes a file whole or not at all: first under another name, so that an interrupt or a full disk leaves no half of it, no
 * reader meets half of it, and no link is followed.
 *
 * @throws the system's error when it cannot be written
 */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.partial`;
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, content, { flag: 'wx' });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether the system refused to write because the disk, or a quota of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
}
