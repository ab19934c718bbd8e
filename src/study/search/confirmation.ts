import { runFresh } from './fresh-runs.ts';
import type { CandidateSetting, OptimisationProblem, Search, SearchResult } from './optimisation-problem.ts';
import { confirmedFront, evenlySpaced, paretoFront } from './pareto-front.ts';
import { ranked } from './racing.ts';
import { confirmSequentially } from './sequential-confirmation.ts';
import { safetyAmong } from './verdict.ts';

/** Least fresh runs that a member of a front is worth. */
const LEAST_ON_FRONT = 10;

/** Most members of a front that are confirmed. */
const MOST_ON_FRONT = 10;

/** Most candidates that are compared where nothing is required. */
const FINALISTS = 3;

/** Estimated safety in standard deviations below which a confirmation would be wasted. */
const HOPE = -0.5;

/**
 * Confirms what a search found with replicates that played no part in it, so that what is stated of the setting to
 * take is not the luck by which it was chosen. Several objectives: all that stand on the front are run alike. One:
 * the best few are, or where something is required, candidates from the best upwards until one keeps it.
 *
 * @param first number of the first fresh replicate
 */
export function* confirm(
  candidates: readonly CandidateSetting[],
  problem: OptimisationProblem,
  budget: number,
  first: number,
): Search<Omit<SearchResult, 'candidates' | 'runs'>> {
  const able = candidates.filter(({ fate }) => fate.kind !== 'missing' && fate.kind !== 'infeasible');
  if (able.length === 0) return { recommended: null, isProven: false, front: [], runnerUp: null };
  const safety = safetyAmong(
    candidates.map(({ searched }) => searched),
    problem.requirements,
  );
  const hopeful = able.filter(({ searched }) => safety(searched) >= HOPE);
  const isOne = problem.objectives === 1;
  if (isOne && problem.requirements.length > 0) {
    return yield* confirmSequentially(hopeful.length > 0 ? hopeful : able, problem, safety, budget, first);
  }
  // Who fell out of the race is not better than the one that beat it.
  const standing = hopeful.filter(({ fate }) => fate.kind === 'racing' || fate.kind === 'setAside');
  const most = Math.max(1, Math.min(MOST_ON_FRONT, Math.floor(budget / LEAST_ON_FRONT)));
  const chosen = isOne
    ? ranked(standing, problem, safety).slice(0, FINALISTS)
    : evenlySpaced(
        paretoFront(standing, problem, ({ searched }) => searched),
        most,
      );
  if (chosen.length === 0) return yield* confirmSequentially(able, problem, safety, budget, first);
  yield* runFresh(chosen, Math.floor(budget / chosen.length), first);
  return confirmedFront(chosen, problem, safety);
}
