import type { Stream } from '../../../sim/engine/index.ts';
import type { CubePoints } from './cube.ts';
import { sobol } from './sobol.ts';

/** Points of one block of a Saltelli design: A, each AB, with `secondOrder` each BA, and B. */
export function saltelliBlock(dimensions: number, secondOrder: boolean): number {
  return 2 + dimensions * (secondOrder ? 2 : 1);
}

/**
 * The design of A. Saltelli (Comput. Phys. Commun. 145, 2002; 181, 2010) on a scrambled Sobol sequence in twice the
 * dimensions: for each of `base` pairs (A, B) a block of A; AB_i for each dimension i, which is A with coordinate i of
 * B; with `secondOrder` BA_i likewise; and B.
 *
 * @param base number of blocks, best a power of two
 */
export function saltelli(dimensions: number, base: number, secondOrder: boolean, stream: Stream): CubePoints {
  const pairs = sobol(2 * dimensions, base, stream);
  const block = saltelliBlock(dimensions, secondOrder);
  return {
    size: base * block,
    row: index => {
      const pair = pairs.row(Math.floor(index / block));
      const [a, b] = [pair.slice(0, dimensions), pair.slice(dimensions)];
      const inBlock = index % block;
      if (inBlock === 0) return a;
      if (inBlock === block - 1) return b;
      const swapped = (inBlock - 1) % dimensions;
      return inBlock <= dimensions ? a.with(swapped, b[swapped]!) : b.with(swapped, a[swapped]!);
    },
  };
}
