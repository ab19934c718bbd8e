import { mean } from 'd3';
import type { CandidateSetting, OptimisationProblem, TrialOutcome } from './optimisation-problem.ts';
import type { Safety } from './safety.ts';

/** Whether objectives dominate others: none is greater and at least one is less (Pareto). */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value <= b[i]!) && a.some((value, i) => value < b[i]!);
}

/**
 * Candidates from best to worst by what was estimated of them. Those that seem to keep the requirements come first, by
 * the number of others that dominate them; with one objective that is the order of its mean. Then the others, the
 * safest first.
 *
 * @param outcomesOf runs to estimate from; those of the search unless others are given
 */
export function ranked(
  candidates: readonly CandidateSetting[],
  { objectives }: OptimisationProblem,
  safety: Safety,
  outcomesOf: (candidate: CandidateSetting) => readonly TrialOutcome[] = ({ searched }) => searched,
): CandidateSetting[] {
  const rated = candidates.map(candidate => {
    const outcomes = outcomesOf(candidate);
    return {
      candidate,
      safe: safety(outcomes),
      means: Array.from({ length: objectives }, (_, i) => mean(outcomes, o => o.objectives[i]!)!),
    };
  });
  const keeping = rated.filter(({ safe }) => safe >= 0);
  const dominators = new Map(
    keeping.map(({ candidate, means }) => [
      candidate,
      keeping.filter(other => dominates(other.means, means)).length,
    ]),
  );
  return [
    ...endsFirst(keeping.sort((a, b) => a.means[0]! - b.means[0]!)).sort(
      (a, b) => dominators.get(a.candidate)! - dominators.get(b.candidate)!,
    ),
    ...rated.filter(({ safe }) => !(safe >= 0)).sort((a, b) => b.safe - a.safe),
  ].map(({ candidate }) => candidate);
}

/** Reorders what is sorted along a front so that any first part of the list is spread over it: ends, middle, quarters. */
function endsFirst<T extends { readonly means: readonly number[] }>(sorted: readonly T[]): T[] {
  if (sorted.length < 3 || sorted[0]!.means.length === 1) return [...sorted];
  const order = new Set<T>([sorted[0]!, sorted.at(-1)!]);
  for (let parts = 2; order.size < sorted.length; parts *= 2) {
    for (let part = 1; part < parts; part += 2) {
      order.add(sorted[Math.round((part / parts) * (sorted.length - 1))]!);
    }
  }
  return [...order];
}
