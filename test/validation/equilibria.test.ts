import { describe, expect, it } from 'vitest';
import { createChoiceSet, utilityWeights } from '../../sim/agents/restaker/policies/choice-set.ts';
import { simulate } from '../../sim/index.ts';
import { statistics } from '../../src/study/statistics/statistics.ts';
import { observationsOf } from '../agents/restaker/restakers.fixture.ts';
import { countDistance, unlikely } from '../economy/distance.ts';
import { small, type Written } from '../scenario/small.ts';

/** Prior rate of double-signing that the terms below are made for, a year. */
const EXPECTED = 0.1;

/** What operators allocate of their stake. */
const ALLOCATED = 0.95;

/** Rewards of the sets of EQ-2, in USD a year, and the fractions of stake that people expect to lose there a year. */
const REWARDS = [60, 40];
const LOSSES = [0.02, 0.005];

/**
 * A world in which each set pays its one operator's delegators these USD a year, for a crowd of small accounts that
 * see yesterday, expect these losses and ask for nothing else. Nobody is slashed, and operators never review.
 */
function world(rewards: readonly number[], losses: readonly number[], crowd: Written, policy: Written) {
  const names = rewards.map((_, i) => `s${i}`);
  const total = rewards.reduce((a, b) => a + b, 0);
  const each = <T>(of: (name: string, i: number) => T) =>
    Object.fromEntries(names.map((name, i) => [name, of(name, i)]));
  return small({
    horizon: '1000d',
    assets: { eth: { price: { usd: 1 } } },
    beliefs: { offencesPerYear: { doubleSign: EXPECTED }, weightYears: 1e12, memory: '0d' },
    avss: {
      one: {
        sets: {
          main: undefined,
          ...each((_, i) => ({
            strategies: ['eth'],
            reward: { kind: 'operatorDirected', by: { stake: 1 } },
            slashing: { doubleSign: { fraction: losses[i]! / (ALLOCATED * EXPECTED) } },
          })),
        },
        budget: {
          token: 'ait',
          usdPerWeek: (total * 7) / 365,
          split: each((_, i) => rewards[i]! / total),
        },
      },
    },
    operators: {
      ordinary: undefined,
      ...each((name, i) => ({
        count: 1,
        split: 0,
        popularity: 1 + 2 * i,
        starts: { [`one.${name}`]: 1 },
        policy: { reviewEvery: '1000y' },
      })),
    },
    restakers: {
      crowd: {
        ...crowd,
        policy: {
          reviewEvery: '400d',
          attentionLag: '0d',
          rationality: 20_000,
          riskAversion: 0,
          tailAversion: 0,
          herding: 0,
          inertia: 0,
          flight: 0,
          ...policy,
        },
      },
    },
  });
}

/** Stake with the first operator, what is on its way to it included: mean over the second half of each run. */
function settled(scenario: ReturnType<typeof world>, seeds: readonly number[]): number[] {
  return seeds.map(seed => {
    const run = simulate(scenario, seed);
    const operators = run.state.operators.length;
    const account = scenario.restakers.crowd!.total.eth! / scenario.restakers.crowd!.count!;
    const looks: number[] = [];
    for (const { table, values } of run) {
      if (table !== 'prices' || values[1] !== 'ait' || Number(values[0]) <= scenario.horizon / 2) continue;
      const held = run.state.mirrors.delegatedTo
        .subarray(operators)
        .filter(operator => operator === 0).length;
      looks.push(held * account);
    }
    return looks.reduce((sum, stake) => sum + stake, 0) / looks.length;
  });
}

/** 95% interval of the mean over replicates, wider by an account: none gains by moving where less than it is amiss. */
function interval(values: readonly number[], account: number): readonly [number, number] {
  const { mean, ci95 } = statistics(values);
  // Every replicate may settle at the same stake, which has no interval.
  const [low, high] = ci95 ?? [mean, mean];
  return [low! - account, high! + account];
}

/** Where an ascending function is 0 between two points. */
function root(of: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let step = 0; step < 60; step++) {
    const middle = (a + b) / 2;
    if (of(middle) < 0) a = middle;
    else b = middle;
  }
  return a;
}

const seeds = [1, 2, 3, 4];
const crowd = { count: 2_000, total: { eth: 1_000 }, stake: { eth: 1 } };
/** Nobody leaves restaking. */
const inside = { baseYield: -1 };

describe('EQ-2: free stake over two sets', () => {
  it.each([
    { losses: LOSSES, stake: 563.0972, netYield: 0.0865535 },
    { losses: [0, 0], stake: 600, netYield: 0.1 },
  ])('settles where net yields are equal: $stake of 1,000, at $netYield', ({ losses, stake, netYield }) => {
    const [low, high] = interval(settled(world(REWARDS, losses, crowd, inside), seeds), 1_000 / crowd.count);
    expect(low).toBeLessThan(stake);
    expect(high).toBeGreaterThan(stake);
    const yields = (of: number) => [REWARDS[0]! / of - losses[0]!, REWARDS[1]! / (1_000 - of) - losses[1]!];
    const [first, second] = [yields(low), yields(high)];
    expect([first[0]! > netYield, second[0]! < netYield]).toEqual([true, true]);
    expect([first[1]! < netYield, second[1]! > netYield]).toEqual([true, true]);
  });

  it.each([
    [0, 0],
    [100, 0],
    [100, 1],
  ])(
    'settles there whatever operators are drawn: at rationality %d and herding %d',
    (rationality, herding) => {
      const scenario = world(REWARDS, LOSSES, crowd, { ...inside, rationality, herding, reviewEvery: '50d' });
      const [low, high] = interval(settled(scenario, seeds), 1_000 / crowd.count);
      expect(low).toBeLessThan(563.0972);
      expect(high).toBeGreaterThan(563.0972);
    },
  );

  it.each([
    { rationality: 0, drawn: 1 / 2 },
    { rationality: 20_000, drawn: 1 },
  ])('goes there as fast as the logit draws it, at rationality $rationality', ({ rationality, drawn }) => {
    const scenario = world(REWARDS, LOSSES, crowd, { ...inside, rationality });
    // Nobody is better off with the second operator yet: each reviewer that draws the first leaves for good.
    const [days, start] = [200, 3 / 4];
    const left = seeds.map(seed => {
      const run = simulate({ ...scenario, horizon: days }, seed);
      for (const _ of run);
      return run.state.mirrors.delegatedTo.filter(operator => operator === 1).length - 1;
    });
    const stayed = left.reduce((sum, accounts) => sum + accounts, 0);
    const probability = start * Math.exp((-drawn * days) / 400);
    expect(countDistance(stayed, seeds.length * crowd.count, probability)).toBeLessThan(unlikely);
  });
});

describe('stake whose owners change their tastes', () => {
  it.each([undefined, '300d'])(
    'moves at the rate at which they do, whatever yields are: kept %s',
    tasteLasts => {
      const days = 200;
      const still = { ...inside, inertia: 1, rationality: 0, reviewEvery: '100d', tasteLasts };
      const scenario = { ...world([50, 50], [0, 0], crowd, still), horizon: days };
      let stayed = 0;
      for (const seed of seeds) {
        const run = simulate(scenario, seed);
        const { delegatedTo } = run.state.mirrors;
        const before = delegatedTo.slice();
        for (const _ of run);
        stayed += delegatedTo.filter(
          (operator, account) => account > 1 && operator === before[account],
        ).length;
      }
      const trials = seeds.length * crowd.count;
      if (tasteLasts === undefined) expect(stayed).toBe(trials);
      // Once in 400 days on average it draws one of two operators.
      else expect(countDistance(stayed, trials, 1 / 2 + Math.exp(-days / 400) / 2)).toBeLessThan(unlikely);
    },
  );
});

describe('stake at the door', () => {
  it.each([0.05, 0.95])(
    'comes and goes until restaking pays what is paid outside: from %d outside',
    outside => {
      // 60 USD a year at a base yield of 6%: room for 1,000 of the 2,000 that there are.
      const scenario = world(
        [60],
        [0],
        { count: 2_000, total: { eth: 2_000 }, stake: { eth: 1 }, outside },
        { baseYield: 0.06 },
      );
      const [low, high] = interval(settled(scenario, seeds), 1);
      expect(low).toBeLessThanOrEqual(1_000);
      expect(high).toBeGreaterThanOrEqual(1_000);
    },
  );
});

describe('EQ-3: logit shares', () => {
  it.each([
    { rationality: 0, shares: [1 / 3, 1 / 3, 1 / 3] },
    { rationality: 1, shares: [0.353615, 0.431906, 0.214478] },
    { rationality: 5, shares: [0.263132, 0.715268, 0.021599] },
  ])(
    'of utilities 1, 1.2 and 0.5 at rationality $rationality come from the draw of candidates',
    ({ rationality, shares }) => {
      const { policy } = small({
        restakers: {
          all: { count: 1, policy: { rationality, riskAversion: 0, tailAversion: 0, herding: 0 } },
        },
      }).restakers.all!;
      if (policy.kind !== 'weighing') throw new Error(`unexpected kind: ${policy.kind}`);
      const seen = observationsOf([1, 1.2, 0.5]);
      const candidates = createChoiceSet(
        3,
        utilityWeights(policy, {
          observations: { on: () => seen },
          popularity: [1, 1, 1],
          isOpen: () => true,
          typicalUsd: () => 0,
          sharersUsd: () => 0,
        }),
      );
      /** Part of the draws that fall on an operator up to this one. */
      const upTo = (last: number) => root(uniform => (candidates.draw(1, uniform) > last ? 1 : -1), 0, 1);
      expect(upTo(0)).toBeCloseTo(shares[0]!, 6);
      expect(upTo(1) - upTo(0)).toBeCloseTo(shares[1]!, 6);
      expect(1 - upTo(1)).toBeCloseTo(shares[2]!, 6);
    },
  );
});
