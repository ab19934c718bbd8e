import { streams } from '../../../sim/engine/index.ts';
import { clean, type Factor, freeFactors, type Level, listedLevels, settingOf } from '../factors/factor.ts';
import { levelNumber } from '../factors/written-number.ts';
import type { DesignPoint, Study } from '../study.ts';
import type { CubePoints } from './cube.ts';
import { levelsIn } from './design-levels.ts';
import { latinHypercube } from './latin-hypercube.ts';
import { morris } from './morris.ts';
import { saltelli } from './saltelli.ts';
import { sobol } from './sobol.ts';

/** The points of a study; each is computed when it is asked for. */
export interface DesignPoints extends Iterable<DesignPoint> {
  /** Rows of the design. */
  readonly designed: number;
  /** Rows that keep all constraints: the number of points. */
  readonly kept: number;
  /** Rows left out, by the first constraint that they break. */
  readonly rejected: readonly { readonly constraint: string; readonly points: number }[];
  /** The point of a row of the design. */
  at(index: number): DesignPoint;
}

/** The points of a study's design that keep its constraints, in the order of the design. */
export function pointsOf(study: Study): DesignPoints {
  const { constraints } = study;
  const { size, row } = rowsOf(study);
  const at = (index: number): DesignPoint => pointAt(study, index, row(index));
  const broken = (point: DesignPoint) => brokenConstraint(study, point);
  const counts = new Map<string, number>();
  if (constraints.length > 0) {
    for (let index = 0; index < size; index++) {
      const text = broken(at(index));
      if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
    }
  }
  const rejected = [...counts].map(([constraint, points]) => ({ constraint, points }));
  return {
    designed: size,
    kept: rejected.reduce((left, { points }) => left - points, size),
    rejected,
    at,
    *[Symbol.iterator]() {
      for (let index = 0; index < size; index++) {
        const point = at(index);
        if (broken(point) === undefined) yield point;
      }
    },
  };
}

/** The rows of a design. */
interface DesignRows {
  readonly size: number;
  /** Levels of the factors that follow no other. */
  row(index: number): readonly Level[];
}

/** The points of a study's design in the unit cube of its free factors; null for a design of listed levels. */
export function cubeOf({
  design,
  seed,
  factors,
}: Pick<Study, 'design' | 'seed' | 'factors'>): CubePoints | null {
  const root = streams(seed);
  const count = freeFactors(factors).length;
  switch (design.kind) {
    case 'latinHypercube':
      return latinHypercube(count, design.points, root);
    case 'sobol':
      return sobol(count, design.points, design.scramble ? root.stream('sobol') : undefined);
    case 'saltelli':
      return saltelli(count, design.base, design.secondOrder, root.stream('saltelli'));
    case 'morris':
      return morris(count, design.trajectories, design.levels, root);
    default:
      return null;
  }
}

function rowsOf(study: Study): DesignRows {
  const { design } = study;
  const free = freeFactors(study.factors);
  const cube = cubeOf(study);
  if (cube !== null) return cubeRows(study, cube);
  if (design.kind === 'points') {
    const { points } = design;
    const level = (factor: Factor, written: Level) =>
      factor.unit === 'choice' ? written : levelNumber(written);
    return {
      size: points.length,
      row: index => free.map(factor => level(factor, points[index]![factor.name]!)),
    };
  }
  const levels = free.map(factor => listedLevels(factor)!);
  if (design.kind === 'grid') return grid(levels);
  return { size: levels[0]!.length, row: index => levels.map(list => list[index]!) };
}

/** Every combination of levels; the last factor changes fastest. */
function grid(levels: readonly (readonly Level[])[]): DesignRows {
  return {
    size: levels.reduce((product, list) => product * list.length, 1),
    row: index => {
      let rest = index;
      return levels
        .toReversed()
        .map(list => {
          const level = list[rest % list.length]!;
          rest = Math.floor(rest / list.length);
          return level;
        })
        .toReversed();
    },
  };
}

/** The levels of factors at the points of a cube. */
function cubeRows({ factors, design }: Study, { size, row }: CubePoints): DesignRows {
  const levels = freeFactors(factors).map(factor => levelsIn(design, factor));
  return { size, row: index => row(index).map((u, dimension) => levels[dimension]!(u)) };
}

/** The first constraint on factors that a point breaks. */
export function brokenConstraint({ constraints }: Study, { levels }: DesignPoint): string | undefined {
  return constraints.find(constraint => constraint.evaluate(({ name }) => Number(levels[name])) !== 1)?.text;
}

/** The point with given levels of the factors that follow no other, in their order. */
export function pointAt({ factors }: Study, index: number, given: readonly Level[]): DesignPoint {
  const levels: Record<string, Level> = {};
  const settings: Record<string, unknown> = {};
  factors.forEach((factor, position) => {
    const { name, spread, paths } = factor;
    const value = spread.kind === 'tied' ? spread.is.evaluate(other => Number(levels[other.name])) : null;
    // A formula without a value becomes NaN, which the scenario's check refuses with the place of the formula.
    const level = spread.kind === 'tied' ? (value === null ? Number.NaN : clean(value)) : given[position]!;
    levels[name] = level;
    for (const path of paths) settings[path] = settingOf(factor, level);
  });
  return { index, levels, settings };
}
