import type { Stream } from '../../../sim/engine/index.ts';
import type { CubePoints } from './cube.ts';
import { directions } from './sobol-directions.ts';

/** Dimensions that direction numbers are known for. */
export const mostSobolDimensions = directions.length + 1;

const bits = 32;

/**
 * The first points of the Sobol sequence, in Gray-code order (I. A. Antonov and V. M. Saleev, USSR Comput. Maths. Math. Phys. 19(1), 1979).
 * Any aligned block of 2^k points puts one point in each of 2^k equal slices of every dimension.
 *
 * @param dimensions number of coordinates
 * @param size number of points, best a power of two
 * @param scramble where given, digits are permuted at random so that this evenness stays (Owen's nested scrambling by
 * the hash of B. Burley, J. Comput. Graph. Tech. 9(4), 2020)
 * @throws on more dimensions than direction numbers are known for
 */
export function sobol(dimensions: number, size: number, scramble?: Stream): CubePoints {
  if (dimensions > mostSobolDimensions) {
    throw new Error(`invalid number of dimensions: ${dimensions}; at most ${mostSobolDimensions}`);
  }
  const vectors = Array.from({ length: dimensions }, (_, dimension) => directionVectors(dimension));
  const keys = scramble && vectors.map(() => scramble() * 2 ** bits);
  return {
    size,
    row: index =>
      vectors.map((vector, dimension) => {
        let digits = 0;
        for (let gray = index ^ (index >>> 1), bit = 0; gray !== 0; gray >>>= 1, bit++) {
          if (gray & 1) digits ^= vector[bit]!;
        }
        if (keys !== undefined) digits = scrambled(digits, keys[dimension]!);
        return (digits >>> 0) / 2 ** bits;
      }),
  };
}

/** Direction numbers of a dimension, as 32 binary digits each, the first digit highest. */
function directionVectors(dimension: number): Int32Array {
  const vector = new Int32Array(bits);
  const initial = directions[dimension - 1];
  if (initial === undefined) return vector.map((_, bit) => 1 << (bits - 1 - bit));
  const [inner, ...m] = initial as readonly [number, ...number[]];
  const degree = m.length;
  for (let bit = 0; bit < bits; bit++) {
    if (bit < degree) {
      vector[bit] = m[bit]! << (bits - 1 - bit);
      continue;
    }
    let value = vector[bit - degree]! ^ (vector[bit - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((inner >> (degree - 1 - k)) & 1) value ^= vector[bit - k]!;
    vector[bit] = value;
  }
  return vector;
}

/** A permutation of binary fractions in which a digit is flipped by the digits before it alone. */
function scrambled(digits: number, key: number): number {
  let x = (reversed(digits) + key) | 0;
  // The factors are even, so that a bit reaches only those above it.
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52);
  x ^= Math.imul(x, 0xc7afe638);
  x ^= Math.imul(x, 0x8d22f6e6);
  return reversed(x);
}

/** The 32 bits in the opposite order. */
function reversed(word: number): number {
  let x = ((word >>> 1) & 0x55555555) | ((word & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}
