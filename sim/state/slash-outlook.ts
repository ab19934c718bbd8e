/** What people expect of a set's slashing, from its terms and its record, for one unit of allocation. */
export interface SlashOutlook {
  /** Expected fraction of the allocation lost a year. */
  readonly lossPerYear: number;
  /** Variance of that fraction over a year (compound Poisson). */
  readonly variance: number;
  /** Largest fraction that one slash may take. */
  readonly worst: number;
}
