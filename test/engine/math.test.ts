import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, log, pow } from '../../sim/engine/index.ts';
import { logFactorial } from '../../sim/engine/math.ts';

/** Distance of two doubles in units of the last place of the second. */
function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected)) return 0;
  const unit = Math.max(2 ** (Math.floor(Math.log2(Math.abs(expected))) - 52), Number.MIN_VALUE);
  return Math.abs(actual - expected) / unit;
}

/** Largest distance of `f` from `g` over the points, in ulps. */
function worst(f: (x: number) => number, g: (x: number) => number, points: Iterable<number>): number {
  let most = 0;
  for (const x of points) most = Math.max(most, ulps(f(x), g(x)));
  return most;
}

function* grid(low: number, high: number, count: number) {
  for (let i = 0; i <= count; i++) yield low + ((high - low) * i) / count;
}

function* powersOfTwo(low: number, high: number, count: number) {
  for (const y of grid(low, high, count)) yield 2 ** y;
}

describe('exp', () => {
  // Each of the two may be off by less than one unit.
  it('is within 2 ulps of the platform over the normal range', () => {
    expect(worst(exp, Math.exp, grid(-708, 709.7, 200_003))).toBeLessThan(2);
    expect(worst(exp, Math.exp, grid(-1, 1, 200_003))).toBeLessThan(2);
  });

  it('fades through the subnormal numbers to 0', () => {
    expect(worst(exp, Math.exp, grid(-745.1, -708, 20_003))).toBeLessThan(2);
    expect([exp(-745.2), exp(-1e300), exp(Number.NEGATIVE_INFINITY)]).toEqual([0, 0, 0]);
  });

  it('is exact at 0 and overflows where e^x does', () => {
    expect(exp(0)).toBe(1);
    expect(exp(709.782712893384)).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(exp(709.7827128933841)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(Number.NaN)).toBeNaN();
  });

  it('does not decrease', () => {
    const x = fc.double({ min: -745, max: 709, noNaN: true });
    fc.assert(
      fc.property(x, x, (a, b) => exp(Math.min(a, b)) <= exp(Math.max(a, b))),
      { seed: 1, numRuns: 20_000 },
    );
  });
});

describe('log', () => {
  it('is within 2 ulps of the platform over all magnitudes', () => {
    expect(worst(log, Math.log, powersOfTwo(-1074, 1023.9, 200_003))).toBeLessThan(2);
    expect(worst(log, Math.log, grid(0.5, 2, 200_003))).toBeLessThan(2);
  });

  it('is exact at 1 and has the limits of the logarithm', () => {
    expect([log(1), log(0), log(-0), log(Number.POSITIVE_INFINITY)]).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
  });

  it('undoes exp to the accuracy of its argument', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), x => {
        expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(2 ** -51 * Math.max(1, Math.abs(x)));
      }),
      { seed: 2, numRuns: 5000 },
    );
  });
});

describe('pow', () => {
  it('keeps to its stated relative error of (2 + |y log x|) 2^-52', () => {
    const x = fc.double({ min: 1e-12, max: 1e12, noNaN: true });
    const y = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(x, y, (a, b) => {
        const expected = a ** b;
        const bound = (2 + Math.abs(b * Math.log(a))) * 2 ** -52;
        expect(Math.abs(pow(a, b) / expected - 1)).toBeLessThanOrEqual(bound + 2 ** -52);
      }),
      { seed: 3, numRuns: 20_000 },
    );
  });

  it('is exact for whole powers whose value is', () => {
    expect([pow(10, 3), pow(10, 18), pow(-3, 3), pow(0.5, 10), pow(7, 0), pow(0, 0), pow(2, -3)]).toEqual([
      1000,
      1e18,
      -27,
      2 ** -10,
      1,
      1,
      0.125,
    ]);
  });

  it('has the limits of the power', () => {
    expect([pow(0, 0.7), pow(0, -0.7), pow(1, 1e9), pow(4, 0.5)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      1,
      2,
    ]);
    expect(pow(-2, 0.7)).toBeNaN();
    expect(pow(2, Number.NaN)).toBeNaN();
  });
});

it('gives the bits recorded once and for all', () => {
  // A digest of many values: another machine, another engine, the same number.
  const bits = new DataView(new ArrayBuffer(8));
  let digest = 0;
  for (let i = 1; i <= 50_000; i++) {
    for (const value of [exp((i - 25_000) / 36), log(i / 97), pow(i / 977, (i % 61) / 7 - 4)]) {
      bits.setFloat64(0, value);
      digest = Math.imul(digest ^ bits.getInt32(0), 0x01000193);
      digest = Math.imul(digest ^ bits.getInt32(4), 0x01000193);
    }
  }
  expect(digest).toBe(2_100_842_471);
});

describe('the logarithm of a factorial', () => {
  it('is that of the product of whole numbers', () => {
    let product = 1;
    for (let n = 0; n <= 170; n++) {
      if (n > 0) product *= n;
      expect(logFactorial(n)).toBeCloseTo(Math.log(product), 11);
    }
  });

  it('goes on between them: (1/2)! = sqrt(pi) / 2, and x! = x (x - 1)!', () => {
    expect(exp(logFactorial(0.5))).toBeCloseTo(Math.sqrt(Math.PI) / 2, 13);
    for (let x = 1.01; x < 30; x += 0.37)
      expect(logFactorial(x)).toBeCloseTo(Math.log(x) + logFactorial(x - 1), 11);
  });
});
