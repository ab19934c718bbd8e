import { describe, expect, it } from 'vitest';
import { type Row, simulate } from '../../sim/index.ts';
import { number, type Observation, observations } from '../laws/worlds/rows.ts';
import { resolved, type Written, written } from '../scenario/small.ts';

/** Ten operators of two groups in two sets of an AVS that pays, with restakers and a GPU market. */
const world = (interventions: readonly Written[], changes: Written = {}): Written =>
  written({
    assets: {
      eth: { price: { usd: 1000, volatility: '60%', market: 0.5 } },
      fil: {
        price: {
          series: [
            [0, 1],
            [15, 2],
          ],
        },
      },
      lst: { peg: { to: 'fil' } },
    },
    gpus: { h100: { rentUsdPerHour: { usd: 2, volatility: '30%' } } },
    avss: {
      one: {
        budget: { token: 'ait', usdPerWeek: 7000, split: { main: '50%', other: '50%' } },
        sets: {
          main: { strategies: ['eth'], reward: { kind: 'uniqueStake' } },
          other: { strategies: ['eth'], reward: { kind: 'uniqueStake' } },
        },
      },
    },
    operators: {
      ordinary: {
        count: 6,
        starts: { 'one.main': 1, 'one.other': 1 },
        failure: { every: '3d', repair: '6h' },
      },
      careful: { count: 4, ownStake: { eth: 10 }, starts: { 'one.main': 1, 'one.other': 1 } },
    },
    restakers: { retail: { count: 30, stake: { eth: { lognormal: { median: 5, sigma: 1 } } } } },
    interventions,
    ...changes,
  });

const run = (input: Written): Row[] => [...simulate(resolved(input))];
const slashesIn = (rows: readonly Row[]): Observation[] =>
  observations(rows, 'events').filter(({ kind }) => kind === 'slash');
const who = (slashes: readonly Observation[]): string[] =>
  slashes.map(({ set, operator }) => `${set} ${operator}`);
const priceOf = (rows: readonly Row[], name: string, day: number): number =>
  number(observations(rows, 'prices').find(row => row.name === name && row.time_days === day)!, 'price_usd');

const without = run(world([]));

describe('A slash from outside', () => {
  it('takes its fraction from every member that fits, at the midnight of its day, and from nobody else', () => {
    const slash = { operatorSet: 'one.main', group: 'careful', fraction: '20%' };
    const slashes = slashesIn(run(world([{ day: 10, slash }])));
    expect(who(slashes)).toEqual([1, 2, 3, 4].map(n => `main careful-${n}`));
    for (const { time_days, detail } of slashes) expect([time_days, detail]).toEqual([10, 'intervention']);
    expect(slashesIn(without)).toEqual([]);
  });

  it('of an operator takes from it in every set that it serves, a part of what it allocated there', () => {
    const rows = run(world([{ day: 7, slash: { operator: 'ordinary-2', fraction: '100%' } }]));
    expect(who(slashesIn(rows)).sort()).toEqual(['main ordinary-2', 'other ordinary-2']);
    const stake = (of: readonly Row[]) =>
      observations(of, 'memberships')
        .filter(row => row.operator === 'ordinary-2' && row.time_days === 7)
        .reduce((sum, row) => sum + number(row, 'slashable_stake_usd'), 0);
    expect(stake(without)).toBeGreaterThan(0);
    expect(stake(rows)).toBe(0);
  });

  it('of so many draws them by a hash: the same operators whatever else is slashed, others for another number', () => {
    const slash = { operatorSet: 'one.main', fraction: '5%', count: 3 };
    const drawn = who(slashesIn(run(world([{ day: 10, slash }]))));
    expect(drawn).toHaveLength(3);
    const other = { day: 10, slash: { ...slash, operatorSet: 'one.other' } };
    const both = slashesIn(run(world([{ day: 10, slash }, other])));
    expect(who(both.filter(({ set }) => set === 'main'))).toEqual(drawn);
    const places = (set: string) => who(both.filter(row => row.set === set)).map(name => name.split(' ')[1]);
    expect(places('other')).not.toEqual(places('main'));
  });

  it('makes people expect slashes without an offence, so that fewer delegate', () => {
    const fleeing: Written = {
      restakers: {
        retail: {
          count: 30,
          stake: { eth: { lognormal: { median: 5, sigma: 1 } } },
          policy: { reviewEvery: '2d', attentionLag: '1d', baseYield: '2%' },
        },
      },
    };
    const delegated = (interventions: Written[]) =>
      number(observations(run(world(interventions, fleeing)), 'restakers').at(-1)!, 'delegated_usd');
    const slash = { operatorSet: 'one.main', fraction: '50%', group: 'careful' };
    const ownLoss = 0.5;
    expect(delegated([{ day: 5, slash }])).toBeLessThan(delegated([]) * (1 - ownLoss * 0.5));
  });
});

describe('A change from outside', () => {
  it('of a budget holds from the pay of its midnight, in USD a week or as a factor', () => {
    const poolOn = (rows: readonly Row[], day: number) =>
      observations(rows, 'sets')
        .filter(row => row.time_days === day)
        .reduce((sum, row) => sum + number(row, 'pool_usd'), 0);
    const path = 'avss.one.budget.usdPerWeek';
    const rows = run(
      world([
        { day: 9, set: path, to: 14_000 },
        { day: 12, set: path, times: 0.25 },
      ]),
    );
    expect([8, 9, 11, 12].map(day => poolOn(rows, day) / poolOn(without, day))).toEqual(
      [1, 2, 2, 0.5].map(factor => expect.closeTo(factor, 9)),
    );
  });

  it('of a price multiplies its path from its day on, whether a walk or a series, and what is pegged to it follows', () => {
    const rows = run(
      world([
        { day: 10, set: 'gpus.h100.rentUsdPerHour', times: 0.5 },
        { day: 10, set: 'assets.fil.price', to: 4 },
        { day: 20, set: 'assets.eth.price', to: 777 },
      ]),
    );
    for (const [name, day, factor] of [
      ['h100', 9, 1],
      ['h100', 10, 0.5],
      ['h100', 30, 0.5],
      ['fil', 9, 1],
      ['fil', 10, 4],
      ['fil', 20, 4],
      ['lst', 10, 4],
      ['eth', 19, 1],
    ] as const)
      expect(priceOf(rows, name, day) / priceOf(without, name, day)).toBeCloseTo(factor, 9);
    expect(priceOf(rows, 'eth', 20)).toBeCloseTo(777, 9);
  });
});

describe('The luck of a run', () => {
  it('is the same with an intervention as without it: prices, and all rows of the days before', () => {
    const day = 12;
    const rows = run(world([{ day, slash: { group: 'ordinary', fraction: '30%', count: 2 } }]));
    const earlier = (of: readonly Row[]) =>
      of.filter(({ table, values }) => table !== 'flows' && Number(values[0]) < day);
    expect(earlier(rows)).toEqual(earlier(without));
    expect(rows.filter(({ table }) => table === 'prices')).toEqual(
      without.filter(({ table }) => table === 'prices'),
    );
    expect(slashesIn(rows)).toHaveLength(4);
  });
});
