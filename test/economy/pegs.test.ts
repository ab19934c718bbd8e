import { describe, expect, it } from 'vitest';
import { createPrices } from '../../sim/economy/index.ts';
import { discounts } from '../../sim/economy/pegs.ts';
import { streams } from '../../sim/engine/index.ts';
import { worldOf } from '../../sim/scenario/index.ts';
import { small } from '../scenario/small.ts';
import { distance, unlikely } from './distance.ts';

const eth = { price: { usd: 2_000, volatility: 0.7, jumps: { perYear: 5, mean: '-10%' } } };
const worldWith = (peg: unknown) => worldOf(small({ assets: { eth, lrt: { peg } } }));

/** Prices of eth and lrt at the midnights from 0 on. */
function path(peg: unknown, days: number): (readonly [number, number])[] {
  const world = worldWith(peg);
  const [one, other] = ['eth', 'lrt'].map(name => world.assets.indexOf(name));
  const { prices, step } = createPrices(world, streams(7));
  const at = () => [prices.usd[one!]!, prices.usd[other!]!] as const;
  const midnight = (day: number) => {
    step(day);
    return at();
  };
  return [at(), ...Array.from({ length: days }, (_, i) => midnight(i + 1))];
}

describe('a pegged asset', () => {
  it('is worth its peg until it falls, then less by a discount that halves at its pace', () => {
    const prices = path(
      {
        to: 'eth',
        shocks: [
          [10, 0.2],
          [12.5, '10%'],
        ],
        recovery: '4d',
      },
      30,
    );
    const discount = prices.map(([peg, usd]) => 1 - usd / peg);
    for (let day = 0; day < 10; day++) expect(discount[day]).toBeCloseTo(0, 12);
    expect(discount[10]).toBeCloseTo(0.2, 12);
    expect(discount[12]).toBeCloseTo(0.2 / Math.SQRT2, 12);
    const before = 0.2 * 0.5 ** 0.75;
    expect(discount[13]).toBeCloseTo(1 - (1 - before) * 0.9, 12);
    expect(discount[21]).toBeCloseTo(discount[13]! / 4, 12);
  });

  it('leaves the path of its peg as it is without it', () => {
    const alone = worldOf(small({ assets: { eth } }));
    const { prices, step } = createPrices(alone, streams(7));
    const before = path({ to: 'eth', falls: { perYear: 20, size: 0.05 } }, 20).map(([usd]) => usd);
    const own = [prices.usd[alone.assets.indexOf('eth')]!];
    for (let day = 1; day <= 20; day++) {
      step(day);
      own.push(prices.usd[alone.assets.indexOf('eth')]!);
    }
    expect(before).toEqual(own);
  });

  it('has the mean discount (1 - q) / (1 - k q) after long, with q what the falls of a day leave and k what stays', () => {
    const [perYear, size, days] = [50, 0.1, 200];
    const spec = worldWith({
      to: 'eth',
      falls: { perYear, size: { uniform: [0, 2 * size] } },
      recovery: '10d',
    });
    const asset = spec.scenario.assets.lrt!;
    if (!('peg' in asset)) throw new Error('missing peg');
    const random = streams('discounts');
    const late = Array.from({ length: 3_000 }, (_, replicate) => {
      const on = discounts(asset.peg, random.stream('lrt', replicate));
      let last = 0;
      for (let day = 1; day <= days; day++) last = on(day);
      return last;
    });
    // Each fall takes 10% in the mean of what is left, at a Poisson number a day.
    const q = Math.exp((-perYear / 365) * size);
    const k = 2 ** (-1 / 10);
    expect(distance(late, (1 - q) / (1 - k * q))).toBeLessThan(unlikely);
  });

  it('stands for an asset with a price of its own', () => {
    expect(() => worldWith({ to: 'gold' })).toThrow('unknown asset with a price: gold');
    expect(() => worldWith({ to: 'lrt' })).toThrow('unknown asset with a price: lrt');
  });
});
