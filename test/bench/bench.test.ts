import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '..', '..', 'bench', 'main.mjs');

/** Runs benchmarks in the least time in which they show anything. */
function bench(...words: string[]) {
  return spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
}

/** What a benchmark's line of JSON says. */
function figuresOf(...words: string[]): Record<string, unknown> {
  const { status, stdout, stderr } = bench(...words, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const last = stdout.trimEnd().split('\n').at(-1)!;
  return JSON.parse(last) as Record<string, unknown>;
}

const positive = (value: unknown): boolean =>
  typeof value === 'number' && value > 0 && Number.isFinite(value);
const hasCompiler = spawnSync('g++', ['--version']).status === 0;

describe('npm run bench', () => {
  it('lists every benchmark where none is named, and runs none', () => {
    const { status, stdout } = bench();
    expect(status).toBe(0);
    for (const name of ['phold', 'mainnet', 'flagship', 'scaling', 'sweep', 'tables', 'startup'])
      expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('refuses a benchmark, an option or a number that it does not know, with exit code 2', () => {
    for (const words of [['pholt'], ['phold', '--sets', '3'], ['phold', '--events', 'many']]) {
      const { status, stdout, stderr } = bench(...words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(words.at(words.length === 3 ? 1 : 0)!.replace('--', ''));
    }
  });

  it('ends with one line of JSON for each benchmark that was named', () => {
    const { stdout } = bench(
      'startup',
      'phold',
      '--rounds',
      '1',
      '--pending',
      '50',
      '--events',
      '400',
      '--json',
    );
    const lines = stdout.trimEnd().split('\n').slice(-2);
    expect(lines.map(line => (JSON.parse(line) as { benchmark: string }).benchmark)).toEqual([
      'startup',
      'phold',
    ]);
  });
});

describe('The benchmark', () => {
  it('phold comes to the same end on every queue that has the same draws', () => {
    const figures = figuresOf('phold', '--pending', '100', '--events', '4000', '--rounds', '1');
    expect(positive(figures.nsPerEvent)).toBe(true);
    const { cppCalendar, cppPriorityQueue } = figures.ratios as Record<string, unknown>;
    expect([positive(cppCalendar), positive(cppPriorityQueue)]).toEqual([hasCompiler, hasCompiler]);
  });

  it('mainnet simulates the part that is asked for, and its ledger agrees with floats in C++', () => {
    const words = ['--fraction', '0.001', '--accounting', '0.001', '--days', '20', '--rounds', '1'];
    const figures = figuresOf('mainnet', ...words);
    expect(figures).toMatchObject({ fraction: 0.001, restakers: 1000, operators: 10, sets: 5, days: 20 });
    expect([figures.seconds, figures.peakRssMb, figures.events].every(positive)).toBe(true);
    const { ratio } = figures.accounting as Record<string, unknown>;
    expect(positive(ratio)).toBe(hasCompiler);
  });

  it('flagship tells time, memory and events', () => {
    const figures = figuresOf('flagship', '--days', '2', '--runs', '2', '--rounds', '1');
    const { seconds, coldSeconds, peakRssMb, events } = figures;
    expect([seconds, coldSeconds, peakRssMb, events].every(positive)).toBe(true);
  });

  it('scaling fits an exponent to each thing that it varies', () => {
    const { exponents } = figuresOf('scaling', '--points', '2', '--days', '2', '--rounds', '1');
    expect(Object.keys(exponents as object)).toEqual(['restakers', 'operators', 'sets', 'tasks', 'days']);
    expect(Object.values(exponents as object).every(Number.isFinite)).toBe(true);
  });

  it('sweep tells how many times as fast two workers are as one', () => {
    const figures = figuresOf('sweep', '--runs', '20', '--timed', '8', '--warm', '8', '--rounds', '1');
    const { ratio, coldRatio, runsPerSecond, resumeSeconds } = figures;
    expect([ratio, coldRatio, runsPerSecond, resumeSeconds].every(positive)).toBe(true);
  });

  it('tables tells rows a second of CSV and Parquet', () => {
    const { rowsPerSecond } = figuresOf('tables', '--rows', '500', '--rounds', '1');
    const { csv, parquet } = rowsPerSecond as Record<string, unknown>;
    expect([csv, parquet].every(positive)).toBe(true);
  });

  it('startup holds the command line against bare node', () => {
    const { ratios } = figuresOf('startup', '--rounds', '1');
    const { node, help } = ratios as Record<string, unknown>;
    expect({ node, help: positive(help) }).toEqual({ node: 1, help: true });
  });
});
