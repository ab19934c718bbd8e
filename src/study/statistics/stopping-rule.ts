import type { ReplicateRule } from '../study.ts';
import { halfWidthOf, type Statistics } from './statistics.ts';

/** A rule by which replicates stop. */
export type StoppingRule = NonNullable<ReplicateRule['until']>;

/** Half-width that the interval of a mean may have, in the measure's unit. */
export function widthAsked(
  { mean }: Pick<Statistics, 'mean'>,
  { halfWidth, isRelative }: StoppingRule,
): number {
  return halfWidth * (isRelative ? Math.abs(mean) : 1);
}

/** Whether a mean is known as well as is asked. One without an interval is not: that runs agree is no knowledge of spread. */
export function isKnown(found: Statistics, rule: StoppingRule): boolean {
  const half = halfWidthOf(found);
  return half !== null && half <= widthAsked(found, rule);
}
