import type { OperatorId } from '../../ids.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';

/** Days from pay to its part in the calculation of a root. */
const CALCULATION_DAYS = 2;
/** Days from one root to the next, and from a root to the claims that it allows (RewardsCoordinator, activationDelay). */
const WEEK_DAYS = 7;
/** Most roots that pay is waiting for at once: no pay waits for more than 15 days. */
const ROOTS = 3;

/**
 * Day on which pay can be claimed: the next weekly root that the calculation is in time for is active a week later, so
 * that pay waits for 9 to 15 whole days.
 *
 * @param day midnight of the pay, in days
 */
export function claimDay(day: number): number {
  return WEEK_DAYS * Math.ceil((day + CALCULATION_DAYS) / WEEK_DAYS) + WEEK_DAYS;
}

/** What operators were paid and cannot claim yet. */
export interface Claims {
  /** Books pay of a day, in USD; returns what the operator can claim that day, valued when it was paid. */
  book(operator: OperatorId, day: number, usd: number): number;
}

/** Claims of all operators, from none on; what waits is in the accounts. */
export function createClaims(accounts: OperatorAccounts): Claims {
  /** USD that a root allows to claim, `[operator * ROOTS + root % ROOTS]`. */
  const waiting = new Float64Array(accounts.cashUsd.length * ROOTS);
  return {
    book: (operator, day, usd) => {
      const slot = (at: number): number => operator * ROOTS + ((at / WEEK_DAYS) % ROOTS);
      waiting[slot(claimDay(day))]! += usd;
      let claimed = 0;
      if (day % WEEK_DAYS === 0) {
        claimed = waiting[slot(day)]!;
        waiting[slot(day)] = 0;
      }
      let unclaimed = 0;
      for (let root = 0; root < ROOTS; root++) unclaimed += waiting[operator * ROOTS + root]!;
      accounts.unclaimedUsd[operator] = unclaimed;
      return claimed;
    },
  };
}
