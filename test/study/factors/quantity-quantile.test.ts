import { describe, expect, it } from 'vitest';
import { normalQuantile, quantileOf } from '../../../src/study/factors/quantity-quantile.ts';

describe('the quantile of the standard normal distribution', () => {
  it('is as tabulated', () => {
    // Digits from the error function in arbitrary precision.
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 14);
    expect(normalQuantile(1e-6)).toBeCloseTo(-4.753424308822899, 13);
    expect(normalQuantile(1e-15)).toBeCloseTo(-7.941345326170997, 12);
  });

  it('is odd about one half, and infinite at the ends', () => {
    for (const p of [1e-9, 0.01, 0.07, 0.3]) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 6);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('the quantile of a quantity', () => {
  it('inverts its distribution', () => {
    expect(quantileOf(3, 0.2)).toBe(3);
    expect(quantileOf({ uniform: [2, 4] }, 0.25)).toBe(2.5);
    expect([0, 0.4, 0.99, 1].map(u => quantileOf({ values: [1, 2, 3] }, u))).toEqual([1, 2, 3, 3]);
    expect(quantileOf({ normal: { mean: 10, sd: 2 } }, 0.975)).toBeCloseTo(10 + 2 * 1.959963984540054, 12);
    expect(quantileOf({ lognormal: { median: 3, sigma: 0.5 } }, 0.5)).toBeCloseTo(3, 12);
    // P(X > 2) = (1 / 2)^3
    expect(quantileOf({ pareto: { minimum: 1, shape: 3 } }, 1 - 1 / 8)).toBeCloseTo(2, 12);
  });

  it('stays within its bounds and finite', () => {
    expect(quantileOf({ normal: { mean: 0, sd: 1 } }, 0)).toBe(0);
    expect(quantileOf({ normal: { mean: 0, sd: 1 }, min: -2, max: 1 }, 1)).toBe(1);
    expect(quantileOf({ normal: { mean: 0, sd: 1 }, min: -9 }, 0)).toBeCloseTo(-6.338, 2);
    expect(quantileOf({ lognormal: { median: 1, sigma: 1 } }, 1)).toBeLessThan(1e3);
  });
});
