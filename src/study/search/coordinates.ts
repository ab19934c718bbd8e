import { normal, type Stream } from '../../../sim/engine/index.ts';

/** A point of the unit cube: one coordinate from 0 to 1 for each free factor. */
export type Coordinates = readonly number[];

/**
 * A random point near another: a normal step in each coordinate, reflected at the faces of the cube.
 *
 * @param sd standard deviation of the steps, in edges of the cube
 */
export function normalNeighbour(coordinates: Coordinates, sd: number, random: Stream): number[] {
  return coordinates.map(at => reflected(normal(random, at, sd)));
}

/** A random point on the straight line from one point to another, uniform along it. */
export function pointBetween(from: Coordinates, to: Coordinates, random: Stream): number[] {
  const fraction = random();
  return from.map((at, i) => at + fraction * (to[i]! - at));
}

/** The coordinate in the cube to which a step beyond a face is reflected. */
function reflected(value: number): number {
  const folded = Math.abs(value) % 2;
  return folded > 1 ? 2 - folded : folded;
}
