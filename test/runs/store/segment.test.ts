import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { segmentNames } from '../../../src/runs/store/segment.ts';
import { folderWith } from '../../input/folder.ts';

const name = `${'0123456789abcdef'.repeat(2)}.jsonl`;

it('what has the name of a segment and is no file is refused, with its path', () => {
  expect(segmentNames(folderWith({ [name]: '', 'notes.txt': '' }))).toEqual([name]);
  for (const occupy of [mkdirSync, (path: string) => symlinkSync('/nowhere/at/all', path)]) {
    const folder = folderWith();
    occupy(join(folder, name));
    expect(() => segmentNames(folder)).toThrow(`${join(folder, name)} is not a regular file`);
  }
  const file = folderWith({ runs: '' });
  expect(() => segmentNames(join(file, 'runs'))).toThrow(/runs is not a folder$/);
});
