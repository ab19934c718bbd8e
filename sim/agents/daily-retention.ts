import { exp, log } from '../engine/index.ts';

/**
 * Part of an exponentially smoothed memory that survives a day.
 *
 * @param halfLife days after which half is left; 0 for a memory of the last day alone
 */
export function dailyRetention(halfLife: number): number {
  return exp(-log(2) / Math.max(halfLife, 1e-9));
}
