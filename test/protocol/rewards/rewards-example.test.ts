import { describe, expect, it } from 'vitest';
import {
  attributionNow,
  changeSplit,
  closeDay,
  createRewards,
  pay,
  poolOn,
  type RewardStream,
  type Rewards,
} from '../../../sim/protocol/rewards/index.ts';
import { createWorld, type World } from './rewards-world.ts';

/**
 * A worked example with figures from an integer implementation of the sidecar's rewards calculation: one
 * AVS, set 0 for GPUs and set 1 for others, pools of 1,000 and 100 tokens a day. Operator A has 300 shares of
 * s1 and s2, B has 100 of s3 and s4; A allocates 0.2 to set 0 and 0.5 to set 1, B 0.8 to set 0 and nothing
 * to set 1. Splits are the default 10 %, B's in set 0 25 %.
 */
const [A, B, s1, s2, s3, s4] = [0, 1, 2, 3, 4, 5] as const;

const stream = (set: number, kind: RewardStream['kind']): RewardStream => ({
  name: `${kind} ${set}`,
  avs: 0,
  set,
  token: 0,
  kind,
  multipliers: [1],
});
const streams = [
  stream(0, 'uniqueStake'),
  stream(1, 'uniqueStake'),
  stream(0, 'totalStake'),
  stream(1, 'totalStake'),
];
const submissions = [7000, 700, 7000, 700].map(amount => ({ amount, start: 0, days: 7 }));

function createExample(): { world: World; rewards: Rewards } {
  const world = createWorld({ strategies: 1, operators: 2, accounts: 6 });
  const cohortOf = Int32Array.from([0, 1, 2, 3, 4, 5]);
  const rewards = createRewards(world.mirrors, { streams, cohortOf, cohorts: 6 });
  for (const [account, operator, shares] of [
    [s1, A, 200],
    [s2, A, 100],
    [s3, B, 90],
    [s4, B, 10],
  ] as const) {
    world.hold(account, 0, shares);
    world.delegate(account, operator);
  }
  for (const operator of [A, B]) for (const set of [0, 1]) world.register(operator, set);
  world.allocate(A, 0, 0, 0.2);
  world.allocate(A, 1, 0, 0.5);
  world.allocate(B, 0, 0, 0.8);
  changeSplit(rewards.splits, { operator: B, set: 0, fraction: 0.25, time: -Infinity });
  closeDay(rewards);
  return { world, rewards };
}

/** Pays the midnight after a day; returns, by stream, what A, s1, s2, B, s3 and s4 got. */
function payDay(rewards: Rewards): number[][] {
  const before = attributionNow(rewards).tokens;
  streams.forEach((_, index) => {
    pay(rewards, index, { pool: poolOn(submissions[index]!, rewards.day), usdPerToken: 2 });
  });
  const after = attributionNow(rewards).tokens;
  const rows = streams.map(({ set }, index) => {
    const { cut } = rewards.flows[index]!;
    const of = (account: number) => after[index * 6 + account]! - before[index * 6 + account]!;
    const { ofSet, operator } = rewards.mirrors.memberships;
    const cutOf = (account: number) => cut[ofSet[set]!.findIndex(m => operator[m] === account)]!;
    return [cutOf(A), of(s1), of(s2), cutOf(B), of(s3), of(s4)];
  });
  closeDay(rewards);
  return rows;
}

function expectTokens(row: readonly number[], wei: readonly bigint[]): void {
  wei.forEach((amount, index) => {
    const tokens = Number(amount) / 1e18;
    expect(Math.abs(row[index]! - tokens)).toBeLessThanOrEqual(1e-9 * tokens);
  });
}

const setTwoUnique = [10_000000000000000000n, 59_999999999999940000n, 29_999999999999970000n, 0n, 0n, 0n];

describe('the worked example', () => {
  it('pays nothing on the day the submissions start and seven days from the next', () => {
    const { rewards } = createExample();
    expect(
      payDay(rewards)
        .flat()
        .every(amount => amount === 0),
    ).toBe(true);
    for (let day = 1; day <= 8; day++) payDay(rewards);
    rewards.flows.forEach(({ tokens }, index) => {
      expect(tokens.pool).toBeCloseTo(submissions[index]!.amount, 9);
    });
  });

  it('pays unique and total stake as the rewards calculation does', () => {
    const { rewards } = createExample();
    payDay(rewards);
    const [unique1, unique2, total1, total2] = payDay(rewards);
    expectTokens(unique1!, [
      42_857142857142857143n,
      257_142857142856885714n,
      128_571428571428442857n,
      142_857142857142857143n,
      385_714285714285714285n,
      42_857142857142857142n,
    ]);
    expectTokens(unique2!, setTwoUnique);
    expectTokens(total1!, [
      75_000000000000000000n,
      449_999999999999550000n,
      224_999999999999775000n,
      62_500000000000000000n,
      168_750000000000000000n,
      18_750000000000000000n,
    ]);
    expectTokens(total2!, [
      7_500000000000000000n,
      44_999999999999955000n,
      22_499999999999977500n,
      2_500000000000000000n,
      20_250000000000000000n,
      2_250000000000000000n,
    ]);
  });

  it('mixes shares from before a slash with magnitudes from after it on the day of the slash', () => {
    const { world, rewards } = createExample();
    payDay(rewards);
    world.slash(A, 0, 0, 0.5);
    const [unique1, unique2, total1] = payDay(rewards);
    expectTokens([unique1![0]!, unique1![3]!], [29_411764705882352941n, 176_470588235294117648n]);
    expectTokens(unique2!, setTwoUnique);
    expect(total1![0]! / 75).toBeCloseTo(1, 9);
  });

  it('pays the set that did not slash as before, and the slashed one by what is left', () => {
    const { world, rewards } = createExample();
    payDay(rewards);
    world.slash(A, 0, 0, 0.5);
    payDay(rewards);
    const [unique1, unique2, total1] = payDay(rewards);
    expectTokens(unique1!, [
      27_272727272727272727n,
      163_636363636363472727n,
      81_818181818181736363n,
      181_818181818181818182n,
      490_909090909090909090n,
      54_545454545454545454n,
    ]);
    expectTokens(unique2!, setTwoUnique);
    // Total stake: 270 to 100 after the slash.
    expect(total1![0]! / ((1000 * 270 * 0.1) / 370)).toBeCloseTo(1, 9);
    expect(total1![1]! / ((1000 * 180 * 0.9) / 370)).toBeCloseTo(1, 9);
  });
});
