import { describe, expect, it } from 'vitest';
import { appraise, membershipValue } from '../../../../sim/agents/operator/valuation/appraisal.ts';
import { activeMemberships, slashableFraction } from '../../../../sim/state/stake.ts';
import { number } from '../../../laws/worlds/rows.ts';
import { merged, type Written } from '../../../scenario/small.ts';
import { avs, group, run, set, unique } from '../../avs/pay/pay.fixture.ts';
import { initialState } from '../../initial-state.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

describe('an operator that weighs what sets pay', () => {
  const stack: Written = {
    avss: { one: { budget: { protocolFee: true, split: { a: 0.6, b: 0.4 } } } },
    programmatic: {
      one: { token: 'ait', tokensPerWeek: 70, gauges: { 'one.a': 0.5 }, kind: 'totalStake' },
      two: { token: 'ait', tokensPerWeek: 35, gauges: { 'one.a': 0.2, 'one.b': 0.8 }, change: [[14, 0.5]] },
    },
  };
  const starts = { 'one.a': 1, 'one.b': 1 };
  const input = avs(
    { a: set({ kind: 'operatorDirected', by: { capacity: 1 }, cap: 0.4 }), b: unique },
    {
      heavy: group({ cores: 7, starts, ownStake: { eth: 40 } }),
      middle: group({ cores: 2, starts }),
      light: group({ cores: 1 }),
    },
    stack,
  );

  it('expects of cap, fee and gauges what it is paid', () => {
    const { state, table } = run(input);
    const context = valuationContext(state);
    const today = table('memberships').filter(row => row.time_days === 21);
    let compared = 0;
    for (const { id, name } of state.operators) {
      for (const membership of activeMemberships(state, id)) {
        const own = state.mirrors.memberships.set[membership]!;
        const row = today.find(one => one.operator === name && one.set === state.world.sets[own]!.name)!;
        const { pay } = membershipValue(context, id, own, slashableFraction(state, membership));
        expect(pay).toBeCloseTo(7 * number(row, 'paid_usd'), 9);
        compared++;
      }
    }
    expect(compared).toBe(5);
  });

  it('expects no more than the cap of a set that it does not serve yet', () => {
    const { state } = initialState(
      merged(input, {
        programmatic: { one: undefined, two: undefined },
        operators: { new: group({ cores: 1_000, starts: {} }) },
      }),
    );
    const context = valuationContext(state);
    expect(membershipValue(context, 3, 0, 0).pay).toBeCloseTo(0.4 * 0.8 * 420, 9);
  });

  it('leaves a set that only a programme made worth its cost once it is cut, and not for weeks that nobody pressed', () => {
    // 7 a week from the set and 70 from the gauge, against a cost of 50 a week.
    const policy = { reviewEvery: '1d', rationality: 1e6, switchingUsd: 0, memory: '0d' };
    const members = (change: readonly (readonly number[])[], unpressed: readonly number[] = []) =>
      run(
        avs(
          { a: unique },
          { some: group({ split: 1, policy, costs: { setMonthlyUsd: (50 * 365) / 84 } }) },
          {
            horizon: '42d',
            avss: { one: { budget: { usdPerWeek: 7 } } },
            programmatic: {
              eigen: {
                token: 'ait',
                tokensPerWeek: 70,
                gauges: { 'one.a': 1 },
                eligible: 'all',
                change,
                unpressed,
              },
            },
          },
        ),
      )
        .table('sets')
        .map(row => number(row, 'members'));
    expect(Math.min(...members([[21, 0.7]]))).toBe(1);
    expect(Math.min(...members([], [3, 4]))).toBe(1);
    const cut = members([[21, 0.5]]);
    expect(Math.min(...cut.slice(0, 21))).toBe(1);
    expect(cut.at(-1)).toBe(0);
  });

  it('counts what each set pays for allocated stake with the fee taken off and gauges added', () => {
    const { state } = initialState(input);
    // Set a pays for allocated stake through a gauge alone: 5 x 20% a day; b 40 a day less a fifth, and 5 x 80%.
    const context = valuationContext(state);
    const byStake = [0, 1].map(set =>
      appraise(context, 0, set).pools.reduce(
        (sum, { usdPerWeek, power }) => sum + (power > 0 ? usdPerWeek : 0),
        0,
      ),
    );
    expect(byStake).toEqual([expect.closeTo(7 * 1, 12), expect.closeTo(7 * 36, 12)]);
  });
});
