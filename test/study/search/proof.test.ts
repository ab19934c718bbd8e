import { describe, expect, it } from 'vitest';
import { errorOfEach, errorOfTry, isShown, runsToShow } from '../../../src/study/search/proof.ts';
import { wilsonInterval } from '../../../src/study/statistics/intervals.ts';
import { normalQuantile } from '../../../src/study/statistics/normal-quantile.ts';
import { type Noisy, solve } from './noisy.ts';

/** Outcomes with margins of one requirement. */
const outcomesOf = (margins: readonly number[]) =>
  margins.map(margin => ({ objectives: [], margins: [margin] }));

/** As many runs as said, of which some break the requirement. */
const counted = (runs: number, broken: number) =>
  outcomesOf(Array.from({ length: runs }, (_, i) => (i < broken ? -1 : 1)));

describe('the error of a search', () => {
  it('is shared out to tries so that all of them together make at most 5%, the first half of it', () => {
    const parts = Array.from({ length: 10_000 }, (_, i) => errorOfTry(i + 1));
    const sum = parts.reduce((a, b) => a + b);
    expect(sum).toBeLessThan(0.05);
    expect(sum).toBeGreaterThan(0.0499);
    expect(parts[0]).toBe(0.025);
    expect(errorOfEach(10)).toBeCloseTo(0.005, 12);
  });
});

describe('a requirement', () => {
  it('is shown where so few broken runs would be too unlikely otherwise, by the binomial distribution', () => {
    // 0.95^59 = 0.0485 and 0.95^58 = 0.0510.
    const requirements = [{ probability: 0.95 }];
    expect(isShown(counted(59, 0), requirements, 0, 0.05)).toBe(true);
    expect(isShown(counted(58, 0), requirements, 0, 0.05)).toBe(false);
    // 0.95^93 + 93 * 0.05 * 0.95^92 = 0.0500 and one run fewer 0.0520.
    expect(runsToShow(requirements, 0.05, 1)).toBe(93);
    expect(isShown(counted(93, 1), requirements, 0, 0.025)).toBe(false);
    expect(isShown(counted(1_000, 0), [{ probability: 1 }], 0, 0.05)).toBe(false);
    expect(isShown(outcomesOf([...Array(59).fill(1), Number.NaN]), requirements, 0, 0.05)).toBe(false);
  });

  it('of a mean is shown by its lower bound, and never by margins that all agree', () => {
    const margins = [0.1, 0.4, 0.3, 0, 0.5, 0.2, 0.3, 0.1];
    const requirements = [{ probability: null }];
    expect(isShown(outcomesOf(margins), requirements, 0, 0.025)).toBe(true);
    expect(isShown(outcomesOf(margins), requirements, 0, 0.001)).toBe(false);
    expect(isShown(outcomesOf([1, 1, 1, 1]), requirements, 0, 0.05)).toBe(false);
  });
});

describe('a search in which no setting keeps what is required', () => {
  it('seldom claims that one is shown to, with many runs', () => {
    const nearly: Noisy = {
      low: [0],
      high: [1],
      requirements: [{ probability: 0.9 }],
      run: ([x], _, own) => ({ objectives: [x!], margins: [own <= normalQuantile(0.89) ? 1 : -1] }),
    };
    const searches = 60;
    const claims = Array.from({ length: searches }, (_, seed) => solve(nearly, 2_000, seed)).filter(
      ({ isProven }) => isProven,
    ).length;
    expect(wilsonInterval(claims, searches)[0]).toBeLessThanOrEqual(0.05);
  });
});
