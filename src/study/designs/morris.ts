import type { Streams } from '../../../sim/engine/index.ts';
import type { CubePoints } from './cube.ts';
import { permutation } from './permutation.ts';

/** Step of a Morris design in the unit cube: half the levels up or down. The number of levels is even. */
export function morrisStep(levels: number): number {
  return levels / (2 * (levels - 1));
}

/**
 * Trajectories of M. D. Morris (Technometrics 33(2), 1991) through a grid of evenly many levels from 0 to 1: each
 * starts at random and moves every dimension once by {@link morrisStep}, in random order, so that a trajectory has a
 * point more than there are dimensions.
 *
 * @param levels number of levels, even
 */
export function morris(
  dimensions: number,
  trajectories: number,
  levels: number,
  streams: Streams,
): CubePoints {
  const length = dimensions + 1;
  return {
    size: trajectories * length,
    row: index => {
      const stream = streams.stream('morris', Math.floor(index / length));
      const start = Array.from({ length: dimensions }, () => Math.floor(stream() * levels));
      const order = permutation(dimensions, stream);
      const moved = new Set(order.slice(0, index % length));
      return start.map((level, dimension) => coordinateOf(level, levels, moved.has(dimension)));
    },
  };
}

/** Coordinate of a level, or of the level that is half of the levels away. */
function coordinateOf(level: number, levels: number, hasMoved: boolean): number {
  const half = levels / 2;
  const at = hasMoved ? (level < half ? level + half : level - half) : level;
  return at / (levels - 1);
}
