/** A rewards submission of any type. Amounts and multipliers are integers (1e-18), days count from any midnight. */
export type ExactSubmission = PoolSubmission | DirectedSubmission;

/**
 * A submission whose pool is divided by stake: among all stakers of an AVS's operators (`v1`) or of all
 * registered operators (`pi`), or among a set's operators by unique or total stake.
 */
export interface PoolSubmission extends SubmissionTerms {
  readonly kind: 'v1' | 'pi' | 'unique' | 'total';
  readonly amount: bigint;
}

/** A submission that names the operators to pay, of an AVS (`od`) or of a set (`odset`). */
export interface DirectedSubmission extends SubmissionTerms {
  readonly kind: 'od' | 'odset';
  readonly operators: readonly (readonly [operator: string, amount: bigint])[];
}

interface SubmissionTerms {
  readonly hash: string;
  readonly avs: string;
  /** Key of the paid set, `avs|set`, or the AVS. */
  readonly scope: string;
  readonly token: string;
  /** Day on which it was submitted. */
  readonly submitted: number;
  /** It pays on the snapshots after `start` up to `end`. */
  readonly start: number;
  readonly end: number;
  /** Duration in days, by which the amount is divided. */
  readonly days: bigint;
  readonly multipliers: readonly (readonly [strategy: string, multiplier: bigint])[];
}

/** What one earner gets for one snapshot's day: a row of the calculation, also if it is 0. */
export interface ExactAmount {
  readonly role: 'operator' | 'staker' | 'avs';
  readonly earner: string;
  readonly amount: bigint;
}

/**
 * Days that a run pays: those after `paidUntil`, or after the start if nothing was paid yet, up to the end or
 * to the last snapshot that the run has for this kind. Empty if it was submitted after the cutoff.
 *
 * @param cutoff day of the run's cutoff
 * @param paidUntil last day that earlier runs paid; undefined if none did
 */
export function paidDays(submission: ExactSubmission, cutoff: number, paidUntil?: number): number[] {
  const { kind, submitted, start, end } = submission;
  if (submitted >= cutoff) return [];
  const limit = kind === 'unique' || kind === 'total' ? cutoff - 1 : cutoff;
  const first = (paidUntil ?? start) + 1;
  const count = Math.max(0, Math.min(end, limit) - first + 1);
  return Array.from({ length: count }, (_, n) => first + n);
}
