import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, small } from '../../input/folder.ts';
import { opset, start } from '../opset.ts';

const project = join(import.meta.dirname, '..', '..', '..');
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython)
  process.stderr.write('skipped: a test that drives opset from Python, for there is no python3 here\n');

interface Answer {
  readonly id: unknown;
  readonly result?: { readonly measures?: Readonly<Record<string, { readonly value: number | null }>> };
  readonly error?: { readonly message: string; readonly problems: readonly string[] };
}

/** What `opset worker --stdio` answers to some lines, by id. */
async function answers(folder: string, lines: readonly unknown[]): Promise<Map<unknown, Answer>> {
  const { child, ended } = start(folder, ['worker', '--stdio', '--jobs', '1']);
  child.stdin.end(lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
  const { code, stdout, stderr } = await ended;
  expect([code, stderr]).toEqual([0, '']);
  const documents = stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Answer);
  return new Map(documents.map(document => [document.id, document]));
}

describe('opset worker --stdio', () => {
  it('describes itself, runs as opset run does, and says how it fares', async () => {
    const folder = folderWith({ 'small.yaml': small });
    const run = { scenario: 'small.yaml', set: ['horizon=3d'], seed: 7 };
    const found = await answers(folder, [
      { id: 'd', method: 'describe' },
      { id: 1, method: 'run', params: run },
      { id: 2, method: 'run', params: { ...run, measures: ['*.members.mean'] } },
    ]);
    expect(found.get('d')?.result).toMatchObject({ tool: 'opset', scenario: { title: 'Opset scenario' } });
    const measures = found.get(1)?.result?.measures ?? {};
    expect(found.get(2)?.result?.measures).toEqual({
      'one.main.members.mean': measures['one.main.members.mean'],
    });
    const { stdout } = await opset(
      folder,
      'run',
      'small.yaml',
      '--set',
      'horizon=3d',
      '--seed',
      '7',
      '--json',
    );
    const { summary } = JSON.parse(stdout) as {
      summary: { measure: string; statistics: { mean: number } | null }[];
    };
    for (const { measure, statistics } of summary)
      expect(measures[measure]!.value).toBe(statistics?.mean ?? null);
  });

  it('takes the scenario itself, and answers what is wrong without ending', async () => {
    const scenario = { name: 'x', horizon: '3d', assets: {}, strategies: ['eth'], avss: {}, operators: {} };
    const found = await answers(folderWith(), [
      { id: 1, method: 'run', params: { scenario } },
      { id: 2, method: 'run', params: { scenario: 'absent.yaml' } },
      { id: 3, method: 'fly' },
      'no json',
      { id: 4, method: 'health' },
    ]);
    expect(found.get(1)?.error?.message).toBe('invalid scenario');
    expect(found.get(1)?.error?.problems.join()).toContain('scenario');
    expect(found.get(2)?.error?.problems.join()).toContain('missing file: absent.yaml');
    expect(found.get(3)?.error?.problems.join()).toContain('method');
    expect(found.get(null)?.error?.message).toMatch(/^invalid request/);
    expect(found.get(4)?.result).toEqual({
      ok: true,
      done: 0,
      failed: expect.any(Number),
      underway: expect.any(Number),
    });
  });

  it.skipIf(!hasPython)('is driven from Python', () => {
    const { status, stdout, stderr } = spawnSync(
      'python3',
      ['examples/drive.py', 'scenarios/decentralized-ai.yaml', '5d', '1'],
      { cwd: project, encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^opset \d/)]);
    expect(stdout).toMatch(
      /^gpu_share,cost_usd_per_week,on_time_fraction\n50%,\d+,[01]\.\d+\n60%,\d+,[01]\.\d+\n70%,\d+,[01]\.\d+\n$/,
    );
  });
});
