import type { Interval } from '../statistics/intervals.ts';

/**
 * What a finding is: Sobol indices (`first`, `total`, `second` order) are fractions of variance, Morris effects are in
 * the measure's unit, and so is `noise_floor`, the `mu_star` of a factor that does nothing. Its interval ends where that
 * lies above in one of forty studies.
 */
export type FindingKind = 'first' | 'total' | 'second' | 'mu' | 'mu_star' | 'sigma' | 'noise_floor';

/** One figure of how a measure depends on a factor, or on the interaction of two. */
export interface SensitivityFinding {
  readonly kind: FindingKind;
  readonly factors: readonly string[];
  readonly value: number;
  /** 95% bootstrap interval; null where none is computed, or too few points differ for one. */
  readonly interval: Interval | null;
}

/** How a measure depends on the factors of a study. */
export interface SensitivityAnalysis {
  readonly measure: string;
  readonly unit: string;
  readonly meaning: string;
  /** Variance over the points of means over replicates, in the unit squared. */
  readonly variance: number;
  /** Fraction of that variance that is noise between replicates; null with one replicate. */
  readonly noise: number | null;
  /** By kind, then by factor; none where the measure is the same at all points. */
  readonly findings: readonly SensitivityFinding[];
  /** Why the findings are not to be relied on, and what to do; empty where they are. */
  readonly warnings: readonly string[];
}
