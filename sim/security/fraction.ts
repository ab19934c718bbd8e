/** An exact rational number in lowest terms; the denominator is above 0. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const zero: Fraction = { numerator: 0n, denominator: 1n };
export const one: Fraction = { numerator: 1n, denominator: 1n };

/** Longest text that is read as a number, in characters: every digit is kept. */
const longestText = 400;
/** Largest exponent of ten that is read. */
const largestExponent = 400;

/**
 * The fraction of two integers, in lowest terms.
 *
 * @throws RangeError when the denominator is 0
 */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('invalid fraction: the denominator is 0');
  const divisor = gcd(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/**
 * The number that a text says, exactly: `2.02`, `1/3`, `-7/2`, `1e-5` or `2%`. A number counts as its shortest decimal
 * text, which is what a person wrote unless they wrote more than 17 digits.
 *
 * @returns undefined when it is no number
 */
export function parseFraction(value: string | number): Fraction | undefined {
  const text = String(value).trim();
  if (text.length > longestText) return undefined;
  if (text.endsWith('%')) {
    const percent = parseDecimal(text.slice(0, -1).trimEnd());
    return percent && divide(percent, fraction(100n));
  }
  const [over, under, ...more] = text.split('/').map(part => parseDecimal(part.trim()));
  if (over === undefined || more.length > 0) return undefined;
  if (!text.includes('/')) return over;
  return under === undefined || under.numerator === 0n ? undefined : divide(over, under);
}

function parseDecimal(text: string): Fraction | undefined {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', part = '', exponent = '0'] = parts;
  if (whole === '' && part === '') return undefined;
  const power = Number(exponent) - part.length;
  if (!(Math.abs(power) <= largestExponent + longestText) || Math.abs(Number(exponent)) > largestExponent) {
    return undefined;
  }
  const digits = BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n);
  return power < 0 ? fraction(digits, 10n ** BigInt(-power)) : fraction(digits * 10n ** BigInt(power));
}

/** The exact value of a finite double. */
export function fractionOf(value: number): Fraction {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return fraction(BigInt(scaled), denominator);
}

/** Sum of two fractions. */
export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** The first fraction less the second. */
export function subtract(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Product of two fractions. */
export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/**
 * The first fraction divided by the second.
 *
 * @throws RangeError when the second is 0
 */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below 0, 0 or above 0 as the first fraction is less than, equal to or more than the second. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The lesser of two fractions. */
export function least(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b;
}

/** The greater of two fractions. */
export function greatest(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) >= 0 ? a : b;
}

/** Sum of fractions; 0 of none. */
export function sum(values: Iterable<Fraction>): Fraction {
  // Over one denominator as long as it serves: reducing each partial sum costs a division of long integers.
  let numerator = 0n;
  let denominator = 1n;
  for (const value of values) {
    if (value.denominator === denominator) numerator += value.numerator;
    else {
      const total = add({ numerator, denominator }, value);
      ({ numerator, denominator } = total);
    }
  }
  return fraction(numerator, denominator);
}

/** The largest integer that is not above a fraction. */
export function floor({ numerator, denominator }: Fraction): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

/** The double next to a fraction, within 1 ulp. */
export function toNumber({ numerator, denominator }: Fraction): number {
  const sign = numerator < 0n ? -1 : 1;
  const size = numerator < 0n ? -numerator : numerator;
  if (size < exactDoubles && denominator < exactDoubles) return (sign * Number(size)) / Number(denominator);
  // 64 bits of quotient; the shift is undone by exact powers of two.
  const shift = bits(denominator) - bits(size) + 64;
  const quotient =
    shift >= 0 ? (size << BigInt(shift)) / denominator : size / (denominator << BigInt(-shift));
  let value = Number(quotient);
  for (let left = shift; left !== 0; ) {
    const step = Math.max(-1000, Math.min(1000, left));
    value *= step > 0 ? 1 / 2 ** step : 2 ** -step;
    left -= step;
  }
  return sign * value;
}

/** A fraction as text: `24/101`, or `3` when it is whole. */
export function toText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

const exactDoubles = 2n ** 53n;

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
