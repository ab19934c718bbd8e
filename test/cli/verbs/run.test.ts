import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, small } from '../../input/folder.ts';
import { opset, start } from '../opset.ts';

const tables = (folder: string, directory: string) =>
  Object.fromEntries(
    readdirSync(join(folder, directory))
      .filter(name => name.endsWith('.csv'))
      .map(name => [name, readFileSync(join(folder, directory, name), 'utf8')]),
  );

describe('opset report', () => {
  it('makes the same page again from the tables', async () => {
    const folder = folderWith({ 's.yaml': small });
    const { stdout } = await opset(folder, 'run', 's.yaml', '--quiet');
    const directory = join(folder, stdout.trimEnd());
    const manifest = readFileSync(join(directory, 'manifest.json'), 'utf8');
    rmSync(join(directory, 'index.html'));
    expect(await opset(folder, 'report', stdout.trimEnd())).toMatchObject({
      code: 0,
      stdout: `${stdout.trimEnd()}/index.html\n`,
    });
    expect(readFileSync(join(directory, 'manifest.json'), 'utf8')).toBe(manifest);
  });
});

describe('opset run', () => {
  it('writes a results directory, prints its path as data and the next command to people', async () => {
    const folder = folderWith({ 's.yaml': small });
    const { code, stdout, stderr } = await opset(folder, 'run', 's.yaml');
    expect(code, stderr).toBe(0);
    const directory = stdout.trimEnd();
    expect(directory).toMatch(/^reports\/small-[0-9a-f]{8}$/);
    expect(readdirSync(join(folder, 'reports'))).toHaveLength(1);
    for (const name of [
      'manifest.json',
      'scenario.yaml',
      'columns.json',
      'summary.csv',
      'design.csv',
      'index.html',
    ]) {
      expect(existsSync(join(folder, directory, name)), name).toBe(true);
    }
    expect(stderr).toContain('next: npx opset run s.yaml --replicates 20');
  });

  it('gives the same bytes again, in another folder and from its own resolved scenario', async () => {
    const [one, other] = [folderWith({ 's.yaml': small }), folderWith({ 'deep/t.yaml': small })];
    const args = ['--replicates', '2', '--quiet'];
    const first = await opset(one, 'run', 's.yaml', ...args);
    const second = await opset(other, 'run', 'deep/t.yaml', ...args);
    expect(first).toEqual({ code: 0, stdout: second.stdout, stderr: '' });
    const directory = first.stdout.trimEnd();
    const expected = tables(one, directory);
    expect(tables(other, directory)).toEqual(expected);
    const again = await opset(one, 'run', join(directory, 'scenario.yaml'), ...args);
    expect(again.stdout).toBe(first.stdout);
    expect(tables(one, directory)).toEqual(expected);
  });

  it('prints exactly one JSON document', async () => {
    const { stdout } = await opset(folderWith({ 's.yaml': small }), 'run', 's.yaml', '--json', '--seed', '7');
    expect(JSON.parse(stdout)).toMatchObject({
      seed: 7,
      replicates: 1,
      page: expect.stringMatching(/index\.html$/),
    });
  });

  it.each([
    ['1e3', 1000],
    ['0010', 10],
    ['-5', -5],
    ['one thousand', 'one thousand'],
    ['1e3x', '1e3x'],
  ])('takes a seed as --set does: %s', async (given, seed) => {
    const folder = folderWith({ 's.yaml': small });
    const { stdout } = await opset(folder, 'run', 's.yaml', '--json', '--set', 'horizon=1d', '--seed', given);
    expect(JSON.parse(stdout)).toMatchObject({ seed });
  });

  it('refuses a seed that is a number but not whole', async () => {
    const folder = folderWith({ 's.yaml': small });
    expect(await opset(folder, 'run', 's.yaml', '--seed', '1.5')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('invalid seed'),
    });
  });

  it('refuses an invalid scenario and a folder of others, and leaves nothing on disk', async () => {
    const folder = folderWith({ 's.yaml': small, out: 'a file' });
    expect(await opset(folder, 'run', 's.yaml', '--set', 'horizon=0d')).toMatchObject({
      code: 2,
      stdout: '',
    });
    expect(await opset(folder, 'run', 's.yaml', '--out', 'out')).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(folder).sort()).toEqual(['out', 's.yaml']);
  });

  it('stops cleanly when interrupted: exit code 130 and no half of a result', async () => {
    const folder = folderWith({ 's.yaml': small });
    const { child, ended } = start(folder, [
      'run',
      's.yaml',
      '--set',
      'horizon=365d',
      '--replicates',
      '100000',
    ]);
    const reports = join(folder, 'reports');
    const begun = setInterval(() => {
      if (existsSync(reports) && readdirSync(reports).length > 0) child.kill('SIGINT');
    }, 20);
    const { code, stdout, stderr } = await ended;
    clearInterval(begun);
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/^interrupted: /);
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });
});
