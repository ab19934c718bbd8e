import { greatest } from 'd3';
import { runFresh } from './fresh-runs.ts';
import type {
  CandidateSetting,
  ConfirmationResult,
  OptimisationProblem,
  Requirement,
  Search,
  TrialOutcome,
} from './optimisation-problem.ts';
import { errorOfTry, isShareShown, isShown, runsToShow } from './proof.ts';
import { ranked } from './ranking.ts';
import type { Safety } from './safety.ts';
import { judgeRequirement, meanObjective, pairedDifferences } from './verdict.ts';

/** Standard errors of safety above which more of it does not bring a candidate forward. */
const MOST_CERTAINTY = 3;

/** Fresh runs at a time; after each block it is checked whether the candidate can still pass. */
const BLOCK = 10;

/** What a confirmation works with. */
export interface ConfirmationTask {
  readonly problem: OptimisationProblem;
  readonly safety: Safety;
  /** Most fresh runs. */
  readonly budget: number;
  /** Number of the first fresh replicate. */
  readonly first: number;
}

/**
 * Tries candidates on fresh replicates from the one with the best objective upwards until one is shown to keep every
 * requirement; it is then compared with the next one on the same replicates. Each try has replicates of its own, which
 * nothing before depends on, and a part of the error that the whole search may make. The number of its runs is fixed
 * beforehand, so that looking early can end a try but never pass it. The last runs, too few for that, go to the safest
 * candidate that is left; when none passes, the safest of all is recommended, unproven.
 */
export function* confirmSequentially(
  candidates: readonly CandidateSetting[],
  task: ConfirmationTask,
): Search<ConfirmationResult> {
  const { problem, safety, budget, first } = task;
  const { requirements } = problem;
  const waiting = candidates.toSorted((a, b) => meanObjective(a.searched, 0) - meanObjective(b.searched, 0));
  const failed: CandidateSetting[] = [];
  let used = 0;
  for (let attempt = 1; waiting.length > 0 && used < budget; attempt++) {
    const error = errorOfTry(attempt);
    const left = budget - used;
    const planned = Math.max(
      BLOCK,
      Math.min(Math.floor(budget / 2), runsToShow(requirements, error, 3 * BLOCK)),
    );
    // What looks no safer than one that has failed would most likely fail too.
    const least = Math.max(
      -Infinity,
      ...failed.map(({ searched, fresh }) => safety([...searched, ...fresh])),
    );
    const hopeful = left < planned ? undefined : waiting.find(({ searched }) => safety(searched) > least);
    const candidate = hopeful ?? greatest(waiting, ({ searched }) => certainty(safety, searched))!;
    waiting.splice(waiting.indexOf(candidate), 1);
    const terms = { runs: Math.min(planned, left), error };
    const start = first + used;
    while (candidate.fresh.length < terms.runs && canPass(candidate, requirements, terms)) {
      const depth = Math.min(terms.runs, candidate.fresh.length + BLOCK);
      used += yield* runFresh([candidate], depth, start);
    }
    if (!canPass(candidate, requirements, terms)) {
      candidate.fate = failing(candidate, requirements);
      failed.push(candidate);
      continue;
    }
    const [next] = waiting;
    if (next !== undefined) yield* runFresh([next], Math.min(terms.runs, budget - used), start);
    const compared = next?.fresh.length ? next : undefined;
    return recommend({ passed: candidate, next: compared, failed, requirements, terms, attempt });
  }
  const [recommended = null, runnerUp = null] = ranked(failed, problem, safety, ({ fresh }) => fresh);
  return { recommended, isProven: false, front: [], runnerUp };
}

/** How many standard errors the safety lies above 0, up to a limit: so that three lucky runs do not outweigh ten good ones. */
function certainty(safety: Safety, searched: readonly TrialOutcome[]): number {
  return Math.min(MOST_CERTAINTY, safety(searched) * Math.sqrt(searched.length));
}

/** What a try of a candidate is: fresh runs that it needs to pass, and the error that it may make. */
interface TryTerms {
  readonly runs: number;
  readonly error: number;
}

/**
 * Recommends the better of the candidate that passed and the next one, if that passed too, as one try more; the other is
 * the runner-up.
 */
function recommend({
  passed,
  next,
  failed,
  requirements,
  terms,
  attempt,
}: {
  readonly passed: CandidateSetting;
  readonly next: CandidateSetting | undefined;
  readonly failed: readonly CandidateSetting[];
  readonly requirements: readonly Requirement[];
  /** Terms of the try that was passed. */
  readonly terms: TryTerms;
  /** Number of that try. */
  readonly attempt: number;
}): ConfirmationResult {
  const nextTerms = { ...terms, error: errorOfTry(attempt + 1) };
  const isBetter =
    next !== undefined &&
    next.fresh.length === terms.runs &&
    canPass(next, requirements, nextTerms) &&
    pairedDifferences(next.fresh, passed.fresh, 0).reduce((a, b) => a + b, 0) < 0;
  const recommended = isBetter ? next : passed;
  const other = isBetter ? passed : next;
  recommended.fate = { kind: 'recommended' };
  if (other !== undefined) other.fate = { kind: 'beaten', by: recommended.number };
  const { error } = isBetter ? nextTerms : terms;
  const isProven = requirements.every((_, index) => isShown(recommended.fresh, requirements, index, error));
  return { recommended, isProven, front: [recommended], runnerUp: other ?? failed.at(-1) ?? null };
}

/** Whether a candidate passes its try if all runs that are still to come keep all requirements. */
function canPass(
  { fresh }: CandidateSetting,
  requirements: readonly Requirement[],
  { runs, error }: TryTerms,
): boolean {
  return requirements.every(({ probability }, index) => {
    if (probability === null) {
      if (fresh.length === runs) return isShown(fresh, requirements, index, error);
      return judgeRequirement(fresh, requirements, index).verdict !== 'broken';
    }
    const broken = fresh.filter(({ margins }) => !(margins[index]! >= 0)).length;
    // Where so few runs cannot show it even if all keep it, the share of those that do decides.
    const canShow = isShareShown({ runs, broken: 0 }, probability, error);
    return canShow ? isShareShown({ runs, broken }, probability, error) : runs - broken >= probability * runs;
  });
}

/** Why a candidate did not pass: the first requirement that its fresh runs break, or else the first that they leave open. */
function failing(
  { fresh }: CandidateSetting,
  requirements: readonly Requirement[],
): CandidateSetting['fate'] {
  const verdicts = requirements.map((_, index) => judgeRequirement(fresh, requirements, index));
  const broken = verdicts.findIndex(({ verdict }) => verdict === 'broken');
  if (broken >= 0) return { kind: 'infeasible', requirement: broken };
  const open = verdicts.findIndex(({ verdict }) => verdict === 'open');
  return { kind: 'unproven', requirement: Math.max(0, open) };
}
