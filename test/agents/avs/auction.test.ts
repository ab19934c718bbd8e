import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bid, clearAuction } from '../../../sim/agents/avs/auction.ts';
import { reservationUsdPerWeek } from '../../../sim/agents/operator/valuation/reservation-price.ts';
import { simulate } from '../../../sim/index.ts';
import { number, observations } from '../../laws/worlds/rows.ts';
import { merged, resolved, small, type Written } from '../../scenario/small.ts';
import { market } from '../auction-market.fixture.ts';
import { initialState } from '../initial-state.fixture.ts';
import { valuationContext } from '../operator/valuation-context.fixture.ts';

const usd = fc.double({ min: 0, max: 100, noNaN: true });
const books = fc.record({
  values: fc.array(usd, { minLength: 1, maxLength: 12 }),
  places: fc.integer({ min: 1, max: 6 }),
  most: usd,
});
const bidsOf = (values: readonly number[]): Bid[] =>
  values.map((usdPerWeek, operator) => ({ operator, usdPerWeek }));

describe('an auction of places', () => {
  it('gives them to the lowest bids that the reserve admits, in order, as many as there are', () => {
    fc.assert(
      fc.property(books, ({ values, places, most }) => {
        const { winners } = clearAuction(bidsOf(values), places, most);
        expect(winners).toHaveLength(Math.min(places, values.filter(value => value <= most).length));
        const won = winners.map(winner => values[winner]!);
        expect(won).toEqual(won.toSorted((a, b) => a - b));
        values.forEach((value, operator) => {
          if (!winners.includes(operator) && value <= most)
            for (const other of won) expect(other).toBeLessThanOrEqual(value);
        });
      }),
    );
  });

  it('pays every winner the lowest losing bid, or the reserve if nobody lost by price', () => {
    expect(clearAuction(bidsOf([30, 10, 20, 40]), 2, 100)).toEqual({ usdPerWeek: 30, winners: [1, 2] });
    expect(clearAuction(bidsOf([30, 10, 20, 40]), 2, 25)).toEqual({ usdPerWeek: 25, winners: [1, 2] });
    expect(clearAuction(bidsOf([30, 10, 20, 40]), 4, 100).usdPerWeek).toBe(100);
    expect(clearAuction(bidsOf([20, 20, 20]), 2, 100)).toEqual({ usdPerWeek: 20, winners: [0, 1] });
    expect(clearAuction([], 2, 100)).toEqual({ usdPerWeek: 100, winners: [] });
  });

  it('leaves no bidder better off by asking for anything but what serving is worth to it', () => {
    const gain = (
      values: readonly number[],
      asked: readonly number[],
      bidder: number,
      rest: [number, number],
    ) => {
      const { usdPerWeek, winners } = clearAuction(bidsOf(asked), ...rest);
      return winners.includes(bidder) ? usdPerWeek - values[bidder]! : 0;
    };
    fc.assert(
      fc.property(books, usd, ({ values, places, most }, lie) => {
        values.forEach((_, bidder) => {
          const honest = gain(values, values, bidder, [places, most]);
          const lied = gain(values, values.with(bidder, lie), bidder, [places, most]);
          expect(honest).toBeGreaterThanOrEqual(0);
          expect(lied).toBeLessThanOrEqual(honest);
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('a set whose places are auctioned', () => {
  const rowsOf = (scenario: Written, seed = 1) => {
    const rows = [...simulate(resolved(scenario), seed)];
    return {
      sets: observations(rows, 'sets').filter(row => row.set === 'gpu'),
      events: observations(rows, 'events').filter(row => row.set === 'gpu'),
    };
  };

  it('costs its price times its members, at most its share, and changes members on days of an auction', () => {
    // Nobody's stake is too little, and nobody wants to leave before the auction.
    const scenario = market({
      avss: { one: { sets: { gpu: { admission: { minStakeUsd: 0 } } } } },
      operators: { ordinary: { policy: { rationality: 1_000 } } },
    });
    const { sets, events } = rowsOf(scenario);
    expect(sets.map(row => row.members)).toEqual(Array(90).fill(2));
    for (const row of sets) expect(number(row, 'pool_usd')).toBeLessThanOrEqual(800 / 7);
    for (const { kind, time_days: time } of events) {
      expect(['join', 'exit']).toContain(kind);
      expect(Number(time) % 28).toBe(0);
    }
    expect(events.length).toBeGreaterThanOrEqual(2);
  });

  it('pays what the first bidder without a place asks', () => {
    const world = initialState(market());
    const asked = world.state.operators.map(
      ({ id }) => reservationUsdPerWeek(valuationContext(world.state), id, 1)!,
    );
    const price = asked.toSorted((a, b) => a - b)[2]!;
    const { sets } = rowsOf(market({ operators: { ordinary: { policy: { reviewEvery: '100y' } } } }));
    for (const row of sets.slice(0, 28)) expect(number(row, 'pool_usd')).toBeCloseTo((2 * price) / 7, 6);
  });

  it('pays its reserve where bidders are few', () => {
    const few = { operators: { ordinary: { count: 2, policy: { reviewEvery: '100y' } } } };
    for (const row of rowsOf(market(few)).sets) expect(number(row, 'pool_usd')).toBeCloseTo(800 / 7, 9);
    const capped = { avss: { one: { sets: { gpu: { auction: { maxUsdPerWeek: 350 } } } } } };
    for (const row of rowsOf(market(merged(few, capped))).sets)
      expect(number(row, 'pool_usd')).toBeCloseTo(100, 9);
  });

  it('brings into business those who win, if they can pay for that, and no others', () => {
    const entering = (cashUsd: number) => {
      const entry = { costUsd: 1_800, dormant: 1 };
      const ordinary = { cashUsd, entry, starts: { 'one.main': 0 }, policy: { reviewEvery: '100y' } };
      const rows = [...simulate(resolved(market({ operators: { ordinary } })), 1)];
      return observations(rows, 'events').filter(row => row.kind === 'entry' && row.time_days === 0).length;
    };
    expect(entering(10_000)).toBe(2);
    expect(entering(1_700)).toBe(0);
  });

  it('has the stake of its winners at once, whatever their policy asked for before', () => {
    // Nobody bids before the rent falls; by then those who hold portfolios have planned to allocate nothing.
    const rent = {
      series: [
        [0, 100],
        [20, 0.01],
      ],
    };
    const policy = { kind: 'portfolio', reviewEvery: '5d', serves: ['one.gpu'] };
    const { sets } = rowsOf(
      market({
        gpus: { h100: { rentUsdPerHour: { usd: undefined, ...rent } } },
        operators: { ordinary: { starts: { 'one.main': undefined }, policy } },
      }),
    );
    expect(sets.slice(0, 27).map(row => row.members)).toEqual(Array(27).fill(0));
    // Two winners, each with twice the minimum of 2,000 USD.
    expect(number(sets[27]!, 'slashable_stake_usd')).toBeCloseTo(8_000, 6);
  });

  it('takes nobody in between', () => {
    const empty = market({
      operators: { ordinary: { policy: { rationality: 0, tastes: 'fresh', reviewEvery: '3d' } } },
    });
    const { events } = rowsOf(empty);
    expect(events.some(({ kind, detail }) => kind === 'exit' && detail === 'choice')).toBe(true);
    for (const { kind, time_days: time } of events) if (kind === 'join') expect(Number(time) % 28).toBe(0);
  });

  it('is not left without a share by a policy', () => {
    const policies = { avs: { one: () => ({ usdPerWeek: 1, split: 'perMember' as const }) } };
    expect(() => [...simulate(resolved(market()), 1, policies)]).toThrow('invalid split of one: perMember');
  });

  it('needs a share of a budget and equal pay, and says itself how many places there are', () => {
    const problem =
      (set: Written, budget: Written = {}) =>
      () =>
        small({
          avss: {
            one: {
              budget: { token: 'ait', usdPerWeek: 1, split: { main: 1 }, ...budget },
              sets: { main: { reward: { kind: 'operatorDirected' }, auction: { places: 1 }, ...set } },
            },
          },
        });
    expect(problem({})).not.toThrow();
    expect(problem({}, { split: 'perMember' })).toThrow('missing share: an auction is paid');
    expect(problem({ admission: { cap: 3 } })).toThrow('invalid cap: the auction says');
    for (const reward of [
      { kind: 'uniqueStake' },
      { kind: 'operatorDirected', by: { work: 1 } },
      { kind: 'operatorDirected', cap: 0.5 },
    ])
      expect(problem({ reward })).toThrow('invalid reward: winners of an auction are paid alike');
    expect(problem({ auction: { places: 1, every: '36h' } })).toThrow('invalid every: it must be whole days');
  });
});
