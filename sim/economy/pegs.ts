import { exp, log, poisson, type Stream } from '../engine/index.ts';
import { type Peg, sample } from '../scenario/index.ts';

/**
 * Discount process of a pegged asset, one step a day. The discount D is a fraction of the price of the peg: it halves
 * every `recovery` days, then each fall of that day widens it, D' = 1 - (1 - D)(1 - fall). A scheduled fall takes effect
 * at the first midnight at or after its time.
 *
 * @returns the daily step: given the day, 1 for the first, the discount after that day
 */
export function discounts(peg: Peg, stream: Stream): (day: number) => number {
  // 2^(-1 / recovery), by the functions that give the same bits everywhere.
  const kept = exp(-log(2) / peg.recovery);
  let discount = 0;
  const fall = (size: number): void => {
    discount = 1 - (1 - discount) * (1 - size);
  };
  return day => {
    discount *= kept;
    for (const [at, size] of peg.shocks) if (at > day - 1 && at <= day) fall(size);
    for (let left = peg.falls ? poisson(stream, peg.falls.perYear / 365) : 0; left > 0; left--)
      fall(sample(peg.falls!.size, stream));
    return discount;
  };
}
