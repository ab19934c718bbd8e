import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resultsRoot, studyFile } from '../../src/results/results-root.ts';
import { folderWith } from '../input/folder.ts';

describe('where a study goes on', () => {
  it('is beside the results that were given, finished or begun, unless --out says another folder', () => {
    const folder = folderWith({
      'kept/done-1/manifest.json': '{ "tool": "opset", "argv": [], "files": [] }',
      'kept/begun-1/runs/a.jsonl': '',
      'study/study.yaml': '',
    });
    for (const name of ['done-1', 'begun-1']) {
      expect(resultsRoot(join(folder, 'kept', name), undefined)).toBe(join(folder, 'kept'));
      expect(resultsRoot(join(folder, 'kept', name), 'there')).toBe(resolve('there'));
    }
    for (const name of ['study', 'study/study.yaml', 'missing.yaml']) {
      expect(resultsRoot(join(folder, name), undefined)).toBe(resolve('reports'));
    }
  });

  it('reads the study file of a folder, and a file as itself', () => {
    const folder = folderWith({ 'study/study.yaml': '' });
    expect(studyFile(join(folder, 'study'))).toBe(join(folder, 'study', 'study.yaml'));
    expect(studyFile('other.yaml')).toBe('other.yaml');
  });
});
