import { log } from '../../../sim/engine/index.ts';

/** Value of c[0] + c[1] x + c[2] x^2 + ... */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** Coefficients of AS 241's three rational approximations: numerator, then denominator. */
const central = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852546,
  ],
] as const;
const middle = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;
const far = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;

/** 97.5% quantile of the standard normal distribution, to the nearest double: half the width of a 95% interval in standard errors. */
export const z975 = 1.959963984540054;

/**
 * Quantile of the standard normal distribution at p strictly between 0 and 1, to 16 digits (M. J. Wichura, AS 241,
 * Applied Statistics 37(3), 1988). Infinite at 0 and 1, NaN beyond.
 *
 * Designs are drawn with it, so that its every bit counts, and it is exact in the lower tail, where the one of
 * @stdlib, by the inverse error function of 2p - 1, loses digits below 1e-6 and is infinite below 1e-16.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1))
    return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(central[0], r)) / polynomial(central[1], r);
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const [coefficients, shift] = r <= 5 ? [middle, 1.6] : [far, 5];
  const value = polynomial(coefficients[0], r - shift) / polynomial(coefficients[1], r - shift);
  return q < 0 ? -value : value;
}
