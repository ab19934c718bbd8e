import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { editorSchema } from '../../src/files/editor-schema.ts';
import { readScenario } from '../../src/files/scenario.ts';

const scenarios = readdirSync('scenarios').filter(name => name.endsWith('.yaml'));

describe('The repository', () => {
  it('has a JSON Schema of scenarios that is current', () => {
    const committed: unknown = JSON.parse(readFileSync('scenarios/opset.schema.json', 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(editorSchema())));
  });

  it.each(scenarios)('has a valid scenario %s that points editors to the schema', name => {
    expect(readScenario(`scenarios/${name}`).ok).toBe(true);
    expect(readFileSync(`scenarios/${name}`, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/opset\.schema\.json\n/,
    );
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
