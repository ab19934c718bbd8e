import { mean, quantileSorted } from 'd3';
import type { Response, StudyFactor, StudyResults } from './results.ts';

/** A measure at a level of a factor, or over the points in a stretch of its levels. */
export interface Group {
  readonly level: number | string;
  readonly mid: number;
  readonly lo: number;
  readonly hi: number;
  readonly points: number;
}

/** Levels from which on they are drawn as stretches with equally many points. */
const mostLevels = 24;
const stretches = 12;

/**
 * A measure by the levels of a factor, in order. Where one point has a level, its mean and 95% interval; where several
 * have, the mean over them and the middle nine tenths of their means.
 */
export function groupsOf({ points }: StudyResults, factor: StudyFactor, { at }: Response): Group[] {
  const seen = [...at].map(([point, value]) => ({ level: points.get(point)?.[factor.name] ?? '', ...value }));
  const levels = [...new Set(seen.map(({ level }) => level))];
  if (!factor.isNumeric)
    return levels.map(level =>
      grouped(
        level,
        seen.filter(one => one.level === level),
      ),
    );
  const ordered = seen.toSorted((a, b) => Number(a.level) - Number(b.level));
  if (levels.length <= mostLevels) {
    return levels
      .toSorted((a, b) => Number(a) - Number(b))
      .map(level =>
        grouped(
          level,
          ordered.filter(one => one.level === level),
        ),
      );
  }
  return Array.from({ length: stretches }, (_, index) => {
    const cut = (part: number) => Math.round((part * ordered.length) / stretches);
    const part = ordered.slice(cut(index), cut(index + 1));
    return grouped(mean(part, ({ level }) => Number(level))!, part);
  });
}

function grouped(
  level: number | string,
  part: readonly { readonly mean: number; readonly low: number; readonly high: number }[],
): Group {
  const [only, ...others] = part;
  if (only !== undefined && others.length === 0) {
    return { level, mid: only.mean, lo: only.low, hi: only.high, points: 1 };
  }
  const means = part.map(one => one.mean).sort((a, b) => a - b);
  return {
    level,
    mid: mean(means)!,
    lo: quantileSorted(means, 0.05)!,
    hi: quantileSorted(means, 0.95)!,
    points: part.length,
  };
}
