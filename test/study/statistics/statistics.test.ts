import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replicateSeed } from '../../../src/runs/replicate-seed.ts';
import { collectMeasures, runSummaryCells } from '../../../src/study/statistics/measure-summaries.ts';
import { statistics } from '../../../src/study/statistics/statistics.ts';

describe('statistics over replicates', () => {
  it('do not depend on the order of the replicates', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, list => {
        expect(statistics(list.toReversed())).toEqual(statistics(list));
      }),
    );
  });

  it('are those of a worked example', () => {
    const { n, mean, sd, ci95, p05, p50, p95 } = statistics([4, 1, 3, 2, 5]);
    expect([n, mean, p05, p50, p95]).toEqual([5, 3, 1.2, 3, 4.8]);
    expect(sd).toBeCloseTo(Math.sqrt(2.5), 14);
    // 3 -+ 2.7764451052 sqrt(2.5 / 5)
    expect(ci95?.[0]).toBeCloseTo(1.036756838522439, 9);
    expect(ci95?.[1]).toBeCloseTo(4.963243161477561, 9);
  });

  it('say nothing of spread for one value', () => {
    expect(statistics([7])).toMatchObject({ n: 1, mean: 7, sd: null, ci95: null, p05: 7, p50: 7, p95: 7 });
  });

  it('refuse no values', () => {
    expect(() => statistics([])).toThrow('missing values');
  });
});

describe('measures of many runs', () => {
  it('are gathered by name in order of appearance, missing values apart', () => {
    const measures = collectMeasures();
    const a = { name: 'a', unit: 'USD', meaning: 'A', better: 'lower', aggregation: null };
    const b = { name: 'b', unit: '', meaning: 'B', better: 'higher', aggregation: null };
    for (const value of [1, 3]) measures.add({ ...a, value });
    measures.add({ ...b, value: null });
    expect(measures.summaries().map(runSummaryCells)).toEqual([
      [
        'a',
        'USD',
        2,
        2,
        Math.SQRT2,
        expect.closeTo(-10.706, 3),
        expect.closeTo(14.706, 3),
        1.1,
        2,
        2.9,
        ...[null, 3, null, null, 1, null],
        59,
        'A',
        'lower',
      ],
      ['b', '', 0, ...Array<null>(14).fill(null), 'B', 'higher'],
    ]);
  });
});

describe('the seeds of replicates', () => {
  it('begin with the root and share nothing with those of its neighbours', () => {
    expect(replicateSeed(7, 0)).toBe(7);
    expect(replicateSeed('x', 0)).toBe('x');
    const seeds = [1, 2, 3, '1'].flatMap(root =>
      Array.from({ length: 100 }, (_, index) => replicateSeed(root, index)),
    );
    expect(new Set(seeds).size).toBe(400);
    expect(seeds.every(seed => typeof seed === 'string' || Number.isSafeInteger(seed))).toBe(true);
  });
});
