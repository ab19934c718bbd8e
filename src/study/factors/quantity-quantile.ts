import { exp, log, pow } from '../../../sim/engine/index.ts';
import type { Quantity } from '../../../sim/scenario/values/quantity.ts';

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

/**
 * Quantile of the standard normal distribution at p strictly between 0 and 1, to 16 digits (M. J. Wichura, AS 241,
 * Applied Statistics 37(3), 1988). Infinite at 0 and 1, NaN beyond.
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

/** Half a step of a 32-bit draw: keeps designs that contain 0 away from infinite quantiles. */
const leastProbability = 2 ** -33;

/** Quantile of a quantity at u in [0, 1]; the ends of unbounded ones are cut at probability 2^-33. */
export function quantileOf(quantity: Quantity, u: number): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) {
    const [low, high] = quantity.uniform;
    return low + (high - low) * u;
  }
  if ('values' in quantity) return quantity.values[indexAt(u, quantity.values.length)]!;
  const p = Math.min(Math.max(u, leastProbability), 1 - leastProbability);
  const { max = Number.POSITIVE_INFINITY } = quantity;
  if ('pareto' in quantity)
    return Math.min(max, quantity.pareto.minimum * pow(1 - p, -1 / quantity.pareto.shape));
  // As in scenarios: nothing that is drawn is below 0 unless a minimum says so.
  const { min = 0 } = quantity;
  const value =
    'normal' in quantity
      ? quantity.normal.mean + quantity.normal.sd * normalQuantile(p)
      : quantity.lognormal.median * exp(quantity.lognormal.sigma * normalQuantile(p));
  return Math.min(Math.max(value, min), max);
}

/** Which of so many equal slices of [0, 1] a coordinate is in; the last one includes 1. */
export function indexAt(u: number, slices: number): number {
  return Math.min(slices - 1, Math.floor(u * slices));
}
