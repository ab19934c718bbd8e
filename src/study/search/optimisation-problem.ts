import type { Level } from '../factors/factor.ts';
import type { Coordinates } from './coordinates.ts';

/** What is searched for: the setting with the least objectives among those that keep the requirements. */
export interface OptimisationProblem {
  /**
   * The levels of the factors at coordinates; coordinates with equal levels are one candidate. Null where the setting
   * is excluded.
   */
  readonly levelsAt: (coordinates: Coordinates) => readonly Level[] | null;
  /** Number of objectives; the sign of each is such that less is better. */
  readonly objectives: number;
  readonly requirements: readonly Requirement[];
}

/** A requirement: its margin in a run is at least 0 where the run keeps it. */
export interface Requirement {
  /** Fraction of runs that must keep it; null where the mean margin must be at least 0. */
  readonly probability: number | null;
}

/** What one run gave of a candidate: objectives, and a margin for each requirement. NaN is a missing value. */
export interface TrialOutcome {
  readonly objectives: readonly number[];
  readonly margins: readonly number[];
}

/** A setting under trial. */
export interface CandidateSetting {
  /** Number in the order of proposal, from 0. */
  readonly number: number;
  readonly coordinates: Coordinates;
  readonly levels: readonly Level[];
  /** Round of the search that proposed it: 0 is the space-filling start. */
  readonly round: number;
  /** Outcomes of the replicates of the search, from 0 without a gap: the same seeds for every candidate. */
  readonly searched: TrialOutcome[];
  /** Outcomes of the replicates of the confirmation, which played no part in the search; without a gap. */
  readonly fresh: TrialOutcome[];
  /** What became of it so far. */
  fate: CandidateFate;
}

/** What became of a candidate; `by` is the number of the candidate that beat it. */
export type CandidateFate =
  /** Still tried; left when the budget went to others; without a value of an objective. */
  | { readonly kind: 'racing' | 'setAside' | 'missing' }
  | { readonly kind: 'recommended' | 'front' }
  | { readonly kind: 'beaten'; readonly by: number }
  /** Runs show that it breaks a requirement, or do not show that it keeps it. */
  | { readonly kind: 'infeasible' | 'unproven'; readonly requirement: number };

/** A run that the search asks for. */
export interface Trial {
  readonly candidate: CandidateSetting;
  /** Number of the replicate, which determines the seed: the same for every candidate. */
  readonly replicate: number;
}

/** Runs that are wanted next, and what for. */
export interface TrialBatch {
  readonly stage: 'start' | 'refine' | 'confirm';
  readonly trials: readonly Trial[];
}

/** A generator that yields the runs it wants and is given their outcomes, in the same order. */
export type Search<T> = Generator<TrialBatch, T, readonly TrialOutcome[]>;

/** What a search found: candidates with their fates, the recommended one or a front among them. */
export interface SearchResult {
  readonly candidates: readonly CandidateSetting[];
  /** The setting to take; null when none could be judged. */
  readonly recommended: CandidateSetting | null;
  /** Whether fresh runs show that the recommended one keeps every requirement. */
  readonly isProven: boolean;
  /** Confirmed candidates that no other beats in every objective, by the first objective. */
  readonly front: readonly CandidateSetting[];
  /** The best of the confirmed ones that were not taken; null when there is none. */
  readonly runnerUp: CandidateSetting | null;
  readonly runs: number;
}

/** What a confirmation adds to a search. */
export type ConfirmationResult = Omit<SearchResult, 'candidates' | 'runs'>;
