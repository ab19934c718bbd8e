import { group as groupBy, mean } from 'd3';
import { differenceOf } from '../../study/statistics/agreement.ts';
import { boundsOf } from '../../study/statistics/intervals.ts';
import { statistics } from '../../study/statistics/statistics.ts';
import type { PointMean, Response, StudyFactor, StudyResults } from './results.ts';

/** The mean of a measure at a level of a factor, or over the points in a stretch of its levels, with its 95% interval. */
export interface LevelMean {
  /** The level; of a stretch its mean. */
  readonly level: number | string;
  readonly mid: number;
  /** Ends of the interval; null where one value alone cannot say, or all are the same. */
  readonly lo: number | null;
  readonly hi: number | null;
  /** Whether there are several values and all are the same. */
  readonly isSame: boolean;
}

/** A point of the design. */
export interface PointValue {
  readonly level: number | string;
  readonly value: number;
}

/**
 * A measure by the levels of a factor, in order, and where its intervals come from: `alone` and `crossed` from the
 * replicates of one point a level, or of several that combine every level with the same others; `points` from how the
 * points of a level differ; `stretches` from how neighbouring levels differ; `single` where every point was run once,
 * so that there is none.
 */
export interface LevelMeans {
  readonly basis: 'alone' | 'crossed' | 'points' | 'stretches' | 'single';
  readonly groups: readonly LevelMean[];
  readonly dots: readonly PointValue[];
}

/** Levels from which on a level with few points is part of a stretch. */
const fewestLevels = 8;
const fewestPoints = 5;
const mostStretches = 8;

interface Seen extends PointValue {
  /** Number of the point in its design. */
  readonly place: number;
  readonly at: PointMean;
  /** The levels of the other factors. */
  readonly others: string;
}

/** Groups the points of a study by the levels of a factor; stretches of levels where these have few points each. */
export function groupsOf(results: StudyResults, factor: StudyFactor, { at, unit }: Response): LevelMeans {
  const { points, factors, runs } = results;
  const seen: Seen[] = [...at].map(([point, here]) => {
    const levels = points.get(point) ?? {};
    const others = factors.filter(other => other !== factor).map(other => levels[other.name]);
    const level = levels[factor.name] ?? '';
    return { place: point, level, value: here.mean, at: here, others: JSON.stringify(others) };
  });
  const parts = [...groupBy(seen, ({ level }) => level)].map(([level, part]) => ({ level, part }));
  if (factor.isNumeric) parts.sort((a, b) => Number(a.level) - Number(b.level));
  const dots = seen.map(({ level, value }) => ({ level, value }));
  const over = (values: readonly number[], level: number | string): LevelMean => {
    const { mean: mid, ci95, sd } = statistics(values, boundsOf(unit));
    return { level, mid, lo: ci95?.[0] ?? null, hi: ci95?.[1] ?? null, isSame: sd === 0 };
  };
  const isRepeated = runs > points.size;
  const isThin = seen.length < fewestPoints * parts.length;
  const isCrossed = areAlike(parts.map(({ part }) => part.map(({ others }) => others)));
  const mostAlone = factors.length > 1 && !isCrossed ? fewestLevels - 1 : fewestLevels * 3;
  if (factor.isNumeric && isThin && parts.length > mostAlone) {
    const stretches = Math.min(mostStretches, Math.max(2, Math.floor(parts.length / fewestPoints)));
    const cut = (index: number) => Math.round((index * parts.length) / stretches);
    const groups = Array.from({ length: stretches }, (_, index) => {
      const own = parts.slice(cut(index), cut(index + 1));
      // Points that share a level share more than that in designs of trajectories or swapped columns: one value a level.
      return over(
        own.map(({ part }) => mean(part, ({ value }) => value)!),
        middleOf(
          own.map(({ level }) => Number(level)),
          factor,
        ),
      );
    });
    return { basis: 'stretches', groups, dots };
  }
  const isAlone = parts.length === seen.length;
  if (isAlone || (isCrossed && isRepeated)) {
    const basis = !isRepeated ? 'single' : isAlone ? 'alone' : 'crossed';
    const groups = parts.map(({ level, part }) => ({
      level,
      ...averageOf(part.map(({ at: here }) => here)),
    }));
    return { basis, groups, dots };
  }
  const groups = parts.map(({ level, part }) => over(strides(part), level));
  return { basis: 'points', groups, dots };
}

/**
 * The mean over points that err together, which runs of the same seeds nearly do. A point whose runs are all the same adds
 * nothing to the interval; without any that has one there is none.
 */
function averageOf(points: readonly PointMean[]): Omit<LevelMean, 'level'> {
  const mid = mean(points, point => point.mean)!;
  const isSame = points.every(point => point.isSame);
  if (points.some(({ low, isSame: none }) => low === null && !none) || isSame) {
    return { mid, lo: null, hi: null, isSame };
  }
  const lo = mean(points, point => point.low ?? point.mean)!;
  const hi = mean(points, point => point.high ?? point.mean)!;
  return { mid, lo, hi, isSame };
}

/** The mean of levels, of ratios where the factor is spread by ratios. */
function middleOf(levels: readonly number[], { isLog }: StudyFactor): number {
  return isLog ? Math.exp(mean(levels.map(Math.log))!) : mean(levels)!;
}

/** Values of a level; the mean of those that follow one another, for they are steps of one walk that share most. */
function strides(part: readonly Seen[]): readonly number[] {
  const walks: number[][] = [];
  part.forEach(({ place, value }, index) => {
    if (index > 0 && part[index - 1]!.place === place - 1) walks.at(-1)!.push(value);
    else walks.push([value]);
  });
  return walks.map(walk => mean(walk)!);
}

/** Whether every level is combined with the same levels of the other factors, each once. */
function areAlike(levels: readonly (readonly string[])[]): boolean {
  const keys = levels.map(others => others.toSorted().join());
  return new Set(keys).size === 1 && levels.every(others => new Set(others).size === others.length);
}

/**
 * Whether two means differ by more than chance: the 95% interval of their difference, both deviations in quadrature
 * (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008), is without 0. One whose values are all the same has no
 * deviation; if neither has one they are apart unless they are equal.
 */
export function areApart(one: LevelMean, other: LevelMean): boolean {
  const [low, high] = one.mid < other.mid ? [one, other] : [other, one];
  const [upper, lower] = [low.isSame ? low.mid : low.hi, high.isSame ? high.mid : high.lo];
  if (upper === null || lower === null) return false;
  return differenceOf(high.mid, low.mid) > Math.hypot(high.mid - lower, upper - low.mid);
}
