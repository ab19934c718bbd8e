import { deviation, mean, median, variance } from 'd3';
import { normalQuantile } from '../factors/quantity-quantile.ts';
import { tQuantile975 } from '../statistics/distributions.ts';
import { type Interval, wilsonInterval } from '../statistics/intervals.ts';
import type { CandidateSetting, Requirement, TrialOutcome } from './optimisation-problem.ts';

/** What runs say of a requirement. */
export interface RequirementVerdict {
  /** Whether the interval lies at or above what is required, below it, or about it. */
  readonly verdict: 'kept' | 'broken' | 'open';
  /** Part of the runs that kept it, or the mean margin where the mean must keep it. */
  readonly estimate: number;
  /** 95% interval: Wilson's of a part, Student's of a mean. */
  readonly interval: readonly [low: number, high: number];
  readonly runs: number;
}

/** Judges the requirement of a number by the outcomes of runs; a run without the margin does not keep it. */
export function judgeRequirement(
  outcomes: readonly TrialOutcome[],
  requirements: readonly Requirement[],
  index: number,
): RequirementVerdict {
  const { probability } = requirements[index]!;
  const margins = outcomes.map(outcome => outcome.margins[index]!);
  const runs = margins.length;
  const kept = margins.filter(margin => margin >= 0).length;
  const share: Interval = runs > 0 ? wilsonInterval(kept, runs) : [0, 1];
  const interval = probability === null ? meanInterval(margins) : share;
  const bound = probability ?? 0;
  const verdict = interval[0] >= bound ? 'kept' : interval[1] < bound ? 'broken' : 'open';
  return {
    verdict,
    estimate: probability === null ? (mean(margins) ?? Number.NaN) : kept / runs,
    interval,
    runs,
  };
}

/** Whether runs show that a candidate breaks a requirement: the fresh ones, where it has any. */
export function breaksRequirement(
  { fresh, searched }: Pick<CandidateSetting, 'fresh' | 'searched'>,
  requirements: readonly Requirement[],
): boolean {
  const outcomes = fresh.length > 0 ? fresh : searched;
  return requirements.some(
    (_, index) => judgeRequirement(outcomes, requirements, index).verdict === 'broken',
  );
}

/** 95% t interval of a mean; without bounds of fewer than two values. */
export function meanInterval(values: readonly number[]): [low: number, high: number] {
  const n = values.length;
  if (n < 2) return [-Infinity, Infinity];
  const centre = mean(values)!;
  const half = (tQuantile975(n - 1) * deviation(values)!) / Math.sqrt(n);
  return [centre - half, centre + half];
}

/** Standard deviations from its bound beyond which a margin counts as no safer. */
const SURELY = 10;

/** Safety in standard deviations beyond which more of it is no reason to keep a dearer candidate. */
export const COMFORT = 2;

/** Runs that the usual spread of a margin counts as, beside the few that a candidate has of its own. */
const PRIOR_RUNS = 2;

/**
 * How safely requirements are kept, in standard deviations: the least over them of mean margin over spread less the
 * normal quantile of the required probability; 0 or more where all are kept, were margins normal.
 */
export type Safety = (outcomes: readonly TrialOutcome[]) => number;

/**
 * Makes a measure of safety for candidates like those given: what a few runs say of a spread is drawn to the median
 * over all. The size of margins says more of few runs than counting does; it guides a search and proves nothing.
 */
export function safetyAmong(
  all: readonly (readonly TrialOutcome[])[],
  requirements: readonly Requirement[],
): Safety {
  const marginsOf = (outcomes: readonly TrialOutcome[], index: number) =>
    outcomes.map(outcome => outcome.margins[index]!);
  const usual = requirements.map(
    (_, index) => median(all.map(outcomes => variance(marginsOf(outcomes, index)))) ?? 0,
  );
  return outcomes =>
    requirements.reduce((least, { probability }, index) => {
      const margins = marginsOf(outcomes, index);
      const centre = mean(margins);
      if (centre === undefined || margins.some(Number.isNaN)) return -Infinity;
      const own = Math.max(0, margins.length - 1);
      const spread = Math.sqrt(
        (PRIOR_RUNS * usual[index]! + own * (variance(margins) ?? 0)) / (PRIOR_RUNS + own),
      );
      const sure = centre >= 0 ? SURELY : centre - SURELY;
      const distance = spread > 0 ? Math.min(SURELY, centre / spread) : sure;
      return Math.min(least, distance - (probability === null ? 0 : normalQuantile(probability)));
    }, SURELY);
}

/** Mean of an objective over runs. */
export function meanObjective(outcomes: readonly TrialOutcome[], objective: number): number {
  return mean(outcomes, outcome => outcome.objectives[objective]!) ?? Number.NaN;
}

/** Differences of an objective, a less b, over the replicates that both ran: the seeds are the same. */
export function pairedDifferences(
  a: readonly TrialOutcome[],
  b: readonly TrialOutcome[],
  objective: number,
): number[] {
  const both = Math.min(a.length, b.length);
  return Array.from({ length: both }, (_, i) => a[i]!.objectives[objective]! - b[i]!.objectives[objective]!);
}
