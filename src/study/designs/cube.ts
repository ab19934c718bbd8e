/** Points of the unit cube; each is computed when it is asked for. */
export interface CubePoints {
  /** Number of points. */
  readonly size: number;
  /** Coordinates of a point, each from 0 to 1. */
  row(index: number): readonly number[];
}
