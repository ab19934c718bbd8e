/** Stake that can pay for the harm of an attack, and the harm. */
export interface Insurance {
  /** Slashable stake that is redistributed and not burned, in USD. */
  readonly redistributableUsd: number;
  /** Probability that an attack is detected and slashed. */
  readonly detection: number;
  /** Value that an attack would harm, in USD. */
  readonly insuredUsd: number;
}

/**
 * Part of the value at risk that slashed stake is expected to pay back: redistributable stake x probability of detection
 * / insured value (STAKESURE, Deb et al.; redistribution: ELIP-006). At least 1: users are covered.
 *
 * @returns Infinity when nothing is at risk
 */
export function insuranceCoverage({ redistributableUsd, detection, insuredUsd }: Insurance): number {
  return insuredUsd === 0 ? Number.POSITIVE_INFINITY : (redistributableUsd * detection) / insuredUsd;
}
