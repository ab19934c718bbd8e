import { exp, log, poisson, type Stream } from '../engine/index.ts';
import { type Peg, sample } from '../scenario/index.ts';

/**
 * The discount of a pegged asset, a fraction of its peg, one step a day: it halves every `recovery`, then what falls
 * on that day opens it, D' = 1 - (1 - D)(1 - fall). A scheduled fall comes at the first midnight that is as late.
 *
 * @returns the daily step: the discount of the day
 */
export function discounts(peg: Peg, stream: Stream): (day: number) => number {
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
