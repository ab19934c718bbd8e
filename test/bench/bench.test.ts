import { describe, expect, it } from 'vitest';
import { arePositive, bench, figuresOf, hasCompiler } from './run-bench.ts';

describe('npm run bench', () => {
  it('lists every benchmark where none is named, and runs none', () => {
    const { status, stdout } = bench();
    expect(status).toBe(0);
    for (const name of ['phold', 'mainnet', 'flagship', 'scaling', 'sweep', 'tables', 'startup'])
      expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('refuses a benchmark, an option or a number that it does not know, with exit code 2', () => {
    const refused = {
      pholt: ['pholt'],
      sets: ['phold', '--sets', '3'],
      events: ['phold', '--events', 'many'],
    };
    for (const [reason, words] of Object.entries(refused)) {
      const { status, stdout, stderr } = bench(...words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(reason);
    }
  });
});

// No time that a machine takes fails a test.
describe('The benchmark', { timeout: 600_000 }, () => {
  it('phold comes to the same end on every queue that has the same draws', () => {
    const [figures] = figuresOf(1, 'phold', '--pending', '100', '--events', '4000', '--rounds', '1');
    expect(arePositive(figures!.nsPerEvent)).toBe(true);
    const { cppCalendar, cppPriorityQueue } = figures!.ratios as Record<string, unknown>;
    expect(arePositive(cppCalendar, cppPriorityQueue)).toBe(hasCompiler);
  });

  it('mainnet simulates the part that is asked for, and its ledger agrees with floats in C++', () => {
    const size = ['--fraction', '0.001', '--accounting', '0.001', '--days', '20'];
    const [figures] = figuresOf(1, 'mainnet', ...size, '--rounds', '1');
    expect(figures).toMatchObject({ fraction: 0.001, restakers: 1000, operators: 10, sets: 5, days: 20 });
    expect(arePositive(figures!.seconds, figures!.peakRssMb, figures!.events)).toBe(true);
    const { ratio } = figures!.accounting as Record<string, unknown>;
    expect(arePositive(ratio)).toBe(hasCompiler);
  });
});
