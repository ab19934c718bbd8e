import { runFresh } from './fresh-runs.ts';
import type {
  CandidateSetting,
  ConfirmationResult,
  OptimisationProblem,
  Search,
} from './optimisation-problem.ts';
import { confirmedFront, evenlySpaced, paretoFront } from './pareto-front.ts';
import { ranked } from './ranking.ts';
import { safetyAmong } from './safety.ts';
import { confirmSequentially } from './sequential-confirmation.ts';

/** Least fresh runs of a member of a front. */
const LEAST_ON_FRONT = 10;

/** Most members of a front that are confirmed. */
const MOST_ON_FRONT = 10;

/** Most candidates that are compared where nothing is required. */
const FINALISTS = 3;

/** Estimated safety, in standard deviations, below which a candidate is not confirmed: it would most likely fail. */
const LEAST_SAFETY = -0.5;

/**
 * Confirms what a search found with replicates that played no part in it, so that what is reported of the recommended
 * setting is not the luck by which it was chosen. Several objectives: all candidates on the front get equal runs. One
 * objective: the best few do, or where something is required, candidates from the best upwards until one keeps it.
 *
 * @param budget most fresh runs
 * @param first number of the first fresh replicate
 */
export function* confirm(
  candidates: readonly CandidateSetting[],
  problem: OptimisationProblem,
  budget: number,
  first: number,
): Search<ConfirmationResult> {
  const able = candidates.filter(({ fate }) => fate.kind !== 'missing' && fate.kind !== 'infeasible');
  if (able.length === 0) return { recommended: null, isProven: false, front: [], runnerUp: null };
  const safety = safetyAmong(
    candidates.map(({ searched }) => searched),
    problem.requirements,
  );
  const task = { problem, safety, budget, first };
  const hopeful = able.filter(({ searched }) => safety(searched) >= LEAST_SAFETY);
  const isOne = problem.objectives === 1;
  if (isOne && problem.requirements.length > 0) {
    return yield* confirmSequentially(hopeful.length > 0 ? hopeful : able, task);
  }
  // A candidate that fell out of the race is not better than the one that beat it.
  const standing = hopeful.filter(({ fate }) => fate.kind === 'racing' || fate.kind === 'setAside');
  const most = Math.max(1, Math.min(MOST_ON_FRONT, Math.floor(budget / LEAST_ON_FRONT)));
  const chosen = isOne
    ? ranked(standing, problem, safety).slice(0, FINALISTS)
    : evenlySpaced(
        paretoFront(standing, problem, ({ searched }) => searched),
        most,
      );
  if (chosen.length === 0) return yield* confirmSequentially(able, task);
  yield* runFresh(chosen, Math.floor(budget / chosen.length), first);
  return confirmedFront(chosen, problem, safety);
}
