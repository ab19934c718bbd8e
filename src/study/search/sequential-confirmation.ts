import { greatest } from 'd3';
import { wilsonInterval } from '../statistics/intervals.ts';
import { runFresh } from './fresh-runs.ts';
import type {
  CandidateSetting,
  OptimisationProblem,
  Requirement,
  Search,
  SearchResult,
  TrialOutcome,
} from './optimisation-problem.ts';
import { ranked } from './racing.ts';
import { judgeRequirement, meanObjective, pairedDifferences, type Safety } from './verdict.ts';

/** Standard errors of safety beyond which a cheaper candidate is taken rather than a surer one. */
const SURE = 3;

/** Fresh runs at a time, between looks at whether a candidate can still pass. */
const BLOCK = 10;

/**
 * Tries candidates on fresh replicates from the one with the best objective upwards until one keeps every
 * requirement; it then meets the next on the same replicates. The number of fresh runs is fixed beforehand, so that
 * looking early can end a trial but never pass it. The last runs, too few for that, go to the safest candidate that is
 * left; when none passes, the safest of all is taken, unproven.
 *
 * @param first number of the first fresh replicate
 */
export function* confirmSequentially(
  candidates: readonly CandidateSetting[],
  problem: OptimisationProblem,
  safety: Safety,
  budget: number,
  first: number,
): Search<Omit<SearchResult, 'candidates' | 'runs'>> {
  const { requirements } = problem;
  const planned = Math.max(BLOCK, Math.min(Math.floor(budget / 2), enough(requirements)));
  const waiting = candidates.toSorted((a, b) => meanObjective(a.searched, 0) - meanObjective(b.searched, 0));
  const failed: CandidateSetting[] = [];
  let left = budget;
  while (waiting.length > 0 && left > 0) {
    // What looks no safer than one that has failed since would most likely fail too.
    const least = Math.max(
      -Infinity,
      ...failed.map(({ searched, fresh }) => safety([...searched, ...fresh])),
    );
    const hopeful = left < planned ? undefined : waiting.find(({ searched }) => safety(searched) > least);
    const candidate = hopeful ?? greatest(waiting, ({ searched }) => surety(safety, searched))!;
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
    return settle(candidate, next?.fresh.length ? next : undefined, failed, problem, goal);
  }
  const [recommended = null, runnerUp = null] = ranked(failed, problem, safety, ({ fresh }) => fresh);
  return { recommended, isProven: false, front: [], runnerUp };
}

/** How surely runs show safety, in standard errors, so that three lucky ones do not outweigh ten good ones. */
function surety(safety: Safety, searched: readonly TrialOutcome[]): number {
  return Math.min(SURE, safety(searched) * Math.sqrt(searched.length));
}

/** The better of one that passed and the next one, if that passed too; the other is the runner-up. */
function settle(
  passed: CandidateSetting,
  next: CandidateSetting | undefined,
  failed: readonly CandidateSetting[],
  problem: OptimisationProblem,
  planned: number,
): Omit<SearchResult, 'candidates' | 'runs'> {
  const { requirements } = problem;
  const isBetter =
    next !== undefined &&
    next.fresh.length === planned &&
    canPass(next, requirements, planned) &&
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

/** Fresh runs that show every required probability even if one of them breaks it. */
function enough(requirements: readonly Requirement[]): number {
  let runs = 3 * BLOCK;
  for (const { probability } of requirements) {
    while (probability !== null && probability < 1 && wilsonInterval(runs - 1, runs)[0] < probability) runs++;
  }
  return runs;
}

/** Whether a candidate keeps all requirements after so many fresh runs, were those to come to keep them. */
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
    // Where so few runs cannot show it, the estimate decides.
    const canShow = wilsonInterval(planned, planned)[0] >= probability;
    return canShow ? wilsonInterval(kept, planned)[0] >= probability : kept >= probability * planned;
  });
}

/** Why a candidate did not pass: a requirement that its fresh runs break, or else the one they leave most open. */
function failing(
  { fresh }: CandidateSetting,
  requirements: readonly Requirement[],
): CandidateSetting['fate'] {
  const judgements = requirements.map((_, index) => judgeRequirement(fresh, requirements, index));
  const broken = judgements.findIndex(({ verdict }) => verdict === 'broken');
  if (broken >= 0) return { kind: 'infeasible', requirement: broken };
  const open = judgements.findIndex(({ verdict }) => verdict === 'open');
  return { kind: 'unproven', requirement: Math.max(0, open) };
}
