import { log } from '../../../sim/engine/index.ts';
import type { CubePoints } from '../designs/cube.ts';
import { levelsIn } from '../designs/design-levels.ts';
import { cubeOf } from '../designs/points.ts';
import { type Factor, freeFactors, type Level } from '../factors/factor.ts';
import type { Study } from '../study.ts';

/**
 * Where the levels at the points of a Morris design lie in the ranges of their factors: 0 is a factor's lowest level and
 * 1 its highest. A coordinate of the design is not that: a factor with two levels goes over its whole range whenever its
 * coordinate passes the middle.
 */
export function levelPositions(study: Pick<Study, 'design' | 'seed' | 'factors'>): CubePoints {
  const { size, row } = cubeOf(study)!;
  const places = freeFactors(study.factors).map(factor => {
    const at = levelsIn(study.design, factor);
    const position = positionIn(factor, at);
    return (u: number) => position(at(u));
  });
  return { size, row: index => row(index).map((u, factor) => places[factor]!(u)) };
}

/** The position of a level: by ratio on a range that is spread so, by value of other numbers, by place in a list of choices. */
function positionIn({ spread, unit }: Factor, at: (u: number) => Level): (level: Level) => number {
  if (spread.kind === 'levels' && unit === 'choice') {
    const { levels } = spread;
    return level => (levels.length > 1 ? levels.indexOf(level) / (levels.length - 1) : 0);
  }
  const scale = spread.kind === 'range' && spread.isLog ? log : (value: number) => value;
  const ends = spread.kind === 'levels' ? spread.levels : [at(0), at(1)];
  const values = ends.map(level => scale(Number(level)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return level => (high > low ? (scale(Number(level)) - low) / (high - low) : 0);
}
