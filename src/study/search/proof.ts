import { meanBounds } from '../statistics/mean-interval.ts';
import { binomialDistribution } from '../statistics/t-and-binomial.ts';
import type { Requirement, TrialOutcome } from './optimisation-problem.ts';

/** Probability with which a search may say that its requirements are shown to hold although one does not. */
const ERROR = 0.05;

/**
 * The part of that error which a try of a candidate on runs of its own may make, if the search tries one after the other
 * until one passes: the parts of all tries add up to it, however many a large budget allows (alpha spending).
 *
 * @param attempt number of the try, from 1
 */
export function errorOfTry(attempt: number): number {
  return ERROR / (attempt * (attempt + 1));
}

/** The part of that error of each of so many candidates among which the same runs choose (Bonferroni). */
export function errorOfEach(candidates: number): number {
  return ERROR / candidates;
}

/**
 * Whether runs that had no part in the choice of a candidate show that it keeps a requirement, with a probability of error
 * of at most that given: by the binomial distribution where a share of runs must keep it, else by the one-sided bound of
 * the mean margin, which there is not where all margins are the same. A run without a margin does not keep it.
 *
 * @param index number of the requirement among those given
 */
export function isShown(
  outcomes: readonly TrialOutcome[],
  requirements: readonly Requirement[],
  index: number,
  error: number,
): boolean {
  const { probability } = requirements[index]!;
  const margins = outcomes.map(outcome => outcome.margins[index]!);
  if (probability !== null) {
    const broken = margins.filter(margin => !(margin >= 0)).length;
    return isShareShown({ runs: margins.length, broken }, probability, error);
  }
  const bounds = meanBounds(margins, error);
  return bounds !== null && bounds[0] >= 0;
}

/** Runs, and in how many of them a requirement was broken. */
interface RunCount {
  readonly runs: number;
  readonly broken: number;
}

/** Whether so few broken runs would come up with at most that probability of error if a smaller share of runs kept it. */
export function isShareShown({ runs, broken }: RunCount, probability: number, error: number): boolean {
  return probability < 1 && binomialDistribution(runs, 1 - probability)(broken) <= error;
}

/** Fewest runs, of at least so many, that show every required share although one of them breaks it. */
export function runsToShow(requirements: readonly Requirement[], error: number, least: number): number {
  let runs = least;
  for (const { probability } of requirements) {
    if (probability === null || probability === 1) continue;
    while (!isShareShown({ runs, broken: 1 }, probability, error)) runs++;
  }
  return runs;
}
