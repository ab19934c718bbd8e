import { describe, expect, it } from 'vitest';
import { leaveSet } from '../../../../sim/agents/operator/actions/memberships.ts';
import { bundleOf } from '../../../../sim/agents/operator/valuation/bundle.ts';
import { reservationUsdPerWeek } from '../../../../sim/agents/operator/valuation/reservation-price.ts';
import { merged, type Written } from '../../../scenario/small.ts';
import { market } from '../../auction-market.fixture.ts';
import { type InitialFixture, initialState } from '../../initial-state.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

describe('what an operator asks for a place', () => {
  const gpu = 1;

  it('is what its machine and its work would bring elsewhere, by the part of the pay that it keeps', () => {
    const world = initialState(
      market({
        operators: {
          ordinary: {
            costs: { setMonthlyUsd: 365 / 12 },
            starts: { 'one.main': 0 },
            policy: { switchingUsd: 0 },
          },
        },
        restakers: { retail: { count: 5, stake: { eth: 10 } } },
      }),
    );
    const traits = world.state.operators[0]!;
    const kept = 0.5 + 0.5 * (10 / (10 + Number(world.state.mirrors.operatorShares[0]! - 10)));
    // 84 USD of rent a week and 7 USD of cost.
    expect(traits.setMonthlyUsd).toBeCloseTo(365 / 12, 12);
    expect(reservationUsdPerWeek(valuationContext(world.state), 0, gpu)).toBeCloseTo((84 + 7) / kept, 9);
  });

  it('is dearer by the premium where it is paid in a volatile token, and only for who asks for one', () => {
    const asked = (volatility: number, payRiskAversion: number): number => {
      const { state } = initialState(
        market({
          assets: { wild: { price: { usd: 1, volatility } } },
          avss: { one: { budget: { token: 'wild' } } },
          operators: {
            ordinary: {
              split: 1,
              costs: { setMonthlyUsd: 365 / 12 },
              starts: { 'one.main': 0 },
              policy: { switchingUsd: 0, payRiskAversion, horizon: '73d' },
            },
          },
        }),
      );
      return reservationUsdPerWeek(valuationContext(state), 0, gpu)!;
    };
    expect([asked(0, 0), asked(0, 2), asked(1.5, 0)]).toEqual(
      [91, 91, 91].map(usd => expect.closeTo(usd, 9)),
    );
    // Two times the variance of a fifth of a year, over two.
    expect(asked(1.5, 2)).toBeCloseTo(91 * Math.exp(1.5 ** 2 / 5), 9);
  });

  it('covers what being in business costs where it could be out of it, and the cost of entry from there', () => {
    const world = initialState(
      market({
        avss: { one: { sets: { gpu: { admission: { minStakeUsd: 0 } } } } },
        operators: {
          ordinary: {
            split: 1,
            costs: { gpuHourUsd: 1, setMonthlyUsd: 365 / 12 },
            starts: { 'one.main': 0 },
            entry: { costUsd: 1_800 },
          },
        },
      }),
    );
    // 168 USD a week for the machine, more than the 84 of rent; 7 for the set; 9 weeks of horizon.
    expect(reservationUsdPerWeek(valuationContext(world.state), 0, gpu, true)).toBeCloseTo(168 + 7 + 200, 9);
    expect(reservationUsdPerWeek(valuationContext(world.state), 0, gpu)).toBeCloseTo(168 + 7 + 100, 9);
  });

  it('leaves what being in business costs to the place that already pays for it', () => {
    const other = {
      strategies: ['eth'],
      reward: { kind: 'operatorDirected' },
      auction: { places: 2 },
    };
    const world = initialState(
      market({
        avss: {
          one: {
            budget: { split: { gpu: 0.8, main: 0.1, other: 0.1 } },
            sets: { gpu: { admission: { minStakeUsd: 0 } }, other },
          },
        },
        operators: {
          ordinary: {
            count: 1,
            split: 1,
            costs: { gpuHourUsd: 1, setMonthlyUsd: 365 / 12 },
            starts: { 'one.main': 0, 'one.gpu': 1 },
            entry: { costUsd: 1_800 },
          },
        },
      }),
    );
    // Its place in the GPU set pays 400 USD a week, more than the 168 of its machine.
    expect(reservationUsdPerWeek(valuationContext(world.state), 0, 2)).toBeCloseTo(7 + 100, 9);
  });

  it('leaves it as well off as without the place, but for the cost of moving', () => {
    const fee = { avss: { one: { budget: { protocolFee: true } } } };
    const gauge = { programmatic: { eigen: { token: 'ait', tokensPerWeek: 100, gauges: { 'one.gpu': 1 } } } };
    for (const [served, more] of [
      [false, {}],
      [true, {}],
      [false, fee],
      [true, merged(fee, gauge)],
    ] as const) {
      const starts = served ? { operators: { ordinary: { starts: { 'one.gpu': 1 } } } } : {};
      const world = initialState(market(merged(starts, more)));
      const context = valuationContext(world.state);
      // The share of the budget must not bind; what the other set pays stays.
      world.state.budgets[0] = { usdPerWeek: 1e6, split: { gpu: 1 - 2e-4, main: 2e-4 } };
      for (const { id } of world.state.operators) {
        const sets = world.state.mirrors.memberships.ofOperator[id]!.map(
          membership => world.state.mirrors.memberships.set[membership]!,
        );
        expect(sets.includes(gpu)).toBe(served);
        const others = sets.filter(set => set !== gpu);
        const bid = reservationUsdPerWeek(context, id, gpu)!;
        world.state.placeUsdPerWeek[gpu] = bid;
        const gain = bundleOf(context, id, [...others, gpu]).value - bundleOf(context, id, others).value;
        expect(gain).toBeCloseTo(served ? -100 : 100, 6);
      }
    }
  });

  it('is nothing where it does not qualify, may not return yet, or keeps nothing of the pay', () => {
    const bid = (more: Written, act?: (world: InitialFixture) => void) => {
      const world = initialState(market(more));
      act?.(world);
      return reservationUsdPerWeek(valuationContext(world.state), 0, gpu);
    };
    expect(bid({})).toBeGreaterThan(0);
    expect(bid({ operators: { ordinary: { gpus: 0 } } })).toBeUndefined();
    expect(bid({ operators: { ordinary: { ownStake: { eth: 1 } } } })).toBeUndefined();
    expect(bid({ operators: { ordinary: { policy: { mostSets: 1 } } } })).toBeUndefined();
    const none = { ownStake: { eth: 0 }, split: 0 };
    const restakers = { retail: { count: 5, stake: { eth: 10 } } };
    expect(bid({ operators: { ordinary: none }, restakers })).toBeUndefined();
    const starts = { operators: { ordinary: { starts: { 'one.gpu': 1 } } } };
    expect(bid(starts)).toBeGreaterThan(0);
    expect(bid(starts, ({ state }) => leaveSet(state, 0, gpu, 0))).toBeUndefined();
  });
});
