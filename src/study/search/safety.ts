import { mean, median, variance } from 'd3';
import { normalQuantile } from '../statistics/normal-quantile.ts';
import type { Requirement, TrialOutcome } from './optimisation-problem.ts';

/** Standard deviations from its bound beyond which a margin counts as no safer. */
const MOST_SAFETY = 10;

/** Runs that the usual spread of a margin counts as, beside the few that a candidate has of its own. */
const PRIOR_RUNS = 2;

/**
 * How safely requirements are kept, in standard deviations: the least over them of mean margin over spread less the
 * normal quantile of the required probability. It is 0 or more where all are kept, if margins are normal.
 */
export type Safety = (outcomes: readonly TrialOutcome[]) => number;

/**
 * A measure of safety for candidates like those given. The variance of a margin is the mean of that of the candidate's
 * own runs and the median over all candidates, weighted by degrees of freedom, for a few runs say little of a spread.
 * The size of margins says more of few runs than counting does; it guides a search and proves nothing.
 *
 * @param all outcomes of each candidate
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
      // A margin that never varies is as safe as can be, or as unsafe.
      const certain = centre >= 0 ? MOST_SAFETY : centre - MOST_SAFETY;
      const distance = spread > 0 ? Math.min(MOST_SAFETY, centre / spread) : certain;
      return Math.min(least, distance - (probability === null ? 0 : normalQuantile(probability)));
    }, MOST_SAFETY);
}
