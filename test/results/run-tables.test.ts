import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tables } from '../../sim/measures/tables/index.ts';
import { allTables, openTables, writeDictionary } from '../../src/results/run-tables.ts';
import { refreshManifest, writeManifest } from '../../src/results/write-manifest.ts';
import { folderWith } from '../input/folder.ts';

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

describe('the tables of a results directory', () => {
  it('have the replicate in front of each row of a run', () => {
    const folder = folderWith();
    const writers = openTables(folder);
    writers.write(0, { table: 'prices', values: [0, 'eth', 2500] });
    writers.write(1, { table: 'prices', values: [0, 'eth', 2500.5] });
    const rows = writers.close();
    expect(read(folder, 'prices.csv')).toBe(
      'replicate,time_days,name,price_usd\n0,0,eth,2500\n1,0,eth,2500.5\n',
    );
    expect(rows.get('prices.csv')).toBe(2);
    expect(rows.get('sets.csv')).toBe(0);
  });

  it('refuse a row of a table that nobody declared', () => {
    const writers = openTables(folderWith());
    expect(() => writers.write(0, { table: 'nope', values: [] })).toThrow('unknown table: nope');
    writers.close();
  });

  it('are all in the data dictionary, each column with type and meaning', () => {
    const folder = folderWith();
    writeDictionary(folder, allTables);
    const dictionary = JSON.parse(read(folder, 'columns.json')) as { tables: typeof allTables };
    expect(dictionary.tables.map(table => table.name)).toEqual(allTables.map(table => table.name));
    expect(new Set(allTables.map(table => table.name)).size).toBe(tables.length + 2);
    for (const column of dictionary.tables.flatMap(table => table.columns)) {
      expect(column.meaning, column.name).not.toBe('');
      expect(['number', 'integer', 'string']).toContain(column.type);
    }
  });
});

describe('a manifest', () => {
  const facts = { argv: ['run', 's.yaml'], scenario: 's', hash: '01234567', seed: 1, replicates: 2 };

  it('covers every file below the directory by digest, size and rows, but not itself', () => {
    const folder = folderWith({ 'a.csv': 'x\n1\n', 'charts/b.svg': '<svg/>' });
    const { files, tool, node } = writeManifest(folder, facts, new Map([['a.csv', 1]]));
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(files).toEqual([
      { path: 'a.csv', sha256: sha256('x\n1\n'), bytes: 4, rows: 1 },
      { path: 'charts/b.svg', sha256: sha256('<svg/>'), bytes: 6 },
    ]);
    expect({ tool, node }).toEqual({ tool: 'opset', node: process.version });
    expect(JSON.parse(read(folder, 'manifest.json'))).toMatchObject({ ...facts, files });
  });

  it('keeps its facts and rows when the pictures are made again', () => {
    const folder = folderWith({ 'a.csv': 'x\n1\n' });
    const before = writeManifest(folder, facts, new Map([['a.csv', 1]]));
    expect(refreshManifest(folder)).toEqual(before);
  });
});
