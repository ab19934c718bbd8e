import type { CandidateSetting, Search } from './optimisation-problem.ts';

/** Brings candidates to so many fresh replicates; how many runs that took. */
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
