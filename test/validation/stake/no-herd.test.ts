import { describe, expect, it } from 'vitest';
import { constantPrices, stakeByDay } from './stake-flow.fixture.ts';

const DAYS = 140;
/** Retail accounts, and the mean time between their reviews, in days. */
const [ACCOUNTS, EVERY] = [5_000, 90];

describe('retail restakers that judge yields by old figures', () => {
  it('see where stake is now: no crowd of a tenth of those who review picks one small operator', () => {
    // From a start that is not settled, so that there is much to gain by moving: were old stake seen, half would go to one.
    const restless = ['settled=false', `restakers.retail.policy.reviewEvery=${EVERY}d`];
    const byDay = stakeByDay([...constantPrices, ...restless], DAYS, 1);
    const operators = byDay[0]!.stake.length;
    const reviewers = (ACCOUNTS * 14) / EVERY;
    for (let day = 14; day <= DAYS; day += 14) {
      const [before, after] = [byDay[day - 14]!, byDay[day]!];
      const total = before.stake.reduce((sum, usd) => sum + usd, 0);
      const arrived = new Map<number, number>();
      for (let account = operators; account < operators + ACCOUNTS; account++) {
        const operator = after.delegatedTo[account]!;
        if (operator >= 0 && operator !== before.delegatedTo[account])
          arrived.set(operator, (arrived.get(operator) ?? 0) + 1);
      }
      for (const [operator, accounts] of arrived)
        if (before.stake[operator]! / total < 0.01) expect(accounts / reviewers).toBeLessThan(0.1);
    }
  });
});
