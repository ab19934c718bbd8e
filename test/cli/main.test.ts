import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verbs } from '../../src/cli/verbs/index.ts';
import { folderWith, small } from '../input/folder.ts';
import { main, opset } from './opset.ts';

describe('opset', () => {
  it('ends as it would have when people stop reading', () => {
    const folder = folderWith({ 's.yaml': '' });
    const command = `"${process.execPath}" "${main}" validate s.yaml 2>&1 >/dev/null | true; exit \${PIPESTATUS[0]}`;
    expect(spawnSync('bash', ['-c', command], { cwd: folder }).status).toBe(2);
  });

  it('prints the first twenty problems of an input, cut where they are long, and counts the rest', async () => {
    const folder = folderWith({ 's.yaml': `a: ${'&a '.repeat(5_000)}`, 't.yaml': small });
    const { code, stderr } = await opset(folder, 'validate', 's.yaml');
    expect(code).toBe(2);
    expect(stderr.match(/^s\.yaml:/gm)).toHaveLength(20);
    expect(stderr).toContain('4,999 problems; the first 20 are above');
    const listed = JSON.parse((await opset(folder, 'validate', 's.yaml', '--json')).stdout);
    expect([listed.count, listed.problems.length]).toEqual([4_999, 1_000]);
    const long = await opset(folder, 'validate', 't.yaml', '--set', `horizon=${'1'.repeat(50_000)}x`);
    expect(long.code).toBe(2);
    expect(long.stderr.length).toBeLessThan(2_000);
  });

  it('helps with examples first, on stdout, and needs no library for it', () => {
    const folder = folderWith({ 'package.json': '{ "type": "module" }' });
    cpSync(dirname(dirname(main)), join(folder, 'src'), { recursive: true });
    const text = execFileSync(process.execPath, [join(folder, 'src', 'cli', 'main.js'), '--help'], {
      encoding: 'utf8',
    });
    expect(text.indexOf('Examples:')).toBeLessThan(text.indexOf('Usage:'));
    for (const { name, summary } of verbs) expect(text).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  });

  it('has a file for each verb, of its name, or a folder of its name with that file', () => {
    const folder = join(import.meta.dirname, '..', '..', 'src', 'cli', 'verbs');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const places = verbs.map(({ name }) => (files.includes(name) ? join(name, `${name}.ts`) : `${name}.ts`));
    expect(files).toEqual(expect.arrayContaining([...places, 'index.ts']));
    const top = readdirSync(folder).map(file => file.replace(/\.ts$/, ''));
    expect(top.sort()).toEqual([...verbs.map(({ name }) => name), 'index'].sort());
  });

  it.each(verbs.map(({ name }) => name))('helps with %s, examples first', async verb => {
    const { code, stdout, stderr } = await opset(folderWith(), verb, '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Options:'));
    expect(stdout).toContain(`Usage: opset ${verb}`);
  });

  it.each([
    [['rnu', 's.yaml'], 'unknown verb: rnu', 'did you mean `run`?'],
    [['run', 's.yaml', '--sed', '1'], 'unknown option: --sed', 'did you mean `--seed`?'],
    [['run'], 'missing argument: <scenario>', 'see opset run --help'],
    [
      ['slash-preview', 's.yaml'],
      'missing option: --operator-set, --fraction',
      'see opset slash-preview --help',
    ],
    [['init', '--template', 'gpu'], 'invalid template: gpu', 'write one of "minimal", "gpu-avs"'],
    [['run', 's.yaml', 't.yaml'], 'unknown argument: t.yaml', 'see opset run --help'],
    [
      ['run', 's.yaml', '-s', '3'],
      'unknown option: -s',
      'options have no short forms: write `--seed` or `--set`',
    ],
    [['run', 's.yaml', '-x'], 'unknown option: -x', 'see opset run --help'],
    [
      ['risk', 's.yaml', '--operators', 'ordinry'],
      'unknown operator or group: ordinry',
      'did you mean `ordinary`?',
    ],
    [
      ['risk', 's.yaml', '--portfolio', 'ordinary-9=1'],
      'unknown operator or group: ordinary-9',
      'did you mean `ordinary-1`?',
    ],
    [
      ['run', 's.yaml', '--replicates', '0'],
      'invalid replicates: 0',
      'write a whole number from 1 to 100000',
    ],
    [
      ['run', 's.yaml', '--replicates', '2.5'],
      'invalid replicates: 2.5',
      'write a whole number from 1 to 100000',
    ],
    [['run', 's.yaml', '--seed', '1', '--seed', '2'], 'duplicate option: --seed', 'give it once'],
    [
      ['report', '.'],
      'invalid results directory: . has no manifest of opset',
      'give a folder that opset run or opset sweep wrote',
    ],
    [['init', '../..'], 'invalid name: ..', 'start with a letter, then letters, digits, _, - or spaces'],
  ])('refuses %j with exit code 2, a word of help, and nothing on disk', async (args, message, help) => {
    const folder = folderWith({ 's.yaml': small });
    expect(await opset(folder, ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${message}\n  ${help}\n`,
    });
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });

  it('helps with a verb by -h too', async () => {
    const [short, long] = await Promise.all(['-h', '--help'].map(word => opset(folderWith(), 'run', word)));
    expect(short).toEqual(long);
    expect(short).toMatchObject({ code: 0, stdout: expect.stringContaining('Examples:') });
  });

  it('prints its version as data', async () => {
    const { code, stdout } = await opset(folderWith(), '--version');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('opset validate', () => {
  it('says where a file is wrong, on stderr, with exit code 2', async () => {
    const folder = folderWith({ 's.yaml': small.replace('slashing:', 'slashng:') });
    const { code, stdout, stderr } = await opset(folder, 'validate', 's.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      's.yaml:13:9: unknown key: slashng',
      '  12 |         reward: { kind: uniqueStake }',
      '> 13 |         slashng:',
      '     |         ^^^^^^^',
      '  14 |           doubleSign: { fraction: 50% }',
      '  did you mean `slashing`?',
      '',
      '1 problem',
      '',
    ]);
  });

  it('tells of a valid file and the next command', async () => {
    const { code, stderr } = await opset(folderWith({ 's.yaml': small }), 'validate', 's.yaml');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'valid: s.yaml\nnext: npx opset run s.yaml\n' });
  });

  it('tells a part from a scenario, and how to take it in', async () => {
    const folder = folderWith({ 's.yaml': small, 'p.yaml': 'seed: 2\n' });
    const { code, stderr } = await opset(folder, 'validate', 'p.yaml', 's.yaml');
    expect(code).toBe(0);
    expect(stderr.split('\n')).toEqual([
      'valid: s.yaml',
      'valid part: p.yaml',
      'a part has no name; a scenario takes it in by extends: [FILE, ...], paths from its own folder',
      'next: npx opset run s.yaml',
      '',
    ]);
  });

  it('prints one JSON document of the problems of all files', async () => {
    const folder = folderWith({ 's.yaml': small, 't.yaml': '' });
    const { code, stdout, stderr } = await opset(folder, 'validate', 's.yaml', 't.yaml', '--json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      count: 1,
      problems: [
        { place: 't.yaml:1:1', line: 1, col: 1, message: 'missing scenario: the file is empty', help: null },
      ],
    });
  });
});

describe('opset init', () => {
  it.each(['minimal', 'gpu-avs'])('writes a valid scenario from %s, its schema beside it', async template => {
    const folder = folderWith();
    const { code, stdout } = await opset(folder, 'init', 'my-avs', '--template', template);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'my-avs.yaml\n' });
    expect(readdirSync(folder).sort()).toEqual(['my-avs.yaml', 'opset.schema.json']);
    const lines = readFileSync(join(folder, 'my-avs.yaml'), 'utf8').split('\n');
    expect(lines.slice(0, 2)).toEqual([
      '# yaml-language-server: $schema=./opset.schema.json',
      '# $schema: ./opset.schema.json',
    ]);
    expect(lines).toContain('name: my-avs');
    expect(await opset(folder, 'validate', 'my-avs.yaml')).toMatchObject({ code: 0 });
    // It says what an attack would bring, so that there is something to analyse, and no attack pays at the start.
    const { stdout: document } = await opset(folder, 'security', 'my-avs.yaml', '--json');
    const { attack, gamma } = JSON.parse(document);
    expect(attack).toBeNull();
    expect(gamma).toBeGreaterThan(0.5);
  });

  it('overwrites only by force', async () => {
    const folder = folderWith({ 'scenario.yaml': 'mine' });
    expect(await opset(folder, 'init')).toMatchObject({ code: 2, stdout: '' });
    expect(readFileSync(join(folder, 'scenario.yaml'), 'utf8')).toBe('mine');
    expect(await opset(folder, 'init', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'scenario.yaml'), 'utf8')).not.toBe('mine');
  });
});

describe('opset schema', () => {
  it('prints one JSON document: the schema, or the columns', async () => {
    const [schema, columns] = await Promise.all([opset('.', 'schema'), opset('.', 'schema', '--columns')]);
    expect(JSON.parse(schema.stdout)).toHaveProperty('definitions');
    expect(JSON.parse(columns.stdout)).toHaveProperty('tables');
    expect(schema.stderr + columns.stderr).toBe('');
  });
});
