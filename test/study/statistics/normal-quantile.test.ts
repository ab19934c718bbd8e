import { describe, expect, it } from 'vitest';
import { normalQuantile, z975 } from '../../../src/study/statistics/normal-quantile.ts';

describe('the quantile of the standard normal distribution', () => {
  it('is as tabulated', () => {
    // Digits from the error function in arbitrary precision.
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(z975, 14);
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 14);
    expect(normalQuantile(1e-6)).toBeCloseTo(-4.753424308822899, 13);
    expect(normalQuantile(1e-15)).toBeCloseTo(-7.941345326170997, 12);
    expect(z975).toBe(1.959963984540054);
  });

  it('is odd about one half, and infinite at the ends', () => {
    for (const p of [1e-9, 0.01, 0.07, 0.3]) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 6);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('keeps its bits: designs are drawn with it, and the same study must ask for the same points', () => {
    expect([2 ** -33, 1e-6, 0.025, 0.3, 0.9, 0.999].map(normalQuantile)).toEqual([
      -6.337957754553789, -4.753424308822899, -1.9599639845400538, -0.5244005127080407, 1.2815515655446008,
      3.090232306167813,
    ]);
  });
});
