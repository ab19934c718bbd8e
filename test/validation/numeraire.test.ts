import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { merged, resolved, type Written } from '../scenario/small.ts';

const still = { reviewEvery: '50y' };

/** A thousand ETH of fifty restakers at five operators, paid 1,000 USD a week, slashed by 2% for a wrong result. */
const world: Written = {
  name: 'numeraire',
  horizon: '364d',
  assets: { eth: { price: { usd: 2000 } }, usd: { price: { usd: 1 } } },
  strategies: ['eth'],
  avss: {
    a: {
      budget: { token: 'usd', usdPerWeek: 1000, split: { s: 1 } },
      sets: {
        s: {
          strategies: ['eth'],
          reward: { kind: 'uniqueStake' },
          slashing: { wrongResult: { fraction: '2%' } },
        },
      },
    },
  },
  operators: {
    o: {
      count: 5,
      ownStake: { eth: 0.01 },
      hazards: { wrongResult: 1 },
      split: 0,
      starts: { 'a.s': 1 },
      policy: { splitStep: 0, ...still },
    },
  },
  restakers: { r: { count: 50, stake: { eth: 20 }, policy: { ...still, flight: 0 } } },
};

function outcomeOf(changes: Written) {
  const rows = [...simulate(resolved(merged(world, changes)))];
  const measures = new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
  return (measure: string) => measures.get(`restakers.r.${measure}`) as number;
}

/** ETH at 2,000 USD, and from the first day on at another price. */
const ethTo = (usd: number) => ({
  assets: {
    eth: {
      price: {
        usd: undefined,
        series: [
          [0, 2000],
          [1, usd],
        ],
      },
    },
  },
});
const unpaid = { avss: { a: { budget: undefined } } };

describe('the return of stake', () => {
  it('is pay over what the stake is worth, less slashes: 5.2, 2.6 and 1.3% if ETH halves, stays and doubles, less the same loss', () => {
    const losses = [1000, 2000, 4000].map(usd => {
      const of = outcomeOf(ethTo(usd));
      // Of the pay 0.05 of 1,000.05 ETH is the operators' own.
      const gross = ((1000 / 7) * 365 * (1000 / 1000.05)) / (1000 * usd);
      expect(of('gross_apr')).toBeCloseTo(gross, 6);
      expect(of('net_apr')).toBeCloseTo(gross - of('slash_loss'), 6);
      return of('slash_loss');
    });
    expect(new Set(losses).size).toBe(1);
    // Two of a hundred for each of the slashes, which hit a fifth of the stake each.
    const [loss] = losses as [number];
    expect(loss).toBeGreaterThan(0.2 * 0.02);
    const nets = [1000, 2000, 4000].map(usd => outcomeOf(ethTo(usd))('net_apr') + loss);
    expect(nets.map(net => Number(net.toFixed(3)))).toEqual([0.052, 0.026, 0.013]);
  });

  it('that is paid in the token staked is the same whatever its price does', () => {
    const programme = { programmatic: { p: { token: 'eth', tokensPerWeek: 1 } }, ...unpaid };
    const constant = outcomeOf(programme);
    expect(constant('gross_apr')).toBeGreaterThan(0.04);
    const paths = [ethTo(1000), ethTo(4000), { assets: { eth: { price: { volatility: '100%' } } } }];
    for (const path of paths) {
      const of = outcomeOf({ ...programme, ...path });
      for (const measure of [
        'gross_apr',
        'net_apr',
        'net_apr.p05',
        'sharpe.constant_prices',
        'volatility.constant_prices',
        'max_drawdown.constant_prices',
        'diversification',
      ])
        expect(of(measure) / constant(measure), measure).toBeCloseTo(1, 9);
    }
  });

  it('in USD takes in what its price does, and is another measure', () => {
    const halved = outcomeOf({
      ...ethTo(1000),
      ...unpaid,
      operators: { o: { hazards: { wrongResult: 0 } } },
    });
    expect(halved('net_apr')).toBe(0);
    expect(halved('max_drawdown.constant_prices')).toBe(0);
    expect(halved('max_drawdown.usd')).toBeCloseTo(0.5, 12);
    expect(halved('return.usd')).toBeCloseTo(0.5 ** (365 / 364) - 1, 12);
    expect(outcomeOf({})('return.usd')).toBeCloseTo(outcomeOf({})('net_apr'), 3);
  });

  it('in one asset takes no notice of the price of another in which others are paid', () => {
    const two = (eigenUsd: number): Written => ({
      assets: {
        eigen: {
          price: {
            series: [
              [0, 2],
              [1, eigenUsd],
            ],
          },
        },
      },
      strategies: ['eth', 'eigen'],
      avss: {
        a: {
          budget: { split: { s: 0.5, e: 0.5 } },
          sets: { e: { strategies: ['eigen'], reward: { kind: 'totalStake' } } },
        },
      },
      operators: { o: { ownStake: { eigen: 1 }, starts: { 'a.e': 1 } } },
      restakers: { r: { stake: { eth: 20 } }, e: { count: 50, stake: { eigen: 1e4 }, policy: still } },
    });
    const outcomes = [1, 2].map(usd =>
      observations([...simulate(resolved(merged(world, two(usd))))], 'outcomes'),
    );
    const [halved, constant] = outcomes.map(([eth, eigen]) =>
      [eth!, eigen!].map(row => number(row, 'gross_apr_fraction')),
    );
    expect(halved![0]).toBeCloseTo(constant![0]!, 12);
    expect(halved![1]! / constant![1]!).toBeCloseTo(2, 9);
  });
});

describe('a loss a year', () => {
  it('is never above all there was, however short the run, and is that of the run over a year', () => {
    const harsh = (horizon: string) =>
      outcomeOf({
        horizon,
        avss: { a: { sets: { s: { slashing: { wrongResult: { fraction: '50%' } } } } } },
        operators: { o: { hazards: { wrongResult: 30 } } },
      });
    for (const horizon of ['20d', '60d']) {
      for (const measure of ['slash_loss', 'slash_loss.cvar95']) {
        expect(harsh(horizon)(measure)).toBeGreaterThan(0.9);
        expect(harsh(horizon)(measure)).toBeLessThanOrEqual(1);
      }
      expect(harsh(horizon)('net_apr.p05')).toBeGreaterThanOrEqual(-1);
    }
    const year = outcomeOf({ horizon: '365d' });
    const slashed = observations([...simulate(resolved(merged(world, { horizon: '365d' })))], 'holdings');
    const last = slashed.at(-1)!;
    expect(year('slash_loss')).toBeCloseTo(number(last, 'lost_tokens') / 1000, 3);
  });
});
