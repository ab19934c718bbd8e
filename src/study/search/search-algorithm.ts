import type { Stream } from '../../../sim/engine/index.ts';
import { confirm } from './confirmation.ts';
import type { Coordinates } from './coordinates.ts';
import type {
  CandidateSetting,
  OptimisationProblem,
  Search,
  SearchResult,
  Trial,
  TrialOutcome,
} from './optimisation-problem.ts';
import { createProposals, refine } from './proposals.ts';
import { race } from './racing.ts';

/** How a search is done. */
export interface SearchPlan {
  /** Most runs. */
  readonly budget: number;
  /** So many points that fill the unit cube evenly. */
  readonly start: (count: number) => readonly Coordinates[];
  readonly random: Stream;
}

/** Fraction of the budget kept for the confirmation: of requirements or a front, and of a single best setting. */
const CONFIRM = [0.45, 0.2] as const;

/** Standard deviations of the steps in each round of refinement, in edges of the cube. */
const STEPS = [0.2, 0.1, 0.05, 0.025];

/** Replicates that every candidate has, and by how many the survivors go on. */
const SCREEN = 3;
const BLOCK = 2;

/** Most replicates of a candidate in the search, before the confirmation. */
const MOST_SEARCHED = 25;

/** How often a round of refinement draws anew for settings that were not proposed before. */
const MOST_DRAWS = 20;

/** Candidates from which refinement starts. */
const PARENTS = 5;

/**
 * Searches for the setting with the least objectives that keeps the requirements, under noise: a space-filling start
 * with few replicates, racing under common random numbers (F-Race; irace: Lopez-Ibanez et al. 2016), rounds of
 * sampling around the survivors in shrinking steps and between those that keep the requirements and those that do not,
 * and a confirmation with fresh replicates. Evaluates nothing itself: it yields runs and is given their outcomes, so
 * that processes, a queue or a plain function can do them.
 */
export function* search(
  problem: OptimisationProblem,
  { budget, start, random }: SearchPlan,
): Search<SearchResult> {
  const { all, propose } = createProposals(problem);
  const isHard = problem.requirements.length > 0 || problem.objectives > 1;
  const forSearch = budget - Math.floor(CONFIRM[isHard ? 0 : 1] * budget);
  let left = forSearch;
  const first = Math.max(6, Math.floor((0.3 * forSearch) / SCREEN));
  let racing = propose(start(first), 0);
  for (let round = 0; round <= STEPS.length; round++) {
    const share = Math.floor(left / (STEPS.length - round + 1));
    if (round > 0) {
      const sd = STEPS[round - 1]!;
      const count = Math.floor((0.6 * share) / SCREEN);
      const fresh: CandidateSetting[] = [];
      // Where factors have few levels most steps lead to settings that were proposed before.
      for (let draw = 0; draw < MOST_DRAWS && fresh.length < count; draw++) {
        const wanted = { parents: PARENTS, sd, count: count - fresh.length, random };
        fresh.push(...propose(refine({ problem, racing, all: all(), ...wanted }), round));
      }
      racing.push(...fresh);
    }
    const stage = round === 0 ? 'start' : 'refine';
    const raced = yield* raceRound(racing, problem, stage, { share, left });
    left -= raced.runs;
    racing = raced.racing;
  }
  const candidates = all().filter(({ searched }) => searched.length > 0);
  let runs = forSearch - left;
  const confirming = confirm(candidates, problem, budget - runs, MOST_SEARCHED);
  let step = confirming.next([]);
  while (!step.done) {
    runs += step.value.trials.length;
    step = confirming.next(yield step.value);
  }
  return { ...step.value, candidates, runs };
}

/**
 * Races candidates, with more replicates from heat to heat, until few are left or the runs of the round are used.
 *
 * @param share runs meant for the round, of those that are left for the search
 * @returns the candidates that go on, at most twice as many as there are parents, and the runs used
 */
function* raceRound(
  entered: readonly CandidateSetting[],
  problem: OptimisationProblem,
  stage: 'start' | 'refine',
  { share, left }: { readonly share: number; readonly left: number },
): Search<{ readonly racing: CandidateSetting[]; readonly runs: number }> {
  let racing = [...entered];
  let runs = 0;
  let depth = SCREEN;
  do {
    const trials = trialsTo(racing, depth).slice(0, left - runs);
    runs += trials.length;
    if (trials.length > 0) recordOutcomes(trials, yield { stage, trials });
    racing = race(
      racing.filter(({ searched }) => searched.length > 0),
      problem,
      PARENTS,
    );
    depth += BLOCK;
  } while (runs < left && runs < share && racing.length > PARENTS && depth <= MOST_SEARCHED);
  for (const candidate of racing.splice(2 * PARENTS)) candidate.fate = { kind: 'setAside' };
  return { racing, runs };
}

/** Runs that bring candidates to so many replicates, replicate by replicate. */
function trialsTo(candidates: readonly CandidateSetting[], depth: number): Trial[] {
  return Array.from({ length: depth }, (_, replicate) =>
    candidates
      .filter(({ searched }) => searched.length <= replicate)
      .map(candidate => ({ candidate, replicate })),
  ).flat();
}

function recordOutcomes(trials: readonly Trial[], outcomes: readonly TrialOutcome[]): void {
  trials.forEach(({ candidate, replicate }, i) => {
    candidate.searched[replicate] = outcomes[i]!;
  });
}
