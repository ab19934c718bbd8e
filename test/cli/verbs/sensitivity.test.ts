import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SensitivityAnalysis } from '../../../src/study/sensitivity/sensitivity-finding.ts';
import { folderWith, small } from '../../input/folder.ts';
import { opset } from '../opset.ts';
import { studyFolder } from '../study-folder.ts';

const ranges = (design: string) =>
  folderWith({
    'small.yaml': small.replace('horizon: 30d', 'horizon: 10d'),
    'study.yaml': `name: try
scenario: small.yaml
factors:
  budget: { path: avss.one.budget.usdPerWeek, range: [500, 2000] }
  stake: { path: operators.ordinary.ownStake.eth, range: [5, 20] }
${design}
replicates: 2
`,
  });

describe('opset sensitivity', () => {
  it('says by shares of variance that a cost is a matter of the budget alone', async () => {
    const folder = ranges('design: { kind: saltelli, base: 16 }');
    const { code, stdout, stderr } = await opset(
      folder,
      'sensitivity',
      'study.yaml',
      '--json',
      '--jobs',
      '1',
    );
    expect(code, stderr).toBe(0);
    const { directory, analyses, runs } = JSON.parse(stdout) as {
      directory: string;
      analyses: SensitivityAnalysis[];
      runs: unknown;
    };
    expect(runs).toEqual({ planned: 128, done: 128, failed: 0 });
    const cost = analyses.find(({ measure }) => measure === 'one.main.cost');
    const total = cost?.findings.filter(({ kind }) => kind === 'total').map(({ value }) => value);
    expect(total?.[0]).toBeGreaterThan(0.8);
    expect(total?.[1]).toBeCloseTo(0, 9);
    expect(stderr).toMatch(/one\.main\.cost.*\n {2}budget +\d+(\.\d+)?% \[.*\] +alone/);
    for (const name of [
      'sensitivity.csv',
      'measures.csv',
      'manifest.json',
      'charts/sensitivity.svg',
      'index.html',
    ]) {
      expect(existsSync(join(folder, directory, name)), name).toBe(true);
    }
    const { tables } = JSON.parse(readFileSync(join(folder, directory, 'columns.json'), 'utf8')) as {
      tables: { file: string }[];
    };
    expect(tables.map(({ file }) => file)).toContain('sensitivity.csv');
  });

  it('screens by the method that is asked for, and does no run twice', async () => {
    const folder = ranges('design: { kind: sobol, points: 4 }');
    const args = ['sensitivity', 'study.yaml', '--method', 'morris', '--trajectories', '3', '--jobs', '1'];
    const first = await opset(folder, ...args);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('next: npx opset sensitivity study.yaml --method sobol');
    const again = await opset(folder, ...args);
    expect(again.stderr).toContain('18 runs at 9 points, 18 done before');
    expect(again.stdout).toBe(first.stdout);
  });

  it('refuses a design that says nothing of sensitivity, and options of another method', async () => {
    expect(await opset(studyFolder(), 'sensitivity', 'study.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/invalid design: grid says nothing of sensitivity\n.*--method morris/),
    });
    const { code, stderr } = await opset(studyFolder(), 'sensitivity', 'study.yaml', '--base', '8');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('invalid option: --base\n  it needs --method sobol'),
    ]);
  });
});
