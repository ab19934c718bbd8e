import type { Stream, Streams } from '../../../sim/engine/index.ts';
import type { CubePoints } from './cube.ts';
import { permutation } from './permutation.ts';

/** Most differences of coordinates that are computed, which bounds the time to about a second. */
const MOST_DIFFERENCES = 60_000_000;

/**
 * A Latin hypercube: each dimension is cut into as many slices as there are points, and each slice holds one point, at
 * random within it. Points are moved apart by random swaps that lower the sum of distance^-16 over all pairs, a smooth form of
 * the maximin criterion (M. D. Morris and T. J. Mitchell, J. Stat. Plan. Inference 43(3), 1995).
 *
 * @param dimensions number of coordinates
 * @param size number of points
 */
export function latinHypercube(dimensions: number, size: number, streams: Streams): CubePoints {
  const slices = Array.from({ length: dimensions }, (_, dimension) =>
    permutation(size, streams.stream('latin-hypercube', dimension)),
  );
  if (dimensions > 1) moveApart(slices, size, streams.stream('latin-hypercube swaps'));
  const offset = streams.hashed('latin-hypercube offset');
  return {
    size,
    row: index =>
      slices.map((slice, dimension) => {
        const u = (slice[index]! + offset(index, dimension)) / size;
        // Rounding must not carry a point into the next slice.
        return u * size < slice[index]! + 1 ? u : slice[index]! / size;
      }),
  };
}

/** Swaps slices of random pairs of points in a random dimension, and keeps swaps that move points apart. */
function moveApart(slices: number[][], size: number, stream: Stream): void {
  const tries = Math.min(
    20 * size * slices.length,
    Math.floor(MOST_DIFFERENCES / (4 * size * slices.length)),
  );
  const crowding = (a: number, b: number): number => {
    let total = 0;
    for (const point of [a, b]) {
      for (let other = 0; other < size; other++) {
        if (other === a || other === b) continue;
        let squared = 0;
        for (const slice of slices) squared += (slice[point]! - slice[other]!) ** 2;
        const closeness = 1 / squared;
        const fourth = closeness * closeness * closeness * closeness;
        total += fourth * fourth;
      }
    }
    return total;
  };
  for (let attempt = 0; attempt < tries; attempt++) {
    const slice = slices[Math.floor(stream() * slices.length)]!;
    const a = Math.floor(stream() * size);
    const b = Math.floor(stream() * size);
    if (a === b) continue;
    const before = crowding(a, b);
    swap(slice, a, b);
    if (crowding(a, b) >= before) swap(slice, a, b);
  }
}

function swap(slice: number[], a: number, b: number): void {
  [slice[a], slice[b]] = [slice[b]!, slice[a]!];
}
