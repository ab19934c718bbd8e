import { describe, expect, it } from 'vitest';
import type { CompletedRun } from '../../../src/runs/job.ts';
import { evaluateCondition, parseCondition } from '../../../src/study/comparison/condition.ts';
import { compareRuns, isDifferent, isShifted } from '../../../src/study/comparison/paired-comparison.ts';
import { statistics } from '../../../src/study/statistics/statistics.ts';

/** Runs by their values of measures. */
const runs = (values: Readonly<Record<string, readonly (number | null)[]>>, unit = 'USD'): CompletedRun[] => {
  const length = Math.max(...Object.values(values).map(list => list.length));
  return Array.from({ length }, (_, seed) => ({
    key: String(seed),
    seed,
    measures: Object.keys(values).map(name => ({
      name,
      unit,
      meaning: '',
      better: 'higher',
      aggregation: null,
    })),
    values: Object.values(values).map(list => list[seed] ?? null),
  }));
};

describe('a comparison', () => {
  it('is of pairs: its interval is that of the differences', () => {
    const a = [10, 20, 30, 40];
    const b = [12, 21, 33, 42];
    const [found] = compareRuns(runs({ m: a }), runs({ m: b })).comparisons;
    const { mean, ci95 } = statistics([2, 1, 3, 2]);
    expect(found).toMatchObject({ n: 4, meanA: 25, meanB: 27, difference: mean, interval: ci95 });
    // Variances: of a 500/3, of b 522/3 = 174, of the differences 2/3; apart they would add up.
    expect(found?.paired).toBeCloseTo(1 - 2 / 3 / (500 / 3 + 174), 12);
    expect(found?.standardised).toBeCloseTo(2 / Math.sqrt((500 / 3 + 174) / 2), 12);
  });

  it('sorts by what changed most, in units of the spread between runs', () => {
    const a = { slight: [1, 3, 5], much: [1, 1.1, 0.9], none: [1, 2, 3], sure: [4, 4, 4], same: [7, 7, 7] };
    const b = {
      slight: [1.1, 3.1, 5.1],
      much: [9, 9.1, 8.9],
      none: [1, 2, 3],
      sure: [5, 5, 5],
      same: [7, 7, 7],
    };
    const { comparisons } = compareRuns(runs(a), runs(b));
    expect(comparisons.map(({ measure }) => measure)).toEqual(['sure', 'much', 'slight', 'none', 'same']);
    expect(comparisons.filter(isDifferent).map(({ measure }) => measure)).toEqual(['sure', 'much', 'slight']);
  });

  it('is in no unit of spread where runs differ by rounding alone', () => {
    // Sums of payments that come to the same, but for their last digit.
    const [cost] = compareRuns(
      runs({ cost: [2100, 2100.0000000000005, 2100] }),
      runs({ cost: [2800.0000000000005, 2800, 2799.9999999999995] }),
    ).comparisons;
    expect(cost).toMatchObject({
      difference: expect.closeTo(700, 9),
      interval: null,
      standardised: null,
      paired: null,
    });
    expect([isDifferent(cost!), isShifted(cost!)]).toEqual([true, true]);
    const [same] = compareRuns(
      runs({ cost: [2100, 2100.0000000000005] }),
      runs({ cost: [2100.0000000000005, 2100] }),
    ).comparisons;
    expect(same).toMatchObject({ difference: 0, standardised: null });
    expect(isDifferent(same!)).toBe(false);
    const [noisy] = compareRuns(runs({ m: [1, 2, 3] }), runs({ m: [3, 4.5, 5] })).comparisons;
    expect([isDifferent(noisy!), isShifted(noisy!)]).toEqual([true, false]);
  });

  it('takes the pairs of which both runs have a value, and names measures that one side alone has', () => {
    const { comparisons, onlyA, onlyB } = compareRuns(
      runs({ m: [1, null, 3], gone: [1, 2, 3], empty: [null, null, null] }),
      runs({ m: [2, 5, 4], fresh: [1, 2, 3], empty: [null, null, null] }),
    );
    expect(comparisons).toMatchObject([{ measure: 'm', n: 2, difference: 1 }]);
    expect([onlyA, onlyB]).toEqual([['gone'], ['fresh']]);
  });

  it('of shares stays within what shares can differ by', () => {
    const [share] = compareRuns(
      runs({ m: [0, 0, 0.2] }, 'fraction'),
      runs({ m: [1, 1, 1] }, 'fraction'),
    ).comparisons;
    expect(share?.interval?.[1]).toBe(1);
  });
});

describe('a condition on a comparison', () => {
  const { comparisons } = compareRuns(
    runs({ 'x.y': [1, 2, 3], z: [null] }),
    runs({ 'x.y': [2, 4, 3], z: [1] }),
  );
  const verdict = (text: string) => evaluateCondition(parseCondition(text), comparisons);

  it('speaks of B, of A, of the difference, or of the ends of its interval', () => {
    expect(verdict('x.y < 3.5')).toEqual({
      condition: 'x.y < 3.5',
      holds: true,
      values: [{ name: 'x.y', value: 3 }],
    });
    expect(
      [verdict('a(x.y) == 2'), verdict('b(x.y) == 3'), verdict('difference(x.y) > 1')].map(
        ({ holds }) => holds,
      ),
    ).toEqual([true, true, false]);
    const [low, high] = statistics([1, 2, 0]).ci95!;
    expect(verdict(`low(x.y) == ${low} && high(x.y) == ${high}`).holds).toBe(true);
  });

  it('is open where a measure has no value', () => {
    expect(verdict('z > 0')).toEqual({
      condition: 'z > 0',
      holds: null,
      values: [{ name: 'z', value: null }],
    });
  });

  it('must compare something', () => {
    expect(() => parseCondition('x.y + 1')).toThrow('invalid condition: x.y + 1');
    expect(() => parseCondition('p95(x.y) > 1')).toThrow('known: min, max, abs, a, b, difference, low, high');
  });
});
