import { mean } from 'd3';
import { spreadOf } from '../statistics/agreement.ts';
import { meanHalfWidth } from '../statistics/intervals.ts';
import type { CandidateSetting, OptimisationProblem } from './optimisation-problem.ts';
import { ranked } from './ranking.ts';
import { type Safety, safetyAmong } from './safety.ts';
import { judgeRequirement, pairedDifferences } from './verdict.ts';

/** Least runs that two candidates must share before one can beat the other. */
const LEAST_PAIRS = 3;

/** Safety in standard deviations above which more of it does not protect a candidate with a worse objective. */
const ENOUGH_SAFETY = 2;

/**
 * Candidates that stay in the race after what has been run, best first; the others get their fate. A candidate is out
 * when Wilson's interval of its runs lies below a required probability, or when another, estimated to keep the
 * requirements at least as safely, is better in the paired differences: in no objective worse on average, and in one
 * significantly (two-sided t test at 5%, as in F-Race: Birattari et al. 2002; Lopez-Ibanez et al. 2016).
 *
 * @param spare how many of the best stay even though they seem to break a requirement, so that there is something to
 * refine
 */
export function race(
  racing: readonly CandidateSetting[],
  problem: OptimisationProblem,
  spare: number,
): CandidateSetting[] {
  for (const candidate of racing) {
    if (candidate.searched.some(({ objectives }) => objectives.some(Number.isNaN))) {
      candidate.fate = { kind: 'missing' };
    }
  }
  const safety = safetyAmong(
    racing.map(({ searched }) => searched),
    problem.requirements,
  );
  const order = ranked(racing.filter(isRacing), problem, safety);
  order.forEach((candidate, rank) => {
    const broken = problem.requirements.findIndex(
      (_, index) => judgeRequirement(candidate.searched, problem.requirements, index).verdict === 'broken',
    );
    const better = order
      .slice(0, rank)
      .find(other => isRacing(other) && beats(other, candidate, problem, safety));
    if (better !== undefined) candidate.fate = { kind: 'beaten', by: better.number };
    else if (broken >= 0 && rank >= spare) candidate.fate = { kind: 'infeasible', requirement: broken };
  });
  return order.filter(isRacing);
}

/** Whether a candidate may still be tried. */
function isRacing({ fate }: CandidateSetting): boolean {
  return fate.kind === 'racing';
}

/** Whether the first is better than the second beyond chance, and estimated to be at least as safe. */
function beats(
  a: CandidateSetting,
  b: CandidateSetting,
  { objectives }: OptimisationProblem,
  safety: Safety,
): boolean {
  const both = Math.min(a.searched.length, b.searched.length);
  if (both < LEAST_PAIRS) return false;
  const [ofA, ofB] = [a.searched.slice(0, both), b.searched.slice(0, both)];
  if (safety(ofA) < Math.min(safety(ofB), ENOUGH_SAFETY)) return false;
  let isSignificant = false;
  for (let objective = 0; objective < objectives; objective++) {
    const differences = pairedDifferences(ofB, ofA, objective);
    const gain = mean(differences)!;
    if (gain < 0) return false;
    // A race proves nothing: pairs that all differ by the same are enough for it.
    if (gain > meanHalfWidth(spreadOf(differences) ?? 0, both)) isSignificant = true;
  }
  return isSignificant;
}
