import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/results/folder.ts';
import { folderWith } from '../input/folder.ts';

describe('a folder', () => {
  it('is made with all that are missing above it, and may be there already', () => {
    const path = join(folderWith(), 'a', 'b', 'c');
    makeFolder(path);
    makeFolder(path);
    writeFileSync(join(path, 'x'), '');
    expect(existsSync(join(path, 'x'))).toBe(true);
  });

  it('that cannot be is refused', () => {
    const root = folderWith({ file: '' });
    expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/ENOTDIR|ENOENT/);
  });

  it.runIf(existsSync('/proc/self'))('is refused where the system makes none', () => {
    expect(() => makeFolder('/proc/opset/reports')).toThrow(/ENOENT|EACCES|EPERM/);
  });
});
