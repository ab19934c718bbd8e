import { greatest } from 'd3';
import { wilsonInterval } from '../statistics/intervals.ts';
import { runFresh } from './fresh-runs.ts';
import type {
  CandidateSetting,
  ConfirmationResult,
  OptimisationProblem,
  Requirement,
  Search,
  TrialOutcome,
} from './optimisation-problem.ts';
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
 * Tries candidates on fresh replicates from the one with the best objective upwards until one keeps every
 * requirement; it is then compared with the next one on the same replicates. The number of fresh runs is fixed
 * beforehand, so that looking early can end a trial but never pass it. The last runs, too few for that, go to the
 * safest candidate that is left; when none passes, the safest of all is recommended, unproven.
 */
export function* confirmSequentially(
  candidates: readonly CandidateSetting[],
  task: ConfirmationTask,
): Search<ConfirmationResult> {
  const { problem, safety, budget, first } = task;
  const { requirements } = problem;
  const planned = Math.max(BLOCK, Math.min(Math.floor(budget / 2), runsToProve(requirements)));
  const waiting = candidates.toSorted((a, b) => meanObjective(a.searched, 0) - meanObjective(b.searched, 0));
  const failed: CandidateSetting[] = [];
  let left = budget;
  while (waiting.length > 0 && left > 0) {
    // What looks no safer than one that has failed would most likely fail too.
    const least = Math.max(
      -Infinity,
      ...failed.map(({ searched, fresh }) => safety([...searched, ...fresh])),
    );
    const hopeful = left < planned ? undefined : waiting.find(({ searched }) => safety(searched) > least);
    const candidate = hopeful ?? greatest(waiting, ({ searched }) => certainty(safety, searched))!;
    waiting.splice(waiting.indexOf(candidate), 1);
    const goal = Math.min(planned, left);
    while (candidate.fresh.length < goal && canPass(candidate, requirements, goal)) {
      const depth = Math.min(goal, candidate.fresh.length + BLOCK);
      left -= yield* runFresh([candidate], depth, first);
    }
    if (!canPass(candidate, requirements, goal)) {
      candidate.fate = failing(candidate, requirements);
      failed.push(candidate);
      continue;
    }
    const [next] = waiting;
    if (next !== undefined) yield* runFresh([next], Math.min(goal, left), first);
    const compared = next?.fresh.length ? next : undefined;
    return recommend({ passed: candidate, next: compared, failed, requirements, runs: goal });
  }
  const [recommended = null, runnerUp = null] = ranked(failed, problem, safety, ({ fresh }) => fresh);
  return { recommended, isProven: false, front: [], runnerUp };
}

/** How many standard errors the safety lies above 0, up to a limit: so that three lucky runs do not outweigh ten good ones. */
function certainty(safety: Safety, searched: readonly TrialOutcome[]): number {
  return Math.min(MOST_CERTAINTY, safety(searched) * Math.sqrt(searched.length));
}

/** Recommends the better of the candidate that passed and the next one, if that passed too; the other is the runner-up. */
function recommend({
  passed,
  next,
  failed,
  requirements,
  runs,
}: {
  readonly passed: CandidateSetting;
  readonly next: CandidateSetting | undefined;
  readonly failed: readonly CandidateSetting[];
  readonly requirements: readonly Requirement[];
  /** Fresh runs that a candidate needs to pass. */
  readonly runs: number;
}): ConfirmationResult {
  const isBetter =
    next !== undefined &&
    next.fresh.length === runs &&
    canPass(next, requirements, runs) &&
    pairedDifferences(next.fresh, passed.fresh, 0).reduce((a, b) => a + b, 0) < 0;
  const recommended = isBetter ? next : passed;
  const other = isBetter ? passed : next;
  recommended.fate = { kind: 'recommended' };
  if (other !== undefined) other.fate = { kind: 'beaten', by: recommended.number };
  const isProven = requirements.every(
    (_, index) => judgeRequirement(recommended.fresh, requirements, index).verdict === 'kept',
  );
  return { recommended, isProven, front: [recommended], runnerUp: other ?? failed.at(-1) ?? null };
}

/** Fresh runs that prove every required probability even if one of them breaks it, by Wilson's interval. */
function runsToProve(requirements: readonly Requirement[]): number {
  let runs = 3 * BLOCK;
  for (const { probability } of requirements) {
    while (probability !== null && probability < 1 && wilsonInterval(runs - 1, runs)[0] < probability) runs++;
  }
  return runs;
}

/** Whether a candidate keeps all requirements after so many fresh runs, if all that are still to come keep them. */
function canPass(
  { fresh }: CandidateSetting,
  requirements: readonly Requirement[],
  planned: number,
): boolean {
  return requirements.every(({ probability }, index) => {
    if (probability === null) {
      const { verdict } = judgeRequirement(fresh, requirements, index);
      return fresh.length < planned ? verdict !== 'broken' : verdict === 'kept';
    }
    const kept = planned - fresh.filter(({ margins }) => !(margins[index]! >= 0)).length;
    // Where so few runs cannot prove it even if all keep it, the share of those that do decides.
    const canShow = wilsonInterval(planned, planned)[0] >= probability;
    return canShow ? wilsonInterval(kept, planned)[0] >= probability : kept >= probability * planned;
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
