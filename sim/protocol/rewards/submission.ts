/** A rewards submission: `amount` tokens over `days` whole days from the midnight `start`. */
export interface Submission {
  readonly amount: number;
  readonly start: number;
  readonly days: number;
}

/**
 * Tokens that a submission pays on the snapshot of `day`: equal parts on the snapshots start + 1 to
 * start + days, for a snapshot is the state at its midnight (sidecar rewards calculation).
 */
export function poolOn(submission: Submission, day: number): number {
  const { amount, start, days } = submission;
  return day > start && day <= start + days ? amount / days : 0;
}
