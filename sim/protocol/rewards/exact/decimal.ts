/** A PostgreSQL `numeric`: `digits / 10^scale`, `scale` decimals of which are kept even if they are zeros. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** PostgreSQL keeps at least this many significant digits of a quotient, and at most this many decimals. */
const SIGNIFICANT_DIGITS = 16;
const LARGEST_SCALE = 1000;

/** An integer as a decimal without decimals. */
export function whole(digits: bigint): Decimal {
  return { digits, scale: 0 };
}

/** Sum, exact. */
export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: rescaled(a, scale) + rescaled(b, scale), scale };
}

/** Product, exact. */
export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/**
 * Quotient of non-negative numbers as PostgreSQL's `numeric` division gives it: rounded half up to a scale
 * that follows from the operands' leading groups of four digits. Above about 1e16 that scale is 0, so that a
 * quotient of integers is the nearest integer, not the one below (PostgreSQL, `select_div_scale`).
 * @throws RangeError if the divisor is 0.
 */
export function divide(a: Decimal, b: Decimal): Decimal {
  const of = leadingGroup(a);
  const by = leadingGroup(b);
  const exponent = of.exponent - by.exponent - (of.group <= by.group ? 1 : 0);
  const least = Math.max(SIGNIFICANT_DIGITS - 4 * exponent, a.scale, b.scale, 0);
  const scale = Math.min(least, LARGEST_SCALE);
  const shift = scale + b.scale - a.scale;
  const dividend = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const divisor = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
  return { digits: (2n * dividend + divisor) / (2n * divisor), scale };
}

/** Integer part of a non-negative number. */
export function floor({ digits, scale }: Decimal): bigint {
  return scale === 0 ? digits : digits / 10n ** BigInt(scale);
}

/** Integer part of `a` over `b` as PostgreSQL has it for integers: above about 1e16 the nearest integer. */
export function floorDivide(a: bigint, b: bigint): bigint {
  return floor(divide(whole(a), whole(b)));
}

function rescaled({ digits, scale }: Decimal, to: number): bigint {
  return to === scale ? digits : digits * 10n ** BigInt(to - scale);
}

/** First non-zero group of four digits, counted from the decimal point, and its exponent in base 10,000. */
function leadingGroup({ digits, scale }: Decimal): { exponent: number; group: number } {
  if (digits === 0n) return { exponent: 0, group: 0 };
  const fractionGroups = Math.ceil(scale / 4);
  const text = digits.toString() + '0'.repeat(4 * fractionGroups - scale);
  const groups = Math.ceil(text.length / 4);
  const group = Number(text.slice(0, text.length - 4 * (groups - 1)));
  return { exponent: groups - fractionGroups - 1, group };
}
