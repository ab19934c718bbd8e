import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScenarioComparison } from '../../../src/study/comparison/paired-comparison.ts';
import { folderWith, small } from '../../input/folder.ts';
import { opset } from '../opset.ts';

const folder = () =>
  folderWith({
    'a.yaml': small.replace('horizon: 30d', 'horizon: 10d'),
    'b.yaml': 'extends: a.yaml\nname: double\navss: { one: { budget: { usdPerWeek: 2000 } } }\n',
  });
const some = ['--replicates', '3', '--jobs', '1'];

describe('opset compare', () => {
  it('says what changed most, as a table, and writes nothing', async () => {
    const here = folder();
    const { code, stdout, stderr } = await opset(here, 'compare', 'a.yaml', 'b.yaml', ...some);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^small -> double \(3 pairs of runs, means\)\n/);
    expect(stdout).toMatch(
      /one\.main\.cost +\$600 a week +\$1\.2k a week +\+\$600 a week \[.*\] +\+\d\.\d +80%/,
    );
    expect(stderr).toContain('next: npx opset compare a.yaml b.yaml --jobs 1 --replicates 12');
    expect(readdirSync(here).sort()).toEqual(['a.yaml', 'b.yaml']);
  });

  it('finds no difference between a scenario and itself: seeds are common', async () => {
    const args = ['compare', 'a.yaml', '--set-b', 'name=other', ...some, '--json'];
    const { comparisons } = JSON.parse((await opset(folder(), ...args)).stdout) as ScenarioComparison;
    expect(comparisons.length).toBeGreaterThan(10);
    expect(comparisons.filter(({ difference }) => difference !== 0)).toEqual([]);
  });

  it('takes the runs of a results directory as they are, unless it was changed', async () => {
    const here = folder();
    const results = (await opset(here, 'run', 'a.yaml', '--replicates', '2', '--quiet')).stdout.trimEnd();
    const args = ['b.yaml', ...some, '--csv'];
    const direct = await opset(here, 'compare', 'a.yaml', ...args);
    expect((await opset(here, 'compare', results, ...args)).stdout).toBe(direct.stdout);
    const found = async () =>
      (await opset(here, 'compare', results, 'b.yaml', ...some)).stdout.split('\n')[0];
    expect(await found()).toContain('3 pairs of runs, 2 runs recorded before');
    appendFileSync(join(here, results, 'measures.csv'), '0,one.main.cost,USD/week,9,x,lower,\n');
    expect(await found()).not.toContain('recorded');
  });

  it('ends with exit code 4 when a condition holds, and says which and why', async () => {
    const conditions = ['--fail-if', 'one.main.cost > 1000', '--fail-if', 'difference(one.main.cost) < 0'];
    const { code, stderr } = await opset(folder(), 'compare', 'a.yaml', 'b.yaml', ...some, ...conditions);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^failed: one\.main\.cost > 1000 \(one\.main\.cost is 1200(\.0+\d*)?\)$/m);
    expect(stderr).toContain('1 of 2 conditions passed');
  });

  it.each([
    [['a.yaml'], 'missing argument: <b>'],
    [['a.yaml', 'b.yaml', '--measures', 'tow.*', '--replicates', '2'], 'unknown measures: tow.*'],
    [['a.yaml', 'b.yaml', '--fail-if', 'x +'], 'invalid expression: x +'],
    [
      ['a.yaml', 'b.yaml', '--fail-if', 'one.main.cst > 1', '--replicates', '2'],
      'did you mean `one.main.cost`?',
    ],
    [['a.yaml', 'b.yaml', '--set-b', 'horizon=0d'], 'invalid horizon'],
    [['a.yaml', '--set-b', 'horizonn=9d'], '--set-b horizonn=9d: unknown key: horizonn'],
    [['a.yaml', 'b.yaml', '--fail-if', ''], "missing condition: --fail-if ''"],
  ])('refuses %o', async (args, message) => {
    const { code, stdout, stderr } = await opset(folder(), 'compare', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
