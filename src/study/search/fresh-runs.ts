import type { CandidateSetting, Search } from './optimisation-problem.ts';

/**
 * Runs fresh replicates of candidates until each has so many.
 *
 * @param depth fresh replicates that each candidate shall have
 * @param first number of the first fresh replicate, above those of the search
 * @returns the number of runs that it took
 */
export function* runFresh(
  candidates: readonly CandidateSetting[],
  depth: number,
  first: number,
): Search<number> {
  const trials = candidates.flatMap(candidate =>
    Array.from({ length: Math.max(0, depth - candidate.fresh.length) }, (_, i) => ({
      candidate,
      replicate: first + candidate.fresh.length + i,
    })),
  );
  if (trials.length === 0) return 0;
  const outcomes = yield { stage: 'confirm', trials };
  for (const [i, { candidate }] of trials.entries()) candidate.fresh.push(outcomes[i]!);
  return trials.length;
}
