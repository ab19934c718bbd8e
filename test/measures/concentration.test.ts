import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  entropy,
  gini,
  hhi,
  nakamoto,
  quantile,
  ranked,
  weightedQuantile,
} from '../../sim/measures/statistics/concentration.ts';

const shares = [0.1, 0.35, 0.08, 0.25, 0.15, 0.07];
const holdings = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 30 });

describe('shares of .35, .25, .15, .10, .08 and .07', () => {
  it('have a Herfindahl index of .2288 and a Gini coefficient of .326667', () => {
    expect(hhi(ranked(shares))).toBeCloseTo(0.2288, 12);
    expect(gini(shares)).toBeCloseTo(0.98 / 3, 12);
  });

  it('have Nakamoto coefficients 1, 2 and 3 at a third, a half and two thirds', () => {
    expect([1 / 3, 1 / 2, 2 / 3].map(threshold => nakamoto(ranked(shares), threshold))).toEqual([1, 2, 3]);
  });
});

describe('concentration', () => {
  it('of 1 to 5 is a Gini coefficient of .266667', () => {
    expect(gini([3, 1, 5, 2, 4])).toBeCloseTo(4 / 15, 12);
  });

  it('does not depend on order, on the unit or, but for Gini, on holders of nothing', () => {
    fc.assert(
      fc.property(holdings, fc.integer({ min: 1, max: 9 }), (values, unit) => {
        const other = values.map(value => value * unit).reverse();
        expect(nakamoto(ranked([...other, 0]), 1 / 3)).toBe(nakamoto(ranked(values), 1 / 3));
        if (values.every(value => value === 0)) return;
        expect(hhi(ranked([...other, 0]))).toBeCloseTo(hhi(ranked(values))!, 12);
        expect(gini(other)).toBeCloseTo(gini(values)!, 12);
      }),
      { seed: 1 },
    );
  });

  it('lies between that of equal holders and that of one', () => {
    fc.assert(
      fc.property(holdings, values => {
        const holders = values.filter(value => value > 0).length;
        if (holders === 0) {
          expect([hhi(ranked(values)), gini(values), nakamoto(ranked(values), 0.5)]).toEqual([
            null,
            null,
            null,
          ]);
          return;
        }
        expect(hhi(ranked(values))).toBeGreaterThanOrEqual(1 / holders - 1e-12);
        expect(hhi(ranked(values))).toBeLessThanOrEqual(1 + 1e-12);
        expect(gini(values)).toBeGreaterThanOrEqual(-1e-12);
        expect(gini(values)).toBeLessThanOrEqual(1 - 1 / values.length + 1e-12);
        expect(nakamoto(ranked(values), 1 / 3)).toBeLessThanOrEqual(nakamoto(ranked(values), 2 / 3)!);
        expect(nakamoto(ranked(values), 2 / 3)).toBeLessThanOrEqual(holders);
      }),
      { seed: 2 },
    );
  });

  it('of equal holders asks for more than the threshold, not as much', () => {
    expect(nakamoto(ranked([1, 1, 1, 1]), 0.5)).toBe(3);
    expect(nakamoto(ranked([1, 1, 1]), 1 / 3)).toBe(2);
  });
});

describe('entropy', () => {
  it('is log n of n equal holders, nothing of one, none of nobody, and adds up over independent divisions', () => {
    expect(entropy(ranked([2, 2, 0, 2, 2]))).toBeCloseTo(Math.log(4), 12);
    expect([entropy(ranked([3])), entropy(ranked([]))]).toEqual([0, null]);
    const both = [0.3, 0.7].flatMap(a => [0.1, 0.4, 0.5].map(b => a * b));
    expect(entropy(ranked(both))).toBeCloseTo(entropy(ranked([3, 7]))! + entropy(ranked([1, 4, 5]))!, 12);
  });
});

describe('quantiles', () => {
  it('interpolate between order statistics', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map(p => quantile([40, 10, 20, 30], p))).toEqual([10, 17.5, 25, 37, 40]);
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });

  it('by weight are the least value with that much weight at or below it', () => {
    const weighted = (p: number) => weightedQuantile([3, 1, 2], [1, 1, 2], p);
    expect([0.05, 0.25, 0.26, 0.75, 0.76, 1].map(weighted)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(weightedQuantile([1], [0], 0.5)).toBeNull();
    expect(weightedQuantile([], [], 0.5)).toBeNull();
  });

  it('by equal weight lie where so many values are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, p) => {
          const found = weightedQuantile(
            values,
            values.map(() => 1),
            p,
          )!;
          const below = values.filter(value => value <= found).length;
          const under = values.filter(value => value < found).length;
          expect(below).toBeGreaterThanOrEqual(p * values.length);
          expect(under).toBeLessThan(p * values.length);
        },
      ),
      { seed: 3 },
    );
  });
});
