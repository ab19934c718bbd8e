import { describe, expect, it } from 'vitest';
import { arePositive, figuresOf } from './run-bench.ts';

// No time that a machine takes fails a test.
const timeout = 600_000;

describe('The benchmark', { timeout }, () => {
  it('flagship tells time, memory and events', () => {
    const [figures] = figuresOf(1, 'flagship', '--days', '2', '--runs', '2', '--rounds', '1');
    const { seconds, coldSeconds, peakRssMb, events } = figures!;
    expect(arePositive(seconds, coldSeconds, peakRssMb, events)).toBe(true);
  });

  it('scaling fits an exponent to each thing that it varies', () => {
    const [figures] = figuresOf(1, 'scaling', '--points', '2', '--days', '2', '--rounds', '1');
    const exponents = figures!.exponents as object;
    expect(Object.keys(exponents)).toEqual(['restakers', 'operators', 'sets', 'tasks', 'days']);
    expect(Object.values(exponents).every(Number.isFinite)).toBe(true);
  });

  it('sweep tells how many times as fast two workers are as one', () => {
    const [figures] = figuresOf(1, 'sweep', '--runs', '20', '--timed', '8', '--warm', '8', '--rounds', '1');
    const { ratio, coldRatio, runsPerSecond, resumeSeconds } = figures!;
    expect(arePositive(ratio, coldRatio, runsPerSecond, resumeSeconds)).toBe(true);
  });

  it('tables tells rows a second of both formats, and startup beside it how long commands take', () => {
    const [tables, startup] = figuresOf(2, 'tables', 'startup', '--rows', '500', '--rounds', '1');
    const { csv, parquet } = tables!.rowsPerSecond as Record<string, unknown>;
    expect(arePositive(csv, parquet)).toBe(true);
    const { node, help } = startup!.ratios as Record<string, unknown>;
    expect({ node, help: arePositive(help) }).toEqual({ node: 1, help: true });
  });
});
