/** Most units of a strategy that can be restaked: 1e38 shares less one, of 1e-18 each (StrategyBase, MAX_TOTAL_SHARES). */
export const mostStake = 1e20;

/** Least stake that is any: one base unit of the protocol. */
const leastStake = 1e-18;

/** A stake as the protocol can hold it: nothing where it is less than a base unit. */
export function heldStake(units: number): number {
  return units < leastStake ? 0 : units;
}
