/** How many of some rows agree with the record. */
export interface Agreement {
  agreed: number;
  total: number;
}

/** Outcome of one trace or world: its rows by what they are, and the first disagreement, by label. */
export interface ReplayOutcome {
  readonly rows: Readonly<Record<string, Agreement>>;
  readonly disagreement: Readonly<Record<string, string>> | null;
}
