/**
 * Elementary functions with the same result, bit by bit, on every machine. `Math.exp`, `Math.log` and `Math.pow` may
 * differ in their last bit from one JavaScript engine to the next; these functions use only + - * / and the bits of a
 * double, which the language defines exactly.
 */
const double = new Float64Array(1);
/** The low and the high half of `double` (every JavaScript host in use is little-endian). */
const half = new Int32Array(double.buffer);

/** ln 2 in two parts: the high one has trailing zeros, so that its product with an exponent is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** 2^k for -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  half[0] = 0;
  half[1] = (k + 1023) << 20;
  return double[0]!;
}

/**
 * e^x, within 1 ulp. Reduces x to k ln 2 + r with |r| <= ln 2 / 2 and takes a rational approximation of e^r
 * (method and coefficients: FreeBSD msun, e_exp.c, after Sun's fdlibm).
 */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // 2^k itself would be infinite, or subnormal and lose bits, where the result is neither: it is reached in two
  // steps.
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  if (k < -1022) return y * powerOfTwo(k + 54) * 5.551115123125783e-17;
  return y * powerOfTwo(k);
}

/**
 * Natural logarithm of x, within 1 ulp; -Infinity at 0, NaN below. Writes x = 2^k (1 + f) with 1 + f between
 * sqrt(1/2) and sqrt(2) and takes a series in f / (2 + f) (FreeBSD msun, e_log.c, after Sun's fdlibm).
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    // 2^54 makes a subnormal x normal: only then do its exponent bits tell its size.
    x *= 18014398509481984;
    k = -54;
  }
  double[0] = x;
  const top = half[1]!;
  // 0x6a09e: leading bits of the significand of sqrt(2), where the range of 1 + f ends.
  const upper = (top & 0xfffff) >= 0x6a09e ? 1 : 0;
  half[1] = (top & 0xfffff) | ((1023 - upper) << 20);
  k += (top >> 20) - 1023 + upper;
  const f = double[0]! - 1;
  const s = f / (2 + f);
  const z = s * s;
  const remainder =
    z *
    (0.6666666666666735 +
      z *
        (0.3999999999940942 +
          z *
            (0.2857142874366239 +
              z *
                (0.22222198432149784 +
                  z * (0.1818357216161805 + z * (0.15313837699209373 + z * 0.14798198605116586))))));
  const square = 0.5 * f * f;
  return k * ln2High - (square - (s * (square + remainder) + k * ln2Low) - f);
}

/**
 * ln of x! = Γ(x + 1) for x >= 0: Stirling's series, exact to double precision from 10 on, where smaller x are
 * shifted to.
 */
export function logFactorial(x: number): number {
  const halfLogTwoPi = 0.9189385332046728;
  let shift = 1;
  let n = x;
  while (n < 10) shift *= ++n;
  const z = 1 / (n * n);
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / n;
  return (n + 0.5) * log(n) - n + halfLogTwoPi + series - log(shift);
}

/**
 * x^y for x >= 0 (NaN for a negative x unless y is an integer of at most 64 in size). Such small integer
 * powers are products, exact whenever every product is; others are exp(y log x), whose relative error is
 * below (2 + |y log x|) 2^-52.
 * `pow(x, 0)` is 1 for every x, and `pow(0, y)` 0 for y above 0 and Infinity below.
 *
 * @param x base, at least 0
 * @param y exponent
 */
export function pow(x: number, y: number): number {
  if (Math.abs(y) <= 64 && Math.floor(y) === y) return integerPower(x, y);
  if (x === 1) return 1;
  if (y === 0.5) return Math.sqrt(x);
  return exp(y * log(x));
}

/**
 * x to an integer power, by squaring: a dozen products at most, and for a negative power one division at the end.
 */
function integerPower(x: number, y: number): number {
  let result = 1;
  let square = x;
  for (let n = Math.abs(y); n > 0; n >>= 1) {
    if (n & 1) result *= square;
    square *= square;
  }
  return y < 0 ? 1 / result : result;
}
