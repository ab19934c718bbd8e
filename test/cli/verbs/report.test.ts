import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/exit.ts';
import { report } from '../../../src/cli/verbs/report.ts';
import { writeManifest } from '../../../src/results/write-manifest.ts';
import { folderWith } from '../../input/folder.ts';

const facts = { hash: '00000000', seed: 1 };

/** What `opset report` refuses a directory with. */
async function refusal(directory: string): Promise<UsageError> {
  const error: unknown = await report([directory]).catch(reason => reason);
  if (error instanceof UsageError) return error;
  throw new Error(`not refused: ${String(error)}`);
}

describe('opset report', () => {
  it('finds its tables where the directory is named with a slash at its end', async () => {
    const folder = folderWith({ 'measures.csv': 'measure,value\na,1\n' });
    writeManifest(
      `${folder}/`,
      { ...facts, argv: ['run', 's.yaml'], scenario: 's', replicates: 1 },
      new Map(),
    );
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).files[0].path).toBe(
      'measures.csv',
    );
  });

  it('signs no damage: it says which table is cut short, and what makes it again', async () => {
    const folder = folderWith({ 'measures.csv': 'measure,value\na,1\nb,2\n' });
    const run = { ...facts, argv: ['run', 'my avs.yaml'], scenario: 's', replicates: 1 };
    writeManifest(folder, run, new Map([['measures.csv', 2]]));
    writeFileSync(join(folder, 'measures.csv'), 'measure,value\na,1\n');
    const before = readFileSync(join(folder, 'manifest.json'), 'utf8');
    const { message, help } = await refusal(folder);
    expect(message).toContain('measures.csv has 1 of 2 rows');
    expect(help).toBe("make its tables again: npx opset run 'my avs.yaml'");
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(before);
  });

  it('refuses what is no manifest of it, and tables that are no files', async () => {
    const sound = { tool: 'opset', argv: ['run', 's.yaml'], files: [] };
    const outside = { path: '../measures.csv', sha256: '', bytes: 1, rows: 1 };
    const others = [
      null,
      [],
      { tool: 'opset' },
      { ...sound, argv: [1] },
      { ...sound, files: [null] },
      { ...sound, files: [outside] },
    ];
    for (const manifest of others) {
      const { message } = await refusal(folderWith({ 'manifest.json': JSON.stringify(manifest) }));
      expect(message).toContain('has no manifest of opset');
    }
    const device = folderWith({ 'measures.csv': 'measure\na\n' });
    const run = { ...facts, argv: ['run', 's.yaml'], scenario: 's', replicates: 1 };
    writeManifest(device, run, new Map([['measures.csv', 1]]));
    rmSync(join(device, 'measures.csv'));
    symlinkSync('/dev/zero', join(device, 'measures.csv'));
    expect((await refusal(device)).message).toContain('measures.csv is missing');
  });

  it('sends a part of a study to merge', async () => {
    const folder = join(folderWith({ 'try-0.shard-2-of-4/design.csv': 'run\n' }), 'try-0.shard-2-of-4');
    const runs = { planned: 1, done: 1, failed: 0 };
    const part = { ...facts, argv: ['sweep'], study: 'try', points: 1, shard: '2/4', runs };
    writeManifest(folder, part, new Map([['design.csv', 0]]));
    const { message, help } = await refusal(folder);
    expect(message).toContain('is part 2/4 of a study');
    expect(help).toBe(`merge all parts: npx opset merge ${folder.replace('2-of-4', '*-of-4')}`);
  });
});
