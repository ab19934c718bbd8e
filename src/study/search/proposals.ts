import type { Stream } from '../../../sim/engine/index.ts';
import { type Coordinates, normalNeighbour, pointBetween } from './coordinates.ts';
import type { CandidateSetting, OptimisationProblem } from './optimisation-problem.ts';
import { ranked } from './ranking.ts';
import { safetyAmong } from './safety.ts';

/** The candidates of a search, each setting once. */
export interface Proposals {
  /** All candidates, in the order of proposal. */
  all(): CandidateSetting[];
  /** The new candidates at coordinates; none where the setting is excluded or was proposed before. */
  propose(at: readonly Coordinates[], round: number): CandidateSetting[];
}

/** Starts with no candidates. */
export function createProposals({ levelsAt }: OptimisationProblem): Proposals {
  const known = new Map<string, CandidateSetting>();
  return {
    all: () => [...known.values()],
    propose: (at, round) =>
      at.flatMap((coordinates): CandidateSetting[] => {
        const levels = levelsAt(coordinates);
        const key = JSON.stringify(levels);
        if (levels === null || known.has(key)) return [];
        const number = known.size;
        const outcomes = { searched: [], fresh: [] };
        const candidate: CandidateSetting = {
          number,
          coordinates,
          levels,
          round,
          ...outcomes,
          fate: { kind: 'racing' },
        };
        known.set(key, candidate);
        return [candidate];
      }),
  };
}

/** What new candidates are derived from, and how many. */
export interface Refinement {
  readonly problem: OptimisationProblem;
  /** Candidates that are still in the race. */
  readonly racing: readonly CandidateSetting[];
  /** All candidates so far. */
  readonly all: readonly CandidateSetting[];
  /** Candidates that new ones are derived from: so many of the best. */
  readonly parents: number;
  /** Standard deviation of the steps, in edges of the unit cube. */
  readonly sd: number;
  /** Number of new coordinates. */
  readonly count: number;
  readonly random: Stream;
}

/** New coordinates: two of three around the best candidates, one between these and the best that break a requirement. */
export function refine({ problem, racing, all, parents, sd, count, random }: Refinement): Coordinates[] {
  const tried = all.filter(({ searched, fate }) => fate.kind !== 'missing' && searched.length > 0);
  const safety = safetyAmong(
    tried.map(({ searched }) => searched),
    problem.requirements,
  );
  const best = ranked(racing, problem, safety).slice(0, parents);
  if (best.length === 0) return [];
  const unsafe = tried.filter(({ searched }) => safety(searched) < 0);
  const bestUnsafe = ranked(unsafe, problem, safety).slice(0, parents);
  // The square makes it more likely to be picked the better it ranks.
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)]!;
  return Array.from({ length: count }, (_, i) => {
    const parent = pick(best).coordinates;
    const isBetween = i % 3 === 2 && bestUnsafe.length > 0;
    return isBetween
      ? normalNeighbour(pointBetween(parent, pick(bestUnsafe).coordinates, random), sd / 4, random)
      : normalNeighbour(parent, sd, random);
  });
}
