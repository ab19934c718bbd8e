import { describe, expect, it } from 'vitest';
import { movedBetween, stakeByDay } from './stake-flow.fixture.ts';

const DAYS = 91;
const seeds = [1, 2];

/** Part of stake that moved between operators in the first 30 days, and in later ones, over the seeds. */
function moved(changes: readonly string[]): { readonly first: number; readonly later: number } {
  const runs = seeds.map(seed => stakeByDay(changes, DAYS, seed));
  const mean = (from: number): number =>
    runs.reduce((sum, byDay) => sum + movedBetween(byDay[from]!.stake, byDay[from + 30]!.stake), 0) /
    runs.length;
  return { first: mean(0), later: mean(61) };
}

describe('the start of the flagship', () => {
  const settled = moved([]);
  const drawn = moved(['settled=false']);

  it('is settled: the first month moves no more stake than a later one', () => {
    expect(settled.first).toBeLessThan(Math.max(settled.later, 0.05));
  });

  it('is a shock where nobody reviews before the first day: it moves more stake than a later month, and than a settled start', () => {
    expect(drawn.first).toBeGreaterThan(drawn.later);
    expect(drawn.first).toBeGreaterThan(2 * settled.first);
  });
});
