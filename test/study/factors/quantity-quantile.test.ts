import { describe, expect, it } from 'vitest';
import { quantileOf } from '../../../src/study/factors/quantity-quantile.ts';

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

  it('is below 0 where the distribution is, for a factor has no floor but the one that it gives', () => {
    expect(quantileOf({ normal: { mean: -0.25, sd: 0.05 } }, 0.5)).toBeCloseTo(-0.25, 12);
    expect(quantileOf({ normal: { mean: 0, sd: 1 } }, 0.025)).toBeCloseTo(-1.959963984540054, 12);
    expect(quantileOf({ normal: { mean: 0, sd: 1 }, min: 0 }, 0.025)).toBe(0);
    expect(quantileOf({ uniform: [-3, -1] }, 0.5)).toBe(-2);
  });

  it('stays within its bounds and finite', () => {
    expect(quantileOf({ normal: { mean: 0, sd: 1 }, min: -2, max: 1 }, 1)).toBe(1);
    expect(quantileOf({ normal: { mean: 0, sd: 1 }, min: -9 }, 0)).toBeCloseTo(-6.338, 2);
    expect(Number.isFinite(quantileOf({ pareto: { minimum: 1, shape: 1 } }, 1))).toBe(true);
    expect(quantileOf({ lognormal: { median: 1, sigma: 1 } }, 1)).toBeLessThan(1e3);
  });
});
