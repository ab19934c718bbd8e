import { describe, expect, it } from 'vitest';
import { constantPrices, stakeByDay } from './stake-flow.fixture.ts';

const DAYS = 140;
/** Retail accounts, and the mean time between their reviews, in days. */
const [ACCOUNTS, EVERY] = [5_000, 90];

/** The largest part of those who review in a fortnight that goes to one operator with less than 1% of all stake. */
function largestCrowd(changes: readonly string[]): number {
  const patient = `restakers.retail.policy.reviewEvery=${EVERY}d`;
  const byDay = stakeByDay([...constantPrices, patient, ...changes], DAYS, 1);
  const operators = byDay[0]!.stake.length;
  const reviewers = (ACCOUNTS * 14) / EVERY;
  let largest = 0;
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
      if (before.stake[operator]! / total < 0.01) largest = Math.max(largest, accounts / reviewers);
  }
  return largest;
}

describe('retail restakers that judge yields by old figures', () => {
  it('see where stake is now: no crowd of a tenth of those who review picks one small operator', () => {
    const crowd = largestCrowd([]);
    expect(crowd).toBeGreaterThan(0);
    expect(crowd).toBeLessThan(0.1);
  });

  it('pile on nobody either where all is to gain: a start that is not settled leaves small operators with high yields', () => {
    // Were old stake seen in place of today's, half of those who review would pick one operator here.
    expect(largestCrowd(['settled=false'])).toBeLessThan(0.2);
  });
});
