import { group as groupBy, mean } from 'd3';
import { boundsOf } from '../../study/statistics/intervals.ts';
import { statistics } from '../../study/statistics/statistics.ts';
import type { Response, StudyFactor, StudyResults } from './results.ts';

/** The mean of a measure at a level of a factor, or over the points in a stretch of its levels, with its 95% interval. */
export interface LevelMean {
  /** The level; of a stretch its mean. */
  readonly level: number | string;
  readonly mid: number;
  /** Ends of the interval; null where one value alone cannot say. */
  readonly lo: number | null;
  readonly hi: number | null;
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
  readonly lo: number;
  readonly hi: number;
  /** The levels of the other factors. */
  readonly others: string;
}

/** Groups the points of a study by the levels of a factor; stretches of levels where these have few points each. */
export function groupsOf(results: StudyResults, factor: StudyFactor, { at, unit }: Response): LevelMeans {
  const { points, factors, runs } = results;
  const seen: Seen[] = [...at].map(([point, { mean: value, low: lo, high: hi }]) => {
    const levels = points.get(point) ?? {};
    const others = factors.filter(other => other !== factor).map(other => levels[other.name]);
    return { place: point, level: levels[factor.name] ?? '', value, lo, hi, others: JSON.stringify(others) };
  });
  const parts = [...groupBy(seen, ({ level }) => level)].map(([level, part]) => ({ level, part }));
  if (factor.isNumeric) parts.sort((a, b) => Number(a.level) - Number(b.level));
  const dots = seen.map(({ level, value }) => ({ level, value }));
  const over = (values: readonly number[], level: number | string): LevelMean => {
    const { mean: mid, ci95 } = statistics(values, boundsOf(unit));
    return { level, mid, lo: ci95?.[0] ?? null, hi: ci95?.[1] ?? null };
  };
  // As though the points of a level erred together, which runs of the same seeds nearly do.
  const averaged = ({ level, part }: (typeof parts)[number]): LevelMean => ({
    level,
    mid: mean(part, ({ value }) => value)!,
    lo: mean(part, ({ lo }) => lo)!,
    hi: mean(part, ({ hi }) => hi)!,
  });
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
    return { basis, groups: parts.map(averaged), dots };
  }
  const groups = parts.map(({ level, part }) => over(strides(part), level));
  return { basis: 'points', groups, dots };
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
 * (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008), is without 0.
 */
export function areApart(one: LevelMean, other: LevelMean): boolean {
  const [low, high] = one.mid < other.mid ? [one, other] : [other, one];
  if (low.hi === null || high.lo === null) return false;
  return high.mid - low.mid > Math.hypot(high.mid - high.lo, low.hi - low.mid);
}
