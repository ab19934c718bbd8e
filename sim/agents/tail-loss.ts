/** Part of the worst years that the tail figure averages over. */
const TAIL = 0.05;

/**
 * Mean loss to slashes in the worst 5% of years (conditional value at risk, Rockafellar and Uryasev 2000): exact for a
 * single kind of rare slash; frequent ones are bounded by the mean from below, the largest slash from above.
 *
 * @param loss expected loss of a year
 * @param worst largest loss by one slash, in the same unit
 */
export function tailLoss(loss: number, worst: number): number {
  return Math.max(loss, Math.min(worst, loss / TAIL));
}
