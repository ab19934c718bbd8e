import { mean } from 'd3';
import type { CandidateSetting, OptimisationProblem, TrialOutcome } from './optimisation-problem.ts';
import {
  COMFORT,
  judgeRequirement,
  meanInterval,
  pairedDifferences,
  type Safety,
  safetyAmong,
} from './verdict.ts';

/** Least runs that two candidates must share before one can beat the other. */
const LEAST_PAIRS = 3;

/**
 * Candidates that go on after what has been run, best first; the others get their fate. One falls out when Wilson's
 * interval of its runs lies below a required probability, or when another, estimated to keep the requirements at
 * least as safely, is better in the paired differences: in no objective worse on average, and in one significantly
 * (two-sided t test at 5%, as in F-Race: Birattari et al. 2002; Lopez-Ibanez et al. 2016). A few stay in any case,
 * however all may break the requirements, so that there is something to go on from.
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
  order.forEach((candidate, place) => {
    const broken = problem.requirements.findIndex(
      (_, index) => judgeRequirement(candidate.searched, problem.requirements, index).verdict === 'broken',
    );
    const better = order
      .slice(0, place)
      .find(other => isRacing(other) && beats(other, candidate, problem, safety));
    if (better !== undefined) candidate.fate = { kind: 'beaten', by: better.number };
    else if (broken >= 0 && place >= spare) candidate.fate = { kind: 'infeasible', requirement: broken };
  });
  return order.filter(isRacing);
}

/** Whether a candidate may still be tried. */
export function isRacing({ fate }: CandidateSetting): boolean {
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
  if (safety(ofA) < Math.min(safety(ofB), COMFORT)) return false;
  let surely = false;
  for (let objective = 0; objective < objectives; objective++) {
    const differences = pairedDifferences(ofB, ofA, objective);
    if (mean(differences)! < 0) return false;
    if (meanInterval(differences)[0] > 0) surely = true;
  }
  return surely;
}

/**
 * Candidates from best to worst by what was estimated of them. Those that seem to keep the requirements come first,
 * by fronts of none that is better in every objective; of one objective that is the order of its mean. Then the
 * others, the safest first.
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
  const worseThan = (a: readonly number[], b: readonly number[]): boolean =>
    a.every((value, i) => value >= b[i]!) && a.some((value, i) => value > b[i]!);
  // In how many others' shadow one stands: 0 on the front.
  const shadows = new Map(
    keeping.map(({ candidate, means }) => [
      candidate,
      keeping.filter(other => worseThan(means, other.means)).length,
    ]),
  );
  return [
    ...farApart(keeping.sort((a, b) => a.means[0]! - b.means[0]!)).sort(
      (a, b) => shadows.get(a.candidate)! - shadows.get(b.candidate)!,
    ),
    ...rated.filter(({ safe }) => !(safe >= 0)).sort((a, b) => b.safe - a.safe),
  ].map(({ candidate }) => candidate);
}

/** Reorders what is sorted along a front so that any beginning of the list is spread over it: ends, middle, quarters. */
function farApart<T extends { readonly means: readonly number[] }>(sorted: readonly T[]): T[] {
  if (sorted.length < 3 || sorted[0]!.means.length === 1) return [...sorted];
  const order = new Set<T>([sorted[0]!, sorted.at(-1)!]);
  for (let parts = 2; order.size < sorted.length; parts *= 2) {
    for (let part = 1; part < parts; part += 2) {
      order.add(sorted[Math.round((part / parts) * (sorted.length - 1))]!);
    }
  }
  return [...order];
}
