import { describe, expect, it } from 'vitest';
import { statistics } from '../../../src/study/statistics/statistics.ts';
import {
  constantPrices,
  movedWithin,
  operatorsAtRest,
  restakersAtRest,
  type StakeOnDay,
  stakeByDay,
  turnoverOf,
} from './stake-flow.fixture.ts';

const DAYS = 360;
const seeds = [1, 2, 3, 4, 5];

/** Years of the flagship with changes, one a seed. */
function years(changes: readonly string[] = []): StakeOnDay[][] {
  return seeds.map(seed => stakeByDay(changes, DAYS, seed));
}

/** Mean over years. */
function mean(runs: readonly StakeOnDay[][], of: (byDay: readonly StakeOnDay[]) => number): number {
  return runs.reduce((sum, byDay) => sum + of(byDay), 0) / runs.length;
}

/** 95% interval of how much more there is in one list of years than in another with the same seeds. */
function more(
  of: (byDay: readonly StakeOnDay[]) => number,
  than: readonly StakeOnDay[][],
  runs: readonly StakeOnDay[][],
): readonly [number, number] {
  return statistics(runs.map((byDay, i) => of(byDay) - of(than[i]!))).ci95!;
}

describe('a year of the flagship, on average over seeds', () => {
  const usual = years();
  const retail = (byDay: readonly StakeOnDay[]): number => movedWithin(byDay, 30, 'retail');
  const all = (byDay: readonly StakeOnDay[]): number => movedWithin(byDay, 28);

  it('moves as much direct stake in 30 days as moves elsewhere: 2-8%', () => {
    expect(mean(usual, retail)).toBeGreaterThan(0.02);
    expect(mean(usual, retail)).toBeLessThan(0.08);
  });

  it('moves at most 12% of all stake in 28 days, and 25% in 91', () => {
    expect(mean(usual, all)).toBeLessThan(0.12);
    expect(mean(usual, byDay => movedWithin(byDay, 91))).toBeLessThan(0.25);
  });

  it('turns what each set can slash over at most twice, but for two sets whose number may only fall', () => {
    // Since incentives go to da alone, and by all stake of its members, hardly any of it is allocated there: what one
    // operator allocates for a while turns it over. Members of the GPU set look for stake for its minimum in USD.
    const known: Readonly<Record<string, number>> = { 'da.main': 4.5, 'inference.gpu': 2.2 };
    for (const set of usual[0]![0]!.slashable.keys())
      expect(
        mean(usual, byDay => turnoverOf(byDay, set)),
        set,
      ).toBeLessThan(known[set] ?? 2);
  });

  it('moves less direct stake, less than elsewhere, where tastes of restakers never change', () => {
    const kept = years(['restakers.retail.policy.tasteLasts=300y']);
    expect(mean(kept, retail)).toBeLessThan(0.02);
    expect(more(retail, kept, usual)[0]).toBeGreaterThan(0);
  });

  it('moves more direct stake where nobody is inert for good', () => {
    const awake = years(['restakers.retail.policy.passive=0']);
    expect(more(retail, usual, awake)[0]).toBeGreaterThan(0);
    expect(mean(awake, byDay => movedWithin(byDay, 30, 'retail'))).toBeGreaterThan(1.3 * mean(usual, retail));
  });

  it.each([
    ['prices', 'inference.gpu', constantPrices],
    ['operators', 'inference.gpu', operatorsAtRest],
    ['restakers', 'inference.cpu', restakersAtRest],
  ])('moves for three reasons, of which %s are one, seen best in %s', (_, set, changes) => {
    const turnover = (byDay: readonly StakeOnDay[]): number => turnoverOf(byDay, set);
    expect(more(turnover, years(changes), usual)[0]).toBeGreaterThan(0);
  });
});
