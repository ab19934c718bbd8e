import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '../../src/input/editor-schema.ts';
import { checkFile, readScenario } from '../../src/input/scenario-file.ts';
import { pointsOf } from '../../src/study/designs/points.ts';
import { checkPoints } from '../../src/study/scenario-at-point.ts';
import { readStudy } from '../../src/study/study-file/read-study.ts';
import { studyEditorSchema } from '../../src/study/study-file/study-editor-schema.ts';

const studies = readdirSync('scenarios/studies').filter(name => name.endsWith('.yaml'));
const scenarios = readdirSync('scenarios').filter(name => name.endsWith('.yaml'));
const presets = readdirSync('scenarios/presets');

describe('The repository', () => {
  it('has a JSON Schema of scenarios that is current', () => {
    const committed: unknown = JSON.parse(readFileSync('scenarios/opset.schema.json', 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(editorSchema())));
  });

  it('has a JSON Schema of studies that is current', () => {
    const committed: unknown = JSON.parse(readFileSync('scenarios/studies/study.schema.json', 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(studyEditorSchema())));
  });

  it.each(studies)(
    'has a study %s whose points are all valid and that points editors to the schema',
    name => {
      const reading = readStudy(`scenarios/studies/${name}`);
      expect(reading.ok ? checkPoints(reading.value, pointsOf(reading.value)) : reading.problems).toEqual([]);
      expect(readFileSync(`scenarios/studies/${name}`, 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\.\/study\.schema\.json\n/,
      );
    },
  );

  it.each(scenarios)('has a valid scenario %s that points editors to the schema', name => {
    expect(readScenario(`scenarios/${name}`).ok).toBe(true);
    expect(readFileSync(`scenarios/${name}`, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/opset\.schema\.json\n/,
    );
  });

  it.each(presets)('has a valid preset %s that points editors to the schema', name => {
    expect(checkFile(`scenarios/presets/${name}`)).toEqual({ ok: true, value: 'part' });
    expect(readFileSync(`scenarios/presets/${name}`, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/opset\.schema\.json\n/,
    );
  });

  it('has an index of scenarios that names each of them and nothing that is not there', () => {
    const index = readFileSync('scenarios/README.md', 'utf8');
    const named = [...index.matchAll(/\]\(([\w/-]+\.yaml)\)/g)].map(([, path]) => path);
    for (const path of named) expect(existsSync(`scenarios/${path}`), path).toBe(true);
    expect(scenarios.filter(name => !named.includes(name))).toEqual([]);
  });

  it('has no path of a machine in what it commits', async () => {
    const { stdout } = await promisify(execFile)('git', [
      'grep',
      '-lE',
      '/(root|home)/[a-z]',
      '--',
      '*.ts',
      '*.md',
      '*.yaml',
    ]).catch(() => ({ stdout: '' }));
    expect(
      stdout.split('\n').filter(file => file !== '' && file !== 'test/end-to-end/repository.test.ts'),
    ).toEqual([]);
  });
});
