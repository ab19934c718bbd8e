import { describe, expect, it } from 'vitest';
import {
  attributionNow,
  closeDay,
  createRewards,
  earnedUsdOf,
  pay,
  type Rewards,
} from '../../../sim/protocol/rewards/index.ts';
import { createWorld, open, stream } from './rewards-world.ts';

describe('pay', () => {
  it('leaves an operator its split and strands the rest where nobody delegates to it', () => {
    const { rewards } = open([stream('operatorDirected')]);
    const day = pay(rewards, 0, { pool: 100, usdPerToken: 3, weights: [1, 3] });
    expect(day).toEqual({ pool: 100, fee: 0, operators: 10, restakers: 22.5, refunded: 0, stuck: 67.5 });
    expect([...rewards.lastDay.operatorCutUsd]).toEqual([7.5, 22.5]);
    expect([...rewards.lastDay.restUsd]).toEqual([67.5, 0]);
    expect([...rewards.lastDay.paidUsd.slice(0, 2)]).toEqual([75, 225]);
  });

  it('refunds the pool, less the fee, when no eligible member has weight', () => {
    const { world, rewards } = open([
      stream('operatorDirected', { feeFraction: 0.2 }),
      stream('uniqueStake'),
      stream('totalStake'),
      stream('programmatic'),
    ]);
    world.deregister(0, 0);
    const refunded = (index: number, weights?: number[]) =>
      pay(rewards, index, { pool: 50, usdPerToken: 1, ...(weights && { weights }) }).refunded;
    expect(refunded(0, [1, 0])).toBe(40);
    expect(refunded(1)).toBe(50);
    expect(refunded(2)).toBe(50);
    expect(refunded(3)).toBe(50);
    expect(rewards.flows[0]!.tokens.fee).toBe(10);
  });

  it('gives no weight to shares that no account holds', () => {
    const { world, rewards } = open([stream('totalStake'), stream('operatorDirected')]);
    world.hold(2, 0, 0);
    world.hold(3, 0, 0);
    world.mirrors.operatorShares[0] = 1e-18;
    closeDay(rewards);
    expect(pay(rewards, 0, { pool: 1, usdPerToken: 1 }).refunded).toBe(1);
    expect(pay(rewards, 1, { pool: 1, usdPerToken: 1, weights: [1, 0] }).stuck).toBe(0.9);
  });

  it('rounds joins up to the next snapshot and exits down to the day itself', () => {
    const { world, rewards } = open([stream('operatorDirected'), stream('programmatic')]);
    world.register(1, 1);
    world.deregister(0, 0);
    const day = pay(rewards, 0, { pool: 1, usdPerToken: 1, weights: [1, 1, 1] });
    expect(day.operators + day.stuck).toBe(1);
    closeDay(rewards);
    world.register(0, 0);
    expect(pay(rewards, 1, { pool: 1, usdPerToken: 1 }).refunded).toBe(1);
    closeDay(rewards);
    expect(pay(rewards, 1, { pool: 1, usdPerToken: 1 }).restakers).toBe(0.9);
  });

  it('weighs by the last magnitude of the day, but by no more than at the last midnight', () => {
    const { world, rewards } = open([stream('uniqueStake')]);
    const paidFor = (...acts: (() => void)[]) => {
      for (const act of acts) act();
      pay(rewards, 0, { pool: 1, usdPerToken: 1 });
      const weight = rewards.flows[0]!.weight[0]!;
      closeDay(rewards);
      return weight;
    };
    const allocate = (magnitude: number) => () => world.allocate(0, 0, 0, magnitude);
    expect(paidFor(allocate(0.5), allocate(0.4))).toBe(0);
    expect(paidFor(allocate(0.1), allocate(0.3))).toBeCloseTo(20 * 0.3, 12);
    expect(paidFor(allocate(0.2), allocate(0.6))).toBeCloseTo(20 * 0.3, 12);
    expect(paidFor()).toBeCloseTo(20 * 0.6, 12);
  });

  it('empties the last day when a day pays nothing', () => {
    const { rewards } = open([stream('totalStake')]);
    pay(rewards, 0, { pool: 1, usdPerToken: 1 });
    closeDay(rewards);
    expect(rewards.lastDay.operatorCutUsd[0]).toBe(0.1);
    closeDay(rewards);
    expect(rewards.lastDay.operatorCutUsd[0]).toBe(0);
    expect(rewards.flows[0]!.amount[0]).toBe(0);
  });

  it('values what a restaker earned at the price of the day, not of the day it is settled', () => {
    const { world, rewards } = open([stream('totalStake')]);
    for (const usdPerToken of [1, 10]) {
      pay(rewards, 0, { pool: 20, usdPerToken });
      closeDay(rewards);
    }
    world.delegate(2, -1);
    closeDay(rewards);
    pay(rewards, 0, { pool: 20, usdPerToken: 1000 });
    expect(earnedUsdOf(rewards, 2)).toBeCloseTo(9 + 90, 12);
    expect(earnedUsdOf(rewards, 3)).toBeCloseTo(9 + 90 + 18000, 9);
  });

  it('keeps its precision after a day on which hardly any stake shared a pool', () => {
    const { world, rewards } = open([stream('operatorDirected')]);
    world.hold(2, 0, 1e-9);
    world.hold(3, 0, 0);
    closeDay(rewards);
    pay(rewards, 0, { pool: 1e6, usdPerToken: 1, weights: [1, 0] });
    world.hold(3, 0, 1e6);
    closeDay(rewards);
    pay(rewards, 0, { pool: 1, usdPerToken: 1, weights: [1, 0] });
    expect(earnedUsdOf(rewards, 3)).toBeCloseTo(0.9, 12);
  });

  it('rejects what it cannot pay', () => {
    const { rewards } = open([stream('totalStake'), stream('operatorDirected')]);
    const good = { pool: 1, usdPerToken: 1 };
    expect(() => pay(rewards, 2, good)).toThrow('unknown stream: 2');
    expect(() => pay(rewards, 0, { ...good, pool: -1 })).toThrow('invalid pool: -1');
    expect(() => pay(rewards, 0, { ...good, usdPerToken: Number.NaN })).toThrow('invalid price: NaN');
    expect(() => pay(rewards, 0, { ...good, weights: [1, 1] })).toThrow('invalid weights');
    expect(() => pay(rewards, 1, good)).toThrow('invalid weights');
    expect(() => pay(rewards, 1, { ...good, weights: [1] })).toThrow('invalid weight in stream');
    const unopened = createWorld({ strategies: 1, operators: 1, accounts: 1 }).mirrors;
    const terms = { streams: [stream('totalStake')], cohortOf: new Int32Array(1), cohorts: 1 };
    expect(() => pay(createRewards(unopened, terms), 0, good)).toThrow('missing snapshot');
    expect(() => createRewards(unopened, { ...terms, cohortOf: new Int32Array(2) })).toThrow(
      'invalid cohorts',
    );
    expect(() => createRewards(unopened, { ...terms, cohorts: 0 })).toThrow('unknown cohort: 0');
    for (const [wrong, message] of [
      [{ set: -1 }, 'invalid set'],
      [{ multipliers: [] }, 'invalid multipliers'],
      [{ multipliers: [-1] }, 'invalid multiplier'],
      [{ feeFraction: 2 }, 'invalid fee'],
    ] as const)
      expect(() => createRewards(unopened, { ...terms, streams: [stream('totalStake', wrong)] })).toThrow(
        message,
      );
  });
});

describe('a midnight', () => {
  /** Times that a day with two touched accounts reads anything of accounts, in a world of so many. */
  function readsOfADay(accounts: number): number {
    const { world, rewards } = open([stream('totalStake'), stream('programmatic')], accounts);
    let reads = 0;
    const counted = <A extends Float64Array | Int32Array>(array: A): A =>
      new Proxy(array, {
        get: (target, key) => {
          reads++;
          return Reflect.get(target, key);
        },
      });
    const { mirrors, positions } = rewards;
    const watched: Rewards = {
      ...rewards,
      mirrors: {
        ...mirrors,
        delegatedTo: counted(mirrors.delegatedTo),
        scaledShares: counted(mirrors.scaledShares),
      },
      positions: {
        ...positions,
        operator: counted(positions.operator),
        scaledShares: counted(positions.scaledShares),
        knownSlots: counted(positions.knownSlots),
        start: counted(positions.start),
        room: counted(positions.room),
      },
      earnedUsd: counted(rewards.earnedUsd),
      cohortOf: counted(rewards.cohortOf),
    };
    world.hold(2, 0, 5);
    world.delegate(3, 1);
    pay(watched, 0, { pool: 1, usdPerToken: 1 });
    pay(watched, 1, { pool: 1, usdPerToken: 1 });
    closeDay(watched);
    return reads;
  }

  it('visits the accounts that were touched and no others', () => {
    const few = readsOfADay(4);
    expect(few).toBeGreaterThan(0);
    expect(readsOfADay(400)).toBe(few);
  });

  it('remembers no more the more often it settles', () => {
    const { world, rewards } = open([stream('totalStake')], 40);
    const used: number[] = [];
    for (let day = 1; day <= 30; day++) {
      pay(rewards, 0, { pool: 1, usdPerToken: 1 });
      for (let account = 2; account < 40; account++) world.hold(account, 0, day);
      closeDay(rewards);
      used.push(rewards.positions.used);
    }
    expect(used.at(-1)).toBe(used[0]);
  });

  it('settles an account into its cohort without changing what it has earned', () => {
    const { world, rewards } = open([stream('totalStake')]);
    pay(rewards, 0, { pool: 20, usdPerToken: 2 });
    const [earned, attributed] = [earnedUsdOf(rewards, 2), attributionNow(rewards)];
    world.delegate(2, 1);
    closeDay(rewards);
    expect(earnedUsdOf(rewards, 2)).toBe(earned);
    expect(attributionNow(rewards)).toEqual(attributed);
    expect(world.mirrors.touched.list).toEqual([]);
    expect(world.mirrors.touched.flag[2]).toBe(0);
  });
});
