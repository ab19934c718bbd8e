import { describe, expect, it } from 'vitest';
import { poolUsdPerDay } from '../../../../sim/agents/avs/pay/budget.ts';
import { planAllocations } from '../../../../sim/agents/operator/valuation/allocation-plan.ts';
import { appraise } from '../../../../sim/agents/operator/valuation/appraisal.ts';
import { worldOf } from '../../../../sim/scenario/index.ts';
import { small, type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

const set = (kind: string, minStakeUsd = 0): Written => ({
  strategies: ['eth'],
  reward: { kind },
  admission: { minStakeUsd },
});

/** Plan of an operator with 10,000 USD of stake for all sets given; each pays `pay` for a unit of stake. */
function plan(sets: Record<string, Written>, pay: readonly number[] = [], ownStake = 10): number[] {
  const avss = { one: { sets: { main: undefined, ...sets } } };
  const { state, world } = initialState(
    written({ avss, operators: { ordinary: { ownStake: { eth: ownStake } } } }),
  );
  const ids = world.sets.map(({ id }) => id);
  const context = valuationContext(state);
  // So little of each pool that what it pays for a unit of stake does not fall with more of it.
  const planned = planAllocations(
    ids.map(id => {
      const power = world.sets[id]!.spec.reward.kind === 'uniqueStake' ? 1 : 0;
      const pool = { usdPerWeek: 1e9 * (pay[id] ?? 1), weight: 1, power, others: 1e9, most: 1 };
      return { ...appraise(context, 0, id), pools: [pool] };
    }),
  );
  return ids.map(id => planned.get(id)!);
}

describe('a plan of allocations', () => {
  it('gives sets that pay by unique stake all but the reserve, in proportion to what they pay', () => {
    const [a, b] = plan({ a: set('uniqueStake'), b: set('uniqueStake') }, [3, 1]);
    expect(a).toBeCloseTo(0.95 * 0.75, 12);
    expect(b).toBeCloseTo(0.95 * 0.25, 12);
  });

  it('gives sets that pay otherwise twice their minimum, and nothing without one', () => {
    const [a, b, c] = plan({
      a: set('totalStake', 1_000),
      b: set('operatorDirected'),
      c: set('uniqueStake'),
    });
    expect(a).toBeCloseTo(0.2, 12);
    expect(b).toBe(0);
    expect(c).toBeCloseTo(0.75, 12);
  });

  it('gives up margins when stake is scarce, in equal measure', () => {
    const parts = plan({ a: set('totalStake', 3_000), b: set('uniqueStake', 2_000) });
    expect(parts[0]).toBeCloseTo(0.6, 12);
    expect(parts[1]).toBeCloseTo(0.4, 12);
  });

  it('says which sets are out of reach, the first of the scenario served first', () => {
    const [a, b, c] = plan({
      a: set('totalStake', 6_000),
      b: set('totalStake', 5_000),
      c: set('totalStake', 1_000),
    });
    expect([a! > 0.6, b, c! > 0.1]).toEqual([true, Number.POSITIVE_INFINITY, true]);
    expect(a! + c!).toBeLessThanOrEqual(1);
  });

  it('reaches no minimum without stake', () => {
    expect(plan({ a: set('totalStake', 1), b: set('totalStake') }, [], 0)).toEqual([
      Number.POSITIVE_INFINITY,
      0,
    ]);
  });

  it('is never more than the whole', () => {
    for (const minimum of [0, 900, 2_000, 3_334, 5_000, 9_999, 10_000]) {
      const parts = plan({
        a: set('uniqueStake', minimum),
        b: set('totalStake', minimum),
        c: set('uniqueStake'),
      });
      const sum = parts.filter(Number.isFinite).reduce((total, part) => total + part, 0);
      expect(sum).toBeLessThanOrEqual(1 + 1e-12);
    }
  });
});

describe('the pool of a set', () => {
  const sets = { main: undefined, a: set('uniqueStake'), b: set('uniqueStake') };
  const termsOf = (changes: Written) => {
    const world = worldOf(small(changes));
    const budgets = world.avss.map(({ spec }) => spec.budget);
    const funding = new Float64Array(world.avss.length).fill(1);
    return { world, budgets, funding, placeUsdPerWeek: new Float64Array(world.sets.length) };
  };
  const world = (split: unknown) =>
    termsOf({ avss: { one: { sets, budget: { token: 'ait', usdPerWeek: 700, split } } } });

  it('is a fixed share of the budget, whoever serves', () => {
    const fixed = world({ a: 0.3, b: 0.7 });
    expect([0, 1].map(id => poolUsdPerDay(fixed, id, () => 0))).toEqual([30, 70]);
    expect(poolUsdPerDay(world({ a: 1 }), 1, () => 5)).toBe(0);
  });

  it('goes by members if every member is to get the same', () => {
    const equal = world('perMember');
    const members = [1, 3];
    expect([0, 1].map(id => poolUsdPerDay(equal, id, one => members[one]!))).toEqual([25, 75]);
    expect([0, 1].map(id => poolUsdPerDay(equal, id, () => 0))).toEqual([50, 50]);
  });

  it('is nothing without a budget', () => {
    expect(poolUsdPerDay(termsOf({}), 0, () => 3)).toBe(0);
  });
});
