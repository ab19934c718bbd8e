import type { InputProblem } from '../input/problem.ts';
import { locateKey } from '../input/tree.ts';
import type { DesignPoints } from './designs/points.ts';
import type { Level } from './factors/factor.ts';
import type { DesignPoint, Study } from './study.ts';

/** Most runs of one study: more than a machine does in months. */
const mostRuns = 10_000_000;

/** Points that are checked at equal steps over the order of a design, at most. */
const mostChecked = 1_000;

/** The problem of a study with more runs than anyone could wait for; merely to count them would take long. */
export function tooManyRuns(
  { tree, replicates: { least } }: Study,
  points: number,
): InputProblem | undefined {
  const runs = points * least;
  if (runs <= mostRuns) return undefined;
  const [all, at, each, most] = [runs, points, least, mostRuns].map(value => value.toLocaleString('en-US'));
  return {
    at: locateKey(tree, [tree.entries.has('replicates') ? 'replicates' : 'design']),
    message: `invalid study: ${at} points x ${each} replicates are ${all} runs`,
    help: `at most ${most}: take fewer steps or replicates, or a latinHypercube or sobol design`,
  };
}

/** Levels of a factor that are each checked, at most. */
const mostLevels = 100;

/**
 * The points whose scenarios are checked before the first run: all of a small study; of a larger one some at equal steps,
 * and those where a factor is lowest, highest, or for the first time at one of its levels, as far as these are few.
 */
export function pointsToCheck(points: DesignPoints): DesignPoints {
  if (points.kept <= mostChecked) return points;
  return {
    ...points,
    *[Symbol.iterator]() {
      const chosen = new Map<number, DesignPoint>();
      const step = Math.ceil(points.kept / mostChecked);
      const marks = new Map<string, LevelMarks>();
      let ordinal = 0;
      for (const point of points) {
        if (ordinal++ % step === 0) chosen.set(point.index, point);
        for (const [name, level] of Object.entries(point.levels)) {
          const known = marks.get(name) ?? { firsts: new Map(), lowest: point, highest: point };
          marks.set(name, known);
          if (known.firsts.size < mostLevels && !known.firsts.has(level)) known.firsts.set(level, point);
          if (level < known.lowest.levels[name]!) known.lowest = point;
          if (level > known.highest.levels[name]!) known.highest = point;
        }
      }
      for (const { firsts, lowest, highest } of marks.values())
        for (const point of [...firsts.values(), lowest, highest]) chosen.set(point.index, point);
      yield* [...chosen.values()].sort((a, b) => a.index - b.index);
    },
  };
}

/** Where a factor has its levels. */
interface LevelMarks {
  /** The first point at each level, of the first levels. */
  readonly firsts: Map<Level, DesignPoint>;
  lowest: DesignPoint;
  highest: DesignPoint;
}
