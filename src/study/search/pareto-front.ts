import type {
  CandidateSetting,
  ConfirmationResult,
  OptimisationProblem,
  TrialOutcome,
} from './optimisation-problem.ts';
import { errorOfEach, isShown } from './proof.ts';
import { dominates, ranked } from './ranking.ts';
import type { Safety } from './safety.ts';
import { judgeRequirement, meanObjective } from './verdict.ts';

/** Candidates whose mean objectives no other dominates, by the first objective. */
export function paretoFront(
  candidates: readonly CandidateSetting[],
  { objectives }: OptimisationProblem,
  outcomesOf: (candidate: CandidateSetting) => readonly TrialOutcome[],
): CandidateSetting[] {
  const means = candidates.map(candidate =>
    Array.from({ length: objectives }, (_, i) => meanObjective(outcomesOf(candidate), i)),
  );
  return candidates
    .filter((_, i) => !means.some(other => dominates(other, means[i]!)))
    .sort((a, b) => meanObjective(outcomesOf(a), 0) - meanObjective(outcomesOf(b), 0));
}

/** At most so many items of a list: its ends and items evenly between them. */
export function evenlySpaced<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  if (most === 1) return list.slice(0, 1);
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}

/**
 * The Pareto front of confirmed candidates that break no requirement. Recommended is its member nearest to the point
 * with the best value of every objective, each scaled to its range on the front.
 */
export function confirmedFront(
  confirmed: readonly CandidateSetting[],
  problem: OptimisationProblem,
  safety: Safety,
): ConfirmationResult {
  const { requirements, objectives } = problem;
  const verdicts = ({ fresh }: CandidateSetting) =>
    requirements.map((_, i) => judgeRequirement(fresh, requirements, i).verdict);
  for (const candidate of confirmed) {
    const broken = verdicts(candidate).indexOf('broken');
    if (broken >= 0) candidate.fate = { kind: 'infeasible', requirement: broken };
  }
  const fit = confirmed.filter(({ fate }) => fate.kind !== 'infeasible');
  const front = paretoFront(fit, problem, ({ fresh }) => fresh);
  const ranges = Array.from({ length: objectives }, (_, i) => {
    const means = front.map(({ fresh }) => meanObjective(fresh, i));
    return [Math.min(...means), Math.max(...means)] as const;
  });
  const distance = ({ fresh }: CandidateSetting): number =>
    ranges.reduce(
      (sum, [low, high], i) => sum + ((meanObjective(fresh, i) - low) / (high - low || 1)) ** 2,
      0,
    );
  const [recommended = null, second] = front.toSorted((a, b) => distance(a) - distance(b));
  for (const candidate of fit) {
    candidate.fate = front.includes(candidate)
      ? { kind: candidate === recommended ? 'recommended' : 'front' }
      : { kind: 'beaten', by: recommended!.number };
  }
  const rest = fit.filter(candidate => candidate !== recommended);
  const runnerUp = second ?? ranked(rest, problem, safety, ({ fresh }) => fresh)[0] ?? null;
  // The same runs chose among all that were confirmed.
  const error = errorOfEach(confirmed.length);
  const isProven =
    recommended !== null && requirements.every((_, i) => isShown(recommended.fresh, requirements, i, error));
  return { recommended, isProven, front, runnerUp };
}
