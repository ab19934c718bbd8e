import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Decimal,
  divide,
  floor,
  floorDivide,
  plus,
  times,
  whole,
} from '../../../sim/protocol/rewards/exact/decimal.ts';

interface Case {
  readonly a: string;
  readonly b: string;
  readonly div: string;
  readonly floor: string;
}

const file = new URL('../../vectors/pg_numeric_div.json.gz', import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { cases: Case[] };

function parse(text: string): Decimal {
  const [integer, fraction = ''] = text.split('.');
  return { digits: BigInt(integer + fraction), scale: fraction.length };
}

describe('a decimal', () => {
  it('divides as PostgreSQL 15.18 did in 1,500 recorded cases, digit for digit', () => {
    const wrong = cases.filter(({ a, b, div, floor: below }) => {
      const quotient = divide(parse(a), parse(b));
      const { digits, scale } = parse(div);
      return quotient.digits !== digits || quotient.scale !== scale || floor(quotient) !== BigInt(below);
    });
    expect({ cases: cases.length, wrong }).toEqual({ cases: 1500, wrong: [] });
  });

  it('rounds a quotient of large integers to the nearest, so that its floor can exceed the true one', () => {
    expect(floorDivide(2n * 10n ** 24n, 3n)).toBe(666666666666666666666667n);
    expect(floorDivide(19999n * 1000n, 10_000n)).toBe(1999n);
  });

  it('never differs from the true quotient by more than half a unit of its last decimal', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 45n });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 45n }), positive, (a, b) => {
        const { digits, scale } = divide(whole(a), whole(b));
        const error = 2n * (digits * b - a * 10n ** BigInt(scale));
        expect(error <= b && error >= -b).toBe(true);
      }),
    );
  });

  it('adds and multiplies exactly, and keeps the decimals of both', () => {
    expect(plus(parse('0.10'), parse('2.5'))).toEqual(parse('2.60'));
    expect(times(parse('0.10'), parse('2.5'))).toEqual(parse('0.250'));
  });

  it('cannot be divided by 0', () => {
    expect(() => divide(whole(1n), whole(0n))).toThrow(RangeError);
  });
});
