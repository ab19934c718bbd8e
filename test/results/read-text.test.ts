import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/results/read-text.ts';
import { folderWith } from '../input/folder.ts';

describe('the text of a file', () => {
  it('is that of a regular file of the size that is allowed, in UTF-8', () => {
    const folder = folderWith({ 'a.txt': 'grüße' });
    expect(readText(join(folder, 'a.txt'), 7, 'a.txt')).toEqual({ text: 'grüße' });
    expect(readText(join(folder, 'a.txt'), 6, 'a.txt')).toMatchObject({
      message: 'invalid file: a.txt has 7 bytes, more than 6',
    });
  });

  it.skipIf(process.platform === 'win32')('is not read where it may have no end', () => {
    const folder = folderWith();
    spawnSync('mkfifo', [join(folder, 'pipe')]);
    for (const path of ['/dev/zero', join(folder, 'pipe')]) {
      expect(readText(path, 1_000, 'x')).toMatchObject({ message: 'invalid file: x is not a regular file' });
    }
    expect(readText(folder, 1_000, 'x')).toMatchObject({ message: 'invalid file: x is a folder' });
    expect(readText(join(folder, 'none'), 1_000, 'x')).toMatchObject({ message: 'missing file: x' });
  });
});
