import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { damagedTables } from '../../src/results/damaged-tables.ts';
import { writeManifest } from '../../src/results/write-manifest.ts';
import { folderWith } from '../input/folder.ts';

const table = 'measure,mean\na,1\nb,2\n';
const facts = { argv: ['run', 's.yaml'], hash: '00000000', seed: 1, scenario: 's', replicates: 1 };

function damageAfter(change: (path: string) => void): string[] {
  const folder = folderWith({ 'summary.csv': table, 'index.html': '<p>' });
  const manifest = writeManifest(folder, facts, new Map([['summary.csv', 2]]));
  change(join(folder, 'summary.csv'));
  return damagedTables(folder, manifest);
}

describe('damage in a results directory', () => {
  it.each([
    ['gone', (path: string) => rmSync(path), ['summary.csv is missing']],
    [
      'cut within a line',
      (path: string) => writeFileSync(path, table.slice(0, -2)),
      ['summary.csv ends within a line'],
    ],
    [
      'cut at a line',
      (path: string) => writeFileSync(path, table.slice(0, -4)),
      ['summary.csv has 1 of 2 rows'],
    ],
    ['empty', (path: string) => writeFileSync(path, ''), ['summary.csv has 0 of 2 rows']],
    ['whole', () => {}, []],
    ['changed by hand', (path: string) => writeFileSync(path, table.replace('2', '3')), []],
    ['longer by hand', (path: string) => writeFileSync(path, `${table}c,3\n`), []],
  ])('is told of a table that is %s', (_, change, expected) => {
    expect(damageAfter(change)).toEqual(expected);
  });
});
