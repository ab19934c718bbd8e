import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divWad,
  magnitudeToWad,
  mulDiv,
  mulDivUp,
  mulWad,
  mulWadUp,
  toWei,
  WAD,
} from '../../sim/protocol/ledger/wad.ts';

const word = fc.bigInt(0n, 10n ** 38n);
const positive = fc.oneof(fc.constant(WAD), fc.bigInt(1n, 10n ** 38n));

describe('fixed-point arithmetic', () => {
  it('brackets the quotient between its floor and its ceiling', () => {
    fc.assert(
      fc.property(word, positive, positive, (x, y, divisor) => {
        const floor = mulDiv(x, y, divisor);
        const exact = (x * y) % divisor === 0n;
        expect(floor * divisor <= x * y && x * y < (floor + 1n) * divisor).toBe(true);
        expect(mulDivUp(x, y, divisor)).toBe(exact ? floor : floor + 1n);
        expect(mulDiv(x, divisor, divisor)).toBe(x);
      }),
    );
  });

  it('scales by WAD with the stated rounding', () => {
    fc.assert(
      fc.property(word, positive, (x, y) => {
        expect(mulWad(x, y)).toBe((x * y) / WAD);
        expect(mulWadUp(x, y)).toBe((x * y + WAD - 1n) / WAD);
        expect(divWad(x, y)).toBe((x * WAD) / y);
      }),
    );
  });
});

describe('toWei', () => {
  it('is the exact value of the float, rounded down', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e30, noNaN: true }), amount => {
        const [mantissa, exponent] = decomposed(amount);
        const exact =
          exponent >= 0 ? (mantissa << BigInt(exponent)) * WAD : (mantissa * WAD) >> BigInt(-exponent);
        expect(toWei(amount)).toBe(exact);
      }),
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', amount => {
    expect(() => toWei(amount)).toThrow('invalid amount');
  });
});

describe('magnitudeToWad', () => {
  it('reads decimal fractions as they are written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e9 }), billionths => {
        expect(magnitudeToWad(Number(`${billionths}e-9`))).toBe(BigInt(billionths) * 10n ** 9n);
      }),
    );
  });

  it('never allocates more than the whole when fractions add up to one', () => {
    for (let parts = 1; parts <= 1_000; parts++) {
      expect(magnitudeToWad(1 / parts) * BigInt(parts) <= WAD).toBe(true);
    }
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses %d', fraction => {
    expect(() => magnitudeToWad(fraction)).toThrow('invalid magnitude');
  });
});

/** Integer mantissa and binary exponent of a float. */
function decomposed(value: number): [bigint, number] {
  let exponent = 0;
  let mantissa = value;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return [BigInt(mantissa), exponent];
}
