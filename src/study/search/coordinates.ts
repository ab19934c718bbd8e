import { normal, type Stream } from '../../../sim/engine/index.ts';

/** A point of the unit cube: one coordinate from 0 to 1 for each free factor. */
export type Coordinates = readonly number[];

/** A coordinates near another: normal steps of a standard deviation in edges of the cube, reflected at its faces. */
export function normalNeighbour(coordinates: Coordinates, sd: number, random: Stream): number[] {
  return coordinates.map(at => reflected(normal(random, at, sd)));
}

/** A coordinates on the stretch from one coordinates to another, at a uniform part of the way. */
export function pointBetween(from: Coordinates, to: Coordinates, random: Stream): number[] {
  const part = random();
  return from.map((at, i) => at + part * (to[i]! - at));
}

/** Where a step past a face of the cube comes back to. */
function reflected(value: number): number {
  const folded = Math.abs(value) % 2;
  return folded > 1 ? 2 - folded : folded;
}
