import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../src/study/statistics/intervals.ts';
import { meanBounds, meanInterval } from '../../../src/study/statistics/mean-interval.ts';
import { statistics } from '../../../src/study/statistics/statistics.ts';

const share = [0, 1] as const;

describe('the interval of a mean', () => {
  it("is Student's where values lie evenly around it", () => {
    // 3 -+ 2.7764451052 sqrt(2.5 / 5)
    expect(meanInterval([1, 2, 3, 4, 5])).toEqual([
      expect.closeTo(1.036756838522439, 9),
      expect.closeTo(4.963243161477561, 9),
    ]);
  });

  it('reaches further to the side of a long tail, by the transformation of a worked example', () => {
    const [low, high] = meanInterval([1, 1, 1, 1, 6])!;
    // Mean 2, standard deviation sqrt(5), skewness sqrt(5): that of one among five, adjusted.
    const [skew, t] = [1, 2.7764451051977987];
    const inverse = (z: number) => (3 / skew) * (Math.cbrt(1 + skew * (z - skew / 6)) - 1);
    expect(low).toBeCloseTo(2 - t, 9);
    expect(high).toBeCloseTo(2 - inverse(-t), 9);
    expect(high - 2).toBeGreaterThan(1.5 * (2 - low));
    // The mirror image has the mirrored interval.
    expect(meanInterval([-1, -1, -1, -1, -6])).toEqual([expect.closeTo(-high, 9), expect.closeTo(-low, 9)]);
  });

  it('is none where all values agree, also but for rounding, for the next may not', () => {
    expect(meanInterval([4, 4, 4, 4])).toBeNull();
    expect(meanInterval(Array(200).fill(0))).toBeNull();
    expect(meanInterval([700, 700.0000000000001, 699.9999999999999])).toBeNull();
    expect(meanInterval([3])).toBeNull();
    expect(meanInterval([])).toBeNull();
    expect(statistics([2100, 2100.0000000000005])).toMatchObject({ sd: 0, ci95: null });
  });

  it('of shares that are all 0 or 1 is that of counting them', () => {
    expect(meanInterval(Array(10).fill(0), share)).toEqual(wilsonInterval(0, 10));
    expect(meanInterval([1, 1, 1, 0, 1], share)).toEqual(wilsonInterval(4, 5));
    // Shares between the two are not counts of anything, and figures in a unit are no shares.
    expect(meanInterval([0.5, 0.5, 0.5], share)).toBeNull();
    expect(meanInterval([0, 0, 0], [0, Number.POSITIVE_INFINITY])).toBeNull();
  });

  it('has no ends where a value is no number', () => {
    expect(meanInterval([1, Number.NaN, 3])).toBeNull();
    expect(meanBounds([1, Number.POSITIVE_INFINITY, 3], 0.05)).toBeNull();
  });
});
