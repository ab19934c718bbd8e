import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attributionNow,
  changeSplit,
  closeDay,
  createRewards,
  earnedUsdOf,
  pay,
  type RewardStream,
  type Rewards,
} from '../../../sim/protocol/rewards/index.ts';
import { createNaive, type Naive } from './naive-rewards.ts';
import { createWorld, type World } from './rewards-world.ts';

const size = { strategies: 2, operators: 3, accounts: 8 };
const cohortOf = Int32Array.from({ length: size.accounts }, (_, account) => account % 3);

const streams: RewardStream[] = [
  { name: 'u0', avs: 0, set: 0, token: 0, kind: 'uniqueStake', multipliers: [1, 2.5] },
  { name: 'u1', avs: 0, set: 1, token: 0, kind: 'uniqueStake', multipliers: [0, 1], feeFraction: 0.2 },
  { name: 't0', avs: 0, set: 0, token: 1, kind: 'totalStake', multipliers: [3, 1] },
  { name: 'd1', avs: 0, set: 1, token: 0, kind: 'operatorDirected', multipliers: [1, 0] },
  { name: 'd2', avs: 1, set: 2, token: 0, kind: 'operatorDirected', multipliers: [0, 0], feeFraction: 0.1 },
  { name: 'all', avs: -1, set: -1, token: 1, kind: 'programmatic', multipliers: [1, 1] },
];

interface Act {
  kind: 'delegate' | 'hold' | 'register' | 'deregister' | 'allocate' | 'slash' | 'split';
  account: number;
  operator: number;
  set: number;
  strategy: number;
  fraction: number;
  shares: number;
}
interface Day {
  acts: Act[];
  pools: number[];
  prices: number[];
  weights: number[];
}

const unit = fc.oneof(
  fc.constantFrom(0, 1, 0.5),
  fc.integer({ min: 1, max: 999 }).map(n => n / 1000),
);
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom('delegate', 'hold', 'hold', 'register', 'deregister', 'allocate', 'slash', 'split'),
  account: fc.nat(size.accounts - 1),
  operator: fc.nat(size.operators - 1),
  set: fc.nat(2),
  strategy: fc.nat(1),
  fraction: unit,
  shares: fc.constantFrom(0, 1e-9, 0.7, 3, 32, 1000, 2.5e6),
});
const amount = fc.oneof(fc.constantFrom(0, 1000), fc.double({ min: 0.001, max: 1e6, noNaN: true }));
const day: fc.Arbitrary<Day> = fc.record({
  acts: fc.array(act, { maxLength: 5 }),
  pools: fc.array(amount, { minLength: streams.length, maxLength: streams.length }),
  prices: fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 2 }),
  weights: fc.array(unit, { minLength: 9, maxLength: 9 }),
});
const history = fc.record({
  opening: fc.array(act, { minLength: 10, maxLength: 40 }),
  days: fc.array(day, { minLength: 1, maxLength: 16 }),
});

/** Undelegates on an act whose fraction is 0, otherwise does as its kind says. */
function perform(world: World, rewards: Rewards, naive: Naive, act: Act, time: number): void {
  const { kind, account, operator, set, strategy, fraction, shares } = act;
  if (kind === 'delegate') world.delegate(account, fraction === 0 ? -1 : operator);
  else if (kind === 'hold') world.hold(account, strategy, shares);
  else if (kind === 'register') world.register(operator, set);
  else if (kind === 'deregister') world.deregister(operator, set);
  else if (kind === 'allocate') world.allocate(operator, set, strategy, fraction);
  else if (kind === 'slash') world.slash(operator, set, strategy, fraction);
  else {
    const change = { operator, set: set === 2 ? -1 : set, fraction, time };
    const changed = changeSplit(rewards.splits, change);
    expect(changed).toBe(naive.changeSplit(operator, change.set, fraction, time));
  }
  naive.observe();
}

/** Plays a history on the accumulators and on the naive loop, with `look` after each midnight. */
function play(
  { opening, days }: { opening: Act[]; days: Day[] },
  look: (rewards: Rewards, naive: Naive) => void,
): Rewards {
  const world = createWorld(size);
  const rewards = createRewards(world.mirrors, { streams, cohortOf, cohorts: 3 });
  const naive = createNaive(world, streams, 0.1);
  for (const act of opening) perform(world, rewards, naive, act, -Infinity);
  closeDay(rewards);
  naive.snapshot(0);
  days.forEach(({ acts, pools, prices, weights }, today) => {
    acts.forEach((act, index) => {
      perform(world, rewards, naive, act, today + (index + 0.5) / acts.length);
    });
    streams.forEach(({ kind, token }, index) => {
      const payment = { pool: pools[index]!, usdPerToken: prices[token]! };
      const directed = kind === 'operatorDirected';
      pay(rewards, index, directed ? { ...payment, weights } : payment);
      naive.pay(index, payment.pool, payment.usdPerToken, directed ? weights : undefined);
    });
    closeDay(rewards);
    naive.snapshot(today + 1);
    look(rewards, naive);
  });
  return rewards;
}

function expectClose(value: number, expected: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
}

function expectSame(rewards: Rewards, naive: Naive): void {
  for (let account = 0; account < size.accounts; account++)
    expectClose(earnedUsdOf(rewards, account), naive.earnedUsd[account]!);
  const { tokens, usd } = attributionNow(rewards);
  const { operator, ofSet } = rewards.mirrors.memberships;
  rewards.flows.forEach((flow, stream) => {
    for (let cohort = 0; cohort < 3; cohort++) {
      const sum = (of: number[]) => of.reduce((all, x, a) => (cohortOf[a] === cohort ? all + x : all), 0);
      expectClose(tokens[stream * 3 + cohort]!, sum(naive.tokens[stream]!));
      expectClose(usd[stream * 3 + cohort]!, sum(naive.usd[stream]!));
    }
    for (const [key, total] of Object.entries(naive.totals[stream]!) as ['fee', number][])
      expectClose(flow.tokens[key], total);
    const { set } = flow.stream;
    for (let o = 0; o < size.operators; o++) {
      const payee = set < 0 ? o : (ofSet[set] ?? []).findIndex(m => operator[m] === o);
      expectClose(flow.cut[payee] ?? 0, naive.cut[stream]![o]!);
    }
  });
}

describe('reward flows', () => {
  it('send every pool to the fee, operators, restakers, a refund or nowhere, and no more', () => {
    fc.assert(
      fc.property(history, drawn => {
        play(drawn, rewards => {
          for (const { tokens, usd } of rewards.flows)
            for (const { pool, fee, operators, restakers, refunded, stuck } of [tokens, usd])
              expectClose(fee + operators + restakers + refunded + stuck, pool);
        });
      }),
    );
  });

  it('credit accounts and cohorts with exactly what was paid to restakers', () => {
    fc.assert(
      fc.property(history, drawn => {
        const rewards = play(drawn, () => {});
        const { tokens, usd } = attributionNow(rewards);
        rewards.flows.forEach((flow, stream) => {
          const sum = (of: Float64Array) => of.slice(stream * 3, stream * 3 + 3).reduce((all, x) => all + x);
          expectClose(sum(tokens), flow.tokens.restakers);
          expectClose(sum(usd), flow.usd.restakers);
        });
        const earned = cohortOf.reduce((all, _, account) => all + earnedUsdOf(rewards, account), 0);
        expectClose(
          earned,
          rewards.flows.reduce((all, flow) => all + flow.usd.restakers, 0),
        );
      }),
    );
  });

  it('equal a daily loop over all accounts, whatever accounts and operators do', () => {
    fc.assert(
      fc.property(history, drawn => {
        play(drawn, expectSame);
      }),
      { numRuns: 300 },
    );
  });

  it('tell operators what the last day brought them and their delegators', () => {
    fc.assert(
      fc.property(history, drawn => {
        const before: number[] = [];
        play(drawn, rewards => {
          const { operatorCutUsd, restUsd } = rewards.lastDay;
          const sum = (of: Float64Array) => of.reduce((all, x) => all + x, 0);
          const total = rewards.flows.reduce((all, { usd }) => all + usd.operators + usd.restakers, 0);
          const day = sum(operatorCutUsd) + sum(restUsd);
          const earlier = before.reduce((all, x) => all + x, 0);
          before.push(day);
          expectClose(earlier + day, total);
        });
      }),
    );
  });

  it('are not changed by reading them', () => {
    fc.assert(
      fc.property(history, drawn => {
        const read = play(drawn, rewards => {
          attributionNow(rewards);
          for (let account = 0; account < size.accounts; account++) earnedUsdOf(rewards, account);
        });
        expect(read).toEqual(play(drawn, () => {}));
      }),
      { numRuns: 30 },
    );
  });
});
