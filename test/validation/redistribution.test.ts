import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { statistics } from '../../src/study/statistics/statistics.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { small, type Written } from '../scenario/small.ts';

/** Volatility of the slashed stake's price, a year. */
const VOLATILITY = 0.74;

/** A set that redistributes a little of the stake of ten operators, some 40 times in a year. */
const world = (changes: Written) =>
  small({
    horizon: '372d',
    assets: { eth: { price: { usd: 1000, volatility: VOLATILITY } } },
    avss: {
      one: { sets: { main: { slashed: 'redistribute', slashing: { wrongResult: { fraction: '1%' } } } } },
    },
    operators: {
      ordinary: {
        count: 10,
        hazards: { wrongResult: 4 },
        starts: { 'one.main': 1 },
        policy: { reviewEvery: '1000y' },
      },
    },
    ...changes,
  });

/**
 * Means over the days of a run of what came that day, and of what was missing, over its worth when slashed, by seed.
 * Every day counts alike: sums over a run weigh dear days more, whose prices are those that have further to fall.
 */
function measured(changes: Written, runs: number): { readonly came: number[]; readonly missing: number[] } {
  const [came, missing]: [number[], number[]] = [[], []];
  for (let seed = 0; seed < runs; seed++) {
    const days = observations([...simulate(world(changes), seed, {}, ['sets'])], 'sets');
    const paying = days.filter(row => number(row, 'redistributed_when_slashed_usd') > 0);
    const meanOf = (column: string) =>
      paying.reduce(
        (sum, row) => sum + number(row, column) / number(row, 'redistributed_when_slashed_usd'),
        0,
      ) / paying.length;
    came.push(meanOf('redistributed_usd'));
    missing.push(meanOf('redistributed_shortfall_usd'));
  }
  return { came, missing };
}

/** Distribution function of the standard normal law (Abramowitz and Stegun 26.2.17; error below 1e-7). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (poly * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  return x >= 0 ? 1 - tail : tail;
}

describe('slashed stake that waits a week for its AVS', () => {
  it('is worth what it was on average, and falls short by the price of an option to sell it at the price of the slash', () => {
    // Black and Scholes 1973, at the money, without interest.
    const week = VOLATILITY * Math.sqrt(7 / 365);
    const expected = 2 * normal(week / 2) - 1;
    const { came, missing } = measured({ protocol: 'v1.13' }, 60);
    const [low, high] = statistics(missing).ci95!;
    expect(low).toBeLessThan(expected);
    expect(high).toBeGreaterThan(expected);
    // Narrow enough to tell a week from five days and from ten.
    expect(low).toBeGreaterThan(expected * Math.sqrt(5 / 7));
    expect(high).toBeLessThan(expected * Math.sqrt(10 / 7));
    const [least, most] = statistics(came).ci95!;
    expect(least).toBeLessThan(1);
    expect(most).toBeGreaterThan(1);
  });

  it('loses nothing under v1.12, which lets it go at once, nor where its price stands still', () => {
    expect(measured({ protocol: 'v1.12' }, 3)).toEqual({ came: [1, 1, 1], missing: [0, 0, 0] });
    const still = measured({ protocol: 'v1.13', assets: { eth: { price: { usd: 1000 } } } }, 3);
    for (const part of still.came) expect(part).toBeCloseTo(1, 12);
    for (const part of still.missing) expect(part).toBeCloseTo(0, 12);
  });

  it('changes nothing for anybody else', () => {
    const rows = (protocol: string) =>
      [...simulate(world({ protocol }))].filter(({ table }) => ['restakers', 'operators'].includes(table));
    expect(rows('v1.13')).toEqual(rows('v1.12'));
  });
});
