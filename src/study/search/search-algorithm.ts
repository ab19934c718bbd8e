import type { Stream } from '../../../sim/engine/index.ts';
import { confirm } from './confirmation.ts';
import { type Coordinates, normalNeighbour, pointBetween } from './coordinates.ts';
import type {
  CandidateSetting,
  OptimisationProblem,
  Search,
  SearchResult,
  Trial,
  TrialOutcome,
} from './optimisation-problem.ts';
import { race, ranked } from './racing.ts';
import { safetyAmong } from './verdict.ts';

/** How a search is done. */
export interface SearchOptions {
  /** Most runs. */
  readonly budget: number;
  /** Places that fill the unit cube evenly. */
  readonly start: (count: number) => readonly Coordinates[];
  readonly random: Stream;
}

/** Part of the budget kept for the confirmation: of requirements or a front, and of a single best setting. */
const CONFIRM = [0.45, 0.2] as const;

/** Rounds of refinement after the start, and the steps of each, in edges of the cube. */
const STEPS = [0.2, 0.1, 0.05, 0.025];

/** Replicates that every candidate has, and by how many the survivors go on. */
const SCREEN = 3;
const BLOCK = 2;

/** Most replicates of a candidate in the search, before the confirmation. */
const MOST_SEARCHED = 25;

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
  { budget, start, random }: SearchOptions,
): Search<SearchResult> {
  const known = new Map<string, CandidateSetting>();
  const propose = (coordinates: Coordinates, round: number): CandidateSetting[] => {
    const levels = problem.levelsAt(coordinates);
    const key = JSON.stringify(levels);
    if (levels === null || known.has(key)) return [];
    const candidate: CandidateSetting = {
      number: known.size,
      coordinates,
      levels,
      round,
      searched: [],
      fresh: [],
      fate: { kind: 'racing' },
    };
    known.set(key, candidate);
    return [candidate];
  };

  const forSearch =
    budget - Math.floor(CONFIRM[problem.requirements.length > 0 || problem.objectives > 1 ? 0 : 1] * budget);
  let left = forSearch;
  const first = Math.max(6, Math.floor((0.3 * forSearch) / SCREEN));
  let racing = start(first).flatMap(coordinates => propose(coordinates, 0));
  for (let round = 0; round <= STEPS.length; round++) {
    const share = Math.floor(left / (STEPS.length - round + 1));
    if (round > 0) {
      const wanted = Math.floor((0.6 * share) / SCREEN);
      racing.push(
        ...children(racing, [...known.values()], problem, STEPS[round - 1]!, wanted, random).flatMap(
          coordinates => propose(coordinates, round),
        ),
      );
    }
    const before = left;
    let depth = SCREEN;
    do {
      const trials = lacking(racing, depth).slice(0, left);
      left -= trials.length;
      if (trials.length > 0) record(trials, yield { stage: round === 0 ? 'start' : 'refine', trials });
      racing = race(
        racing.filter(({ searched }) => searched.length > 0),
        problem,
        PARENTS,
      );
      depth += BLOCK;
    } while (left > 0 && before - left < share && racing.length > PARENTS && depth <= MOST_SEARCHED);
    for (const candidate of racing.splice(2 * PARENTS)) candidate.fate = { kind: 'setAside' };
  }
  const candidates = [...known.values()].filter(({ searched }) => searched.length > 0);
  let runs = forSearch - left;
  const confirming = confirm(candidates, problem, budget - runs, MOST_SEARCHED);
  let step = confirming.next([]);
  while (!step.done) {
    runs += step.value.trials.length;
    step = confirming.next(yield step.value);
  }
  return { ...step.value, candidates, runs };
}

/** Runs that bring candidates to so many replicates, replicate by replicate. */
function lacking(candidates: readonly CandidateSetting[], depth: number): Trial[] {
  return Array.from({ length: depth }, (_, replicate) =>
    candidates
      .filter(({ searched }) => searched.length <= replicate)
      .map(candidate => ({ candidate, replicate })),
  ).flat();
}

/** Books the outcomes of runs of the search. */
function record(trials: readonly Trial[], outcomes: readonly TrialOutcome[]): void {
  trials.forEach(({ candidate, replicate }, i) => {
    candidate.searched[replicate] = outcomes[i]!;
  });
}

/** New places around the best, and between the best and those that are better but break a requirement. */
function children(
  racing: readonly CandidateSetting[],
  all: readonly CandidateSetting[],
  problem: OptimisationProblem,
  sd: number,
  count: number,
  random: Stream,
): Coordinates[] {
  const tried = all.filter(({ searched, fate }) => fate.kind !== 'missing' && searched.length > 0);
  const safety = safetyAmong(
    tried.map(({ searched }) => searched),
    problem.requirements,
  );
  const parents = ranked(racing, problem, safety).slice(0, PARENTS);
  if (parents.length === 0) return [];
  const unsafe = tried.filter(({ searched }) => safety(searched) < 0);
  const beyond = ranked(unsafe, problem, safety).slice(0, PARENTS);
  // The better it ranks, the more often it is built on.
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const parent = pick(parents).coordinates;
    const bridge = i % 3 === 2 && beyond.length > 0;
    return bridge
      ? normalNeighbour(pointBetween(parent, pick(beyond).coordinates, random), sd / 4, random)
      : normalNeighbour(parent, sd, random);
  });
}
