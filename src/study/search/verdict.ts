import { mean } from 'd3';
import { type Interval, wilsonInterval } from '../statistics/intervals.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import type { CandidateSetting, Requirement, TrialOutcome } from './optimisation-problem.ts';

/** What runs say of a requirement. */
export interface RequirementVerdict {
  /**
   * Kept where the interval lies at or above what is required, broken where it lies below, else open. Without an
   * interval, for margins that are all the same, broken where these are below 0.
   */
  readonly verdict: 'kept' | 'broken' | 'open';
  /** Fraction of the runs that kept it, or the mean margin where the mean must keep it. */
  readonly estimate: number;
  /** 95% interval: Wilson's of a fraction, or that of a mean, which there is not where all margins are the same. */
  readonly interval: Interval | null;
  readonly runs: number;
}

/**
 * Judges a requirement by the outcomes of runs; a run without a value of the margin does not keep it.
 *
 * @param index number of the requirement among those given
 */
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
  const estimate = probability === null ? (mean(margins) ?? Number.NaN) : kept / runs;
  const [low, high] = interval ?? [Number.NEGATIVE_INFINITY, runs > 1 ? estimate : Number.POSITIVE_INFINITY];
  const verdict = low >= bound ? 'kept' : high < bound ? 'broken' : 'open';
  return { verdict, estimate, interval, runs };
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

/** Mean of an objective over runs, by its number; NaN of no runs. */
export function meanObjective(outcomes: readonly TrialOutcome[], objective: number): number {
  return mean(outcomes, outcome => outcome.objectives[objective]!) ?? Number.NaN;
}

/** Differences of an objective, a less b, over the replicates that both ran, which have the same seeds. */
export function pairedDifferences(
  a: readonly TrialOutcome[],
  b: readonly TrialOutcome[],
  objective: number,
): number[] {
  const both = Math.min(a.length, b.length);
  return Array.from({ length: both }, (_, i) => a[i]!.objectives[objective]! - b[i]!.objectives[objective]!);
}
