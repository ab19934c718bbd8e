import { describe, expect, it } from 'vitest';
import { type Written, written } from '../scenario/small.ts';
import { always } from './worlds/always.ts';
import { withConstantPrices } from './worlds/random-scenario.ts';
import { number, observations, rowsOf, total } from './worlds/rows.ts';

/** A scenario whose sets slash nothing. */
function withoutSlashing(input: Written): Written {
  const avss = Object.entries(input.avss as Record<string, Written>).map(([name, avs]) => {
    const sets = Object.entries(avs.sets as Record<string, Written>);
    return [
      name,
      {
        ...avs,
        sets: Object.fromEntries(
          sets.map(([own, set]) => [own, { ...set, slashing: {}, falseSlashes: undefined }]),
        ),
      },
    ];
  });
  return withConstantPrices({ ...input, avss: Object.fromEntries(avss) });
}

/** Two sets of unequal operators, all of them paid by member. */
const equal = written({
  avss: {
    one: {
      budget: { token: 'ait', usdPerWeek: 700, split: 'perMember' },
      sets: {
        main: { strategies: ['eth'], reward: { kind: 'operatorDirected' } },
        other: { strategies: ['eth'], reward: { kind: 'operatorDirected' } },
      },
    },
  },
  operators: {
    ordinary: {
      count: 7,
      ownStake: { eth: { uniform: [1, 90] } },
      starts: { 'one.main': 1 },
      policy: { reviewEvery: '1000y' },
    },
    second: {
      count: 3,
      ownStake: { eth: 5 },
      starts: { 'one.other': 1 },
      policy: { reviewEvery: '1000y' },
    },
  },
});

describe('without slashing, at constant prices', () => {
  it('nobody loses stake, and net is gross', () => {
    always(rows => {
      expect(total(observations(rows, 'sets'), 'slashed_usd')).toBe(0);
      expect(total(observations(rows, 'operators'), 'slashed_usd')).toBe(0);
      for (const row of observations(rows, 'outcomes')) {
        if (row.slash_loss_fraction === null) continue;
        expect(row.slash_loss_fraction).toBe(0);
        expect(row.loss_fraction).toBe(0);
        expect(row.net_apr_fraction).toBe(row.gross_apr_fraction);
      }
    }, withoutSlashing);
  });

  it('no operator has own stake to lose: it is the same from the first sample to the last', () => {
    always(rows => {
      const first = new Map<unknown, unknown>();
      for (const row of observations(rows, 'operators')) {
        const before = first.get(row.operator) ?? row.own_stake_usd;
        first.set(row.operator, before);
        expect(row.own_stake_usd).toBe(before);
      }
    }, withoutSlashing);
  });
});

describe('pay by member', () => {
  it('is the same for every operator of every set, whatever their stake', () => {
    const paid = observations(rowsOf(equal), 'memberships').filter(row => row.time_days === 28);
    expect(paid).toHaveLength(10);
    // Seven days of 100 USD a day among ten members.
    for (const row of paid) expect(number(row, 'paid_usd')).toBeCloseTo(70, 9);
  });

  it('leaves an operator its split of it, and all of it with its own stake alone', () => {
    const operators = observations(rowsOf(equal), 'operators').filter(row => row.time_days === 28);
    for (const row of operators) expect(number(row, 'rewards_usd')).toBeCloseTo(70, 9);
  });
});
