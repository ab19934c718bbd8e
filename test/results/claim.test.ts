import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimDirectory } from '../../src/results/claim.ts';
import { folderWith } from '../input/folder.ts';

const host = hostname();
const dead = spawnSync(process.execPath, ['--version']).pid;
const lock = (pid: number, where = host) => ({ lock: JSON.stringify({ pid, host: where }) });

/** Claims, which must succeed; whose claim it took over. */
function claimed(folder: string) {
  const mine = claimDirectory(folder);
  if ('holder' in mine) throw new Error('it is held');
  return mine;
}

describe('a claim', () => {
  it('keeps others out while its process lives', () => {
    const folder = folderWith(lock(process.ppid));
    expect(claimDirectory(folder)).toEqual({ holder: { pid: process.ppid, host } });
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is taken over from a dead process, which it names, and is gone once released', () => {
    const folder = folderWith(lock(dead));
    const mine = claimed(folder);
    expect(mine.former).toEqual({ pid: dead, host });
    mine.release();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('is taken over from another machine only after a minute without a sign of life', () => {
    const folder = folderWith(lock(dead, 'elsewhere'));
    expect(claimDirectory(folder)).toEqual({ holder: { pid: dead, host: 'elsewhere' } });
    const long = new Date(Date.now() - 61_000);
    utimesSync(join(folder, 'lock'), long, long);
    expect(claimed(folder).former).toEqual({ pid: dead, host: 'elsewhere' });
  });

  it('is taken over from a process that had the same number, as in a new container', () => {
    expect(claimed(folderWith(lock(process.pid))).former).toEqual({ pid: process.pid, host });
  });

  it('waits a minute for one whose writing was cut short', () => {
    const folder = folderWith({ lock: '' });
    expect(claimDirectory(folder)).toHaveProperty('holder');
    const long = new Date(Date.now() - 61_000);
    utimesSync(join(folder, 'lock'), long, long);
    expect(claimed(folder).former).toBeDefined();
  });

  it('is refused where something else has the name of the lock, which stays', () => {
    for (const occupy of [mkdirSync, (path: string) => symlinkSync('/nowhere/at/all', path)]) {
      const folder = folderWith();
      occupy(join(folder, 'lock'));
      expect(() => claimDirectory(folder)).toThrow(/^invalid lock: .*lock is not a regular file$/);
      expect(readdirSync(folder)).toEqual(['lock']);
    }
  });

  it('sweeps away what commands left half written that were killed, and nothing else', () => {
    const drafts = { 'manifest.json.partial': '', '.summary.csv.partial': '', 'lock.12345': '' };
    const folder = folderWith({ ...drafts, 'summary.csv': 'a', 'lock.txt': '' });
    claimed(folder).release();
    expect(readdirSync(folder).sort()).toEqual(['lock.txt', 'summary.csv']);
  });
});
