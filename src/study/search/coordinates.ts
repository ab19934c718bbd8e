import { normal, type Stream } from '../../../sim/engine/index.ts';

/** A place in the unit cube, one coordinate a factor. */
export type Place = readonly number[];

/** A place near another: normal steps of a standard deviation in edges of the cube, reflected at its faces. */
export function near(place: Place, sd: number, random: Stream): number[] {
  return place.map(at => reflected(normal(random, at, sd)));
}

/** A place on the stretch from one place to another, at a uniform part of the way. */
export function between(from: Place, to: Place, random: Stream): number[] {
  const part = random();
  return from.map((at, i) => at + part * (to[i]! - at));
}

/** Where a step past a face of the cube comes back to. */
function reflected(value: number): number {
  const folded = Math.abs(value) % 2;
  return folded > 1 ? 2 - folded : folded;
}
