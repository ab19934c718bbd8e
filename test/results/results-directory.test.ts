import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isResults } from '../../src/results/manifest.ts';
import {
  contentHash,
  resultsName,
  stageResults,
  targetObstacle,
} from '../../src/results/results-directory.ts';
import { folderWith } from '../input/folder.ts';

const manifest = JSON.stringify({ tool: 'opset', argv: ['run', 's.yaml'], files: [] });

describe('a results directory', () => {
  it('appears whole or not at all', () => {
    const root = folderWith();
    const staging = stageResults(join(root, 'x-1'));
    writeFileSync(join(staging.path, 'a.csv'), 'a\n');
    expect(existsSync(join(root, 'x-1'))).toBe(false);
    staging.commit();
    expect(readdirSync(root)).toEqual(['x-1']);
    expect(readFileSync(join(root, 'x-1', 'a.csv'), 'utf8')).toBe('a\n');
  });

  it('leaves nothing when it is discarded', () => {
    const root = folderWith();
    const staging = stageResults(join(root, 'x-1'));
    writeFileSync(join(staging.path, 'a.csv'), 'a\n');
    staging.discard();
    expect(readdirSync(root)).toEqual([]);
  });

  it('takes a root with it that was made for it, but not one that was there', () => {
    const root = folderWith();
    const staging = stageResults(join(root, 'made', 'x-1'));
    staging.discard();
    expect(readdirSync(root)).toEqual([]);
    stageResults(join(root, 'x-1')).discard();
    expect(existsSync(root)).toBe(true);
  });

  it('names the folder that cannot be written', () => {
    const root = folderWith({ file: '' });
    expect(() => stageResults(join(root, 'file', 'x-1'))).toThrow(
      /^invalid results folder: .*file cannot be written \(/,
    );
  });

  it('replaces a former one and none of its files survive', () => {
    const root = folderWith({ 'x-1/manifest.json': manifest, 'x-1/old.csv': '' });
    const staging = stageResults(join(root, 'x-1'));
    writeFileSync(join(staging.path, 'new.csv'), '');
    staging.commit();
    expect(readdirSync(root)).toEqual(['x-1']);
    expect(readdirSync(join(root, 'x-1'))).toEqual(['new.csv']);
  });

  it('clears what a killed process left, and nothing else', () => {
    const dead = 2 ** 22 + 1; // above the largest process id of Linux
    const root = folderWith({
      [`.x-1.partial-${dead}/a.csv`]: '',
      '.x-2.partial-1/a.csv': '',
      'x-1.partial/a': '',
    });
    stageResults(join(root, 'x-1')).discard();
    expect(readdirSync(root).sort()).toEqual(['.x-2.partial-1', 'x-1.partial']);
  });

  it('may be new or results of this tool, and nothing else', () => {
    const root = folderWith({ 'ours/manifest.json': manifest, 'theirs/thesis.tex': '', file: '' });
    expect(targetObstacle(join(root, 'new/er'))).toBeUndefined();
    expect(targetObstacle(join(root, 'ours'))).toBeUndefined();
    expect(targetObstacle(join(root, 'theirs'))?.message).toMatch(/holds no results of opset/);
    expect(targetObstacle(join(root, 'file'))?.message).toMatch(/holds no results of opset/);
    expect(targetObstacle(join(root, 'file/x'))?.message).toMatch(/is not a folder/);
    symlinkSync(join(root, 'ours'), join(root, 'link'));
    expect(targetObstacle(join(root, 'link'))?.message).toMatch(/holds no results of opset/);
  });

  it('is known by its manifest', () => {
    const root = folderWith({
      'a/manifest.json': '{"tool":"npm"}',
      'b/manifest.json': 'null',
      'c/manifest.json': manifest,
    });
    mkdirSync(join(root, 'd'));
    expect(['a', 'b', 'c', 'd'].map(name => isResults(join(root, name)))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('has a name that cannot leave its root', () => {
    expect(resultsName('../../etc/My AVS', '12345678')).toBe('etc-my-avs-12345678');
    expect(resultsName('..', '12345678')).toBe('scenario-12345678');
  });

  it('has a hash that follows its parts', () => {
    expect(contentHash(['0.1.0', { a: 1 }, 2])).toMatch(/^[0-9a-f]{8}$/);
    expect(contentHash(['0.1.0', { a: 1 }, 2])).toBe(contentHash(['0.1.0', { a: 1 }, 2]));
    expect(contentHash(['0.1.0', { a: 2 }, 2])).not.toBe(contentHash(['0.1.0', { a: 1 }, 2]));
  });
});
