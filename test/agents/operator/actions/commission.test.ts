import { describe, expect, it } from 'vitest';
import { bestSplitChange } from '../../../../sim/agents/operator/actions/commission.ts';
import { merged, type Written } from '../../../scenario/small.ts';
import { twoAvss } from '../two-avss.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

describe('a split', () => {
  /** The split the first operator wants, after one review of it, in a set that pays this way. */
  const wanted = (
    kind: string,
    stakeElasticity: number,
    more: Written = {},
    policy: Written = {},
  ): number => {
    const world = twoAvss(
      [100, 0],
      { splitStep: '5%', repriceHurdle: 0, ...policy },
      merged(
        {
          avss: { one: { sets: { main: { reward: { kind } } } } },
          operators: { ordinary: { split: '20%', starts: { 'one.main': 1 } } },
        },
        more,
      ),
    );
    return bestSplitChange(valuationContext(world.state), 0, stakeElasticity)?.fraction ?? 0.2;
  };

  it('rises where pay does not follow stake', () => {
    expect(wanted('operatorDirected', 3)).toBeCloseTo(0.25, 12);
  });

  it('falls where pay follows stake, if stake is believed elastic, and rises if it is not', () => {
    expect(wanted('totalStake', 8)).toBeCloseTo(0.15, 12);
    expect(wanted('uniqueStake', 8)).toBeCloseTo(0.15, 12);
    expect(wanted('totalStake', 1)).toBeCloseTo(0.25, 12);
  });

  it('stays at its best: where elasticity times the split is what delegators keep', () => {
    // Income s(1-s)^e is greatest at s = 1/(1+e).
    expect(wanted('totalStake', 4)).toBeCloseTo(0.2, 12);
  });

  it('changes only if that gains more than a part of its income', () => {
    // From 20% to 25% its income rises by a quarter.
    expect(wanted('operatorDirected', 3, {}, { repriceHurdle: 0.24 })).toBeCloseTo(0.25, 12);
    expect(wanted('operatorDirected', 3, {}, { repriceHurdle: 0.26 })).toBeCloseTo(0.2, 12);
  });

  it('does not rise when the stake that would leave is needed for the minimum', () => {
    const minimum = (minStakeUsd: number): Written => ({
      avss: { one: { sets: { main: { admission: { minStakeUsd } } } } },
    });
    expect(wanted('operatorDirected', 3, minimum(1_000))).toBeCloseTo(0.25, 12);
    expect(wanted('operatorDirected', 3, minimum(9_900))).toBeCloseTo(0.2, 12);
  });

  it('is judged alike in a set that accepts another strategy than the first', () => {
    const second: Written = {
      assets: { other: { price: { usd: 1_000 } } },
      strategies: ['eth', 'other'],
      avss: { one: { sets: { main: { strategies: ['other'] } } } },
      operators: { ordinary: { ownStake: { other: 10 } } },
    };
    expect(wanted('uniqueStake', 8, second)).toBeCloseTo(0.15, 12);
  });
});
