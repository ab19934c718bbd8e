import type { HeadlineMeasure } from '../../../sim/scenario/index.ts';
import { quantity } from '../format.ts';
import { hasInterval, type SummaryLine } from '../results.ts';

/** What a measure shall keep. */
export type MeasureTarget = Pick<HeadlineMeasure, 'atLeast' | 'atMost'>;

/** Whether a target is met: `open` where the interval of the mean lies on both sides of it, or there is no value. */
export type Verdict = 'met' | 'missed' | 'open';

/**
 * Whether a measure keeps its target; undefined without one. Of several runs that differ the whole 95% interval of the
 * mean must lie on one side, of one run or of equal ones the value does.
 */
export function verdictOf(measure: SummaryLine, target: MeasureTarget): Verdict | undefined {
  const { mean, low, high } = measure;
  const { atLeast, atMost } = target;
  if (atLeast === undefined && atMost === undefined) return undefined;
  if (!Number.isFinite(mean)) return 'open';
  const [least, most] = hasInterval(measure) ? [low, high] : [mean, mean];
  const keeps = (value: number): boolean =>
    atLeast === undefined ? value <= (atMost ?? value) : value >= atLeast;
  if (keeps(least) !== keeps(most)) return 'open';
  return keeps(least) ? 'met' : 'missed';
}

/** A target in words, such as `at least 95%`; empty without one. */
export function targetText({ unit }: SummaryLine, { atLeast, atMost }: MeasureTarget): string {
  if (atLeast !== undefined) return `at least ${quantity(atLeast, unit)[0]}`;
  return atMost === undefined ? '' : `at most ${quantity(atMost, unit)[0]}`;
}

/** What a verdict is called where it stands beside its target. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  met: 'met',
  missed: 'missed',
  open: 'not certain',
};
