import { describe, expect, it } from 'vitest';
import { createPrices } from '../../sim/economy/index.ts';
import { streams } from '../../sim/engine/index.ts';
import { worldOf } from '../../sim/scenario/index.ts';
import { small, type Written } from '../scenario/small.ts';
import { countDistance, distance, mean, unlikely } from './distance.ts';

/** Price paths of the assets given, `[day][asset]`. */
function paths(prices: Written, days: number, seed: number | string): number[][] {
  const assets = Object.fromEntries(Object.entries(prices).map(([name, price]) => [name, { price }]));
  const world = worldOf(small({ assets }));
  const { prices: now, step } = createPrices(world, streams(seed));
  const rows = [[...now.usd]];
  for (let day = 1; day <= days; day++) {
    step(day);
    rows.push([...now.usd]);
  }
  return rows;
}

/** Prices of `many` independent assets under one law after a year. */
function afterAYear(price: Written, many: number): number[] {
  const names = Array.from({ length: many }, (_, i) => [`x${i}`, price]);
  return paths(Object.fromEntries(names), 365, 'year')[365]!.slice(-many);
}

describe('geometric Brownian motion of 80% a year without drift', () => {
  const ends = afterAYear({ usd: 1, volatility: '80%' }, 20_000);

  it('has mean 1, median 0.726149, and falls below a half with probability 0.320452 in a year', () => {
    expect(distance(ends, 1)).toBeLessThan(unlikely);
    expect(countDistance(ends.filter(usd => usd < 0.726149).length, ends.length, 0.5)).toBeLessThan(unlikely);
    expect(countDistance(ends.filter(usd => usd < 0.5).length, ends.length, 0.320452)).toBeLessThan(unlikely);
  });

  it('has a log-return of variance 0.64 that is the same every day', () => {
    const logs = ends.map(usd => Math.log(usd));
    expect(distance(logs, -0.32)).toBeLessThan(unlikely);
    expect(
      distance(
        logs.map(value => (value + 0.32) ** 2),
        0.64,
      ),
    ).toBeLessThan(unlikely);
    const daily = paths({ x: { usd: 1, volatility: '80%' } }, 20_000, 'daily').map(([, , x]) => Math.log(x!));
    const returns = daily.slice(1).map((value, i) => value - daily[i]!);
    expect(
      distance(
        returns.map(value => value ** 2),
        0.64 / 365 + (0.32 / 365) ** 2,
      ),
    ).toBeLessThan(unlikely);
    const centred = returns.map(value => value + 0.32 / 365);
    expect(
      distance(
        centred.slice(1).map((value, i) => value * centred[i]!),
        0,
      ),
    ).toBeLessThan(unlikely);
  });
});

describe('drift', () => {
  it('is the relative change of the mean in a year, whatever the volatility', () => {
    const drifting = afterAYear({ usd: 2, drift: '-25%', volatility: '30%' }, 10_000);
    expect(distance(drifting, 1.5)).toBeLessThan(unlikely);
    const [still] = afterAYear({ usd: 2, drift: '-25%' }, 1);
    expect(still).toBeCloseTo(1.5, 12);
  });
});

describe('the market factor', () => {
  it('gives returns the product of the loadings as correlation', () => {
    const law = (market: number) => ({ usd: 1, volatility: '50%', market });
    const rows = paths({ a: law(0.9), b: law(0.5), c: law(-0.8), d: law(0) }, 20_000, 'market');
    const returns = (asset: number) =>
      rows.slice(1).map((row, i) => {
        const drift = -0.125 / 365;
        return (Math.log(row[asset]! / rows[i]![asset]!) - drift) / (0.5 / Math.sqrt(365));
      });
    const [, , a, b, c, d] = [0, 1, 2, 3, 4, 5].map(returns);
    const product = (x: number[], y: number[]) => x.map((value, i) => value * y[i]!);
    expect(distance(product(a!, b!), 0.45)).toBeLessThan(unlikely);
    expect(distance(product(a!, c!), -0.72)).toBeLessThan(unlikely);
    expect(distance(product(b!, d!), 0)).toBeLessThan(unlikely);
    for (const one of [a, b, c, d]) expect(distance(product(one!, one!), 1)).toBeLessThan(unlikely);
  });

  it('leaves the path of an asset alone when others come or go', () => {
    const law = { usd: 1, volatility: '50%', market: 0.5 };
    const alone = paths({ a: law }, 50, 7).map(row => row[2]);
    const among = paths({ z: { usd: 3, volatility: '90%', market: 1 }, a: law }, 50, 7).map(row => row[3]);
    expect(among).toEqual(alone);
  });
});

describe('jumps', () => {
  it('come so often and move the mean so much', () => {
    const ends = afterAYear({ usd: 1, jumps: { perYear: 4, mean: '-20%' } }, 10_000);
    const counts = ends.map(usd => Math.log(usd) / Math.log(0.8));
    for (const count of counts) expect(count).toBeCloseTo(Math.round(count), 9);
    expect(distance(counts, 4)).toBeLessThan(unlikely);
    expect(
      distance(
        counts.map(count => (count - 4) ** 2),
        4,
      ),
    ).toBeLessThan(unlikely);
  });

  it('never take a price to nothing', () => {
    const ends = afterAYear({ usd: 1, jumps: { perYear: 50, mean: '-90%', sd: '50%' } }, 300);
    expect(Math.min(...ends)).toBeGreaterThan(0);
    expect(mean(ends)).toBeLessThan(1);
  });
});

describe('a series', () => {
  it('holds each price until the next point, and the first one before it', () => {
    const series = [
      [2, 10],
      [5, 20],
      [6, 5],
    ];
    const rows = paths({ x: { series } }, 8, 1).map(row => row[2]);
    expect(rows).toEqual([10, 10, 10, 10, 10, 20, 5, 5, 5]);
  });
});

describe('a price without volatility', () => {
  it('stays', () => {
    expect(new Set(paths({ x: { usd: 3 } }, 100, 1).map(row => row[2]))).toEqual(new Set([3]));
  });
});
