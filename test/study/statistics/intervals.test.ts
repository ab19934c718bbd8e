import { describe, expect, it } from 'vitest';
import { streams } from '../../../sim/engine/index.ts';
import {
  boundsOf,
  quantileInterval,
  quantileRanks,
  replicatesForMean,
  replicatesForTail,
  wilsonInterval,
} from '../../../src/study/statistics/intervals.ts';
import { statistics } from '../../../src/study/statistics/statistics.ts';
import { atMost } from './binomial-sum.ts';

describe("Wilson's interval of a probability", () => {
  it('is that of worked examples', () => {
    const [low, high] = wilsonInterval(5, 100);
    expect([low, high]).toEqual([expect.closeTo(0.02154, 5), expect.closeTo(0.11175, 5)]);
    expect(wilsonInterval(0, 100)).toEqual([0, expect.closeTo(0.03699, 5)]);
    expect(wilsonInterval(100, 100)).toEqual([expect.closeTo(1 - 0.03699, 5), 1]);
  });

  it('holds the shares at which what was seen is at the edge of the normal approximation', () => {
    for (const [happened, n] of [
      [1, 9],
      [30, 40],
      [499, 1000],
    ] as const) {
      for (const share of wilsonInterval(happened, n)) {
        const score = (happened / n - share) / Math.sqrt((share * (1 - share)) / n);
        expect(Math.abs(score)).toBeCloseTo(1.959963984540054, 9);
      }
    }
    expect(() => wilsonInterval(0, 0)).toThrow('missing tries');
  });
});

describe('the interval of a quantile', () => {
  it.each([
    [100, 0.95, [90, 100]],
    [200, 0.95, [184, 197]],
    [500, 0.95, [465, 485]],
    [1000, 0.95, [936, 964]],
    [1000, 0.99, [983, 997]],
    [71, 0.95, [63, null]],
    [10, 0.95, [8, null]],
    [3, 0.5, [null, null]],
  ])('of %i values at %d is between their ranks %o', (n, p, ranks) => {
    expect(quantileRanks(n, p)).toEqual(ranks);
  });

  it('leaves at most 2.5% on either side, and is the narrowest that does', () => {
    for (const [n, p] of [
      [30, 0.5],
      [80, 0.95],
      [120, 0.05],
      [400, 0.9],
    ] as const) {
      const [low, high] = quantileRanks(n, p);
      expect(atMost(low! - 1, n, p)).toBeLessThanOrEqual(0.025);
      expect(atMost(low!, n, p)).toBeGreaterThan(0.025);
      expect(1 - atMost(high! - 1, n, p)).toBeLessThanOrEqual(0.025);
      expect(1 - atMost(high! - 2, n, p)).toBeGreaterThan(0.025);
    }
  });

  it('mirrors: the 5th percentile is as far from the least value as the 95th from the greatest', () => {
    const [low, high] = quantileRanks(200, 0.95);
    expect(quantileRanks(200, 0.05)).toEqual([201 - high!, 201 - low!]);
  });

  it('covers the quantile as often as it says', () => {
    const stream = streams(1).stream('coverage');
    const tries = 2_000;
    let covered = 0;
    for (let attempt = 0; attempt < tries; attempt++) {
      const values = Array.from({ length: 100 }, stream).sort((a, b) => a - b);
      const [low, high] = quantileInterval(values, 0.95);
      if (low! <= 0.95 && high! >= 0.95) covered++;
    }
    // What the binomial law says of these ranks: 95% and a little more.
    const exact = atMost(99, 100, 0.95) - atMost(89, 100, 0.95);
    const [low, high] = wilsonInterval(covered, tries);
    expect(exact).toBeGreaterThan(0.95);
    expect([low < exact, high > exact]).toEqual([true, true]);
  });
});

describe('the number of replicates', () => {
  it('that a tail needs is 59 for 5%, 299 for 1%: the extreme then lies beyond it with 95%', () => {
    expect([0.95, 0.05, 0.99, 0.01].map(replicatesForTail)).toEqual([59, 59, 299, 299]);
    expect([0.95 ** 59 <= 0.05, 0.95 ** 58 <= 0.05]).toEqual([true, false]);
  });

  it('that a half-width needs is the least at which the interval is narrow enough', () => {
    // (1.96 sd / h)^2 = 1,536.6 and 138.3 by the normal distribution; Student's t asks for a few more.
    expect(replicatesForMean(1, 0.05)).toBe(1540);
    expect(replicatesForMean(0.3, 0.05)).toBe(141);
    expect(replicatesForMean(0, 0.05)).toBe(2);
    expect(() => replicatesForMean(1, 0)).toThrow('invalid half-width');
  });
});

describe('the statistics of a measure', () => {
  it('keep the mean of shares between 0 and 1 and that of counts above 0', () => {
    const shares = [1, 1, 1, 0.9];
    expect(statistics(shares).ci95?.[1]).toBeGreaterThan(1);
    const { mean, ci95 } = statistics(shares, boundsOf('fraction'));
    expect([mean, ci95]).toEqual([0.975, [statistics(shares).ci95?.[0], 1]]);
    expect(statistics([0, 0, 9], boundsOf('count')).ci95?.[0]).toBe(0);
    expect(statistics([0, 0, 9], boundsOf('USD')).ci95?.[0]).toBeLessThan(0);
  });

  it('do not hide values that leave the bounds of their unit', () => {
    const odd = [0.5, 1.5, 0.9];
    expect(statistics(odd, boundsOf('fraction'))).toEqual(statistics(odd));
  });

  it('say how many replicates the tails need, and give no end where there are too few', () => {
    const run = (n: number) => statistics(Array.from({ length: n }, (_, index) => index + 1));
    expect(run(20)).toMatchObject({
      tailsNeed: 59,
      intervals: { p95: { low: 17, high: null }, p05: { low: null } },
    });
    expect(run(100)).toMatchObject({ tailsNeed: null, intervals: { p95: { low: 90, high: 100 } } });
  });
});
