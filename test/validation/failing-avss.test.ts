import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { distance, unlikely } from '../economy/distance.ts';
import { observations } from '../laws/worlds/rows.ts';
import { small } from '../scenario/small.ts';

/** 1,000 operators of four profiles, each in as many random sets of 100 AVSs as its profile says (Erickson 2025). */
const profiles = {
  conservative: { count: 400, sets: [1, 5] },
  moderate: { count: 350, sets: [3, 10] },
  aggressive: { count: 200, sets: [5, 25] },
  ultra: { count: 50, sets: [10, 100] },
} as const;
type Profile = keyof typeof profiles | 'all';

/** AVSs that have failed by the end of each day. */
const failed = [1, 5, 20];

/** An AVS that slashes all of its members on a day, or, without a day, never does. */
function avs(day: number | undefined) {
  const set = { strategies: ['eth'], reward: { kind: 'uniqueStake' }, slashed: 'redistribute' };
  const abuse = { franchiseUsdPerYear: 0, discount: 1, fraction: 0.1, checkEvery: `${day}d` };
  return { sets: { main: set }, ...(day === undefined ? {} : { abuse }) };
}

const scenario = small({
  horizon: '3d',
  sampleEvery: '3d',
  avss: Object.fromEntries([
    ['one', undefined],
    ...Array.from({ length: 100 }, (_, i) => {
      const day = failed.findIndex(count => i < count) + 1;
      return [`avs-${i}`, avs(day || undefined)] as const;
    }),
  ]),
  operators: {
    ordinary: undefined,
    ...Object.fromEntries(
      Object.entries(profiles).map(([name, { count, sets }]) => [
        name,
        {
          count,
          ownStake: { eth: 1 },
          startsIn: { uniform: sets },
          policy: { reviewEvery: '1000y' },
        },
      ]),
    ),
  },
});

/** Share of the operators of each profile that were slashed by the end of each day. */
function slashedShares(seed: number): Record<Profile, number>[] {
  const slashes = observations([...simulate(scenario, seed)], 'events').filter(row => row.kind === 'slash');
  return failed.map((_, day) => {
    const names = slashes.filter(row => Number(row.time_days) <= day + 1).map(row => String(row.operator));
    const slashed = [...new Set(names)];
    const shares = Object.entries(profiles).map(([name, { count }]) => [
      name,
      slashed.filter(operator => operator.startsWith(name)).length / count,
    ]);
    return { ...Object.fromEntries(shares), all: slashed.length / 1_000 };
  });
}

/** Mean over the numbers of sets a profile holds of 1 - C(100 - n, k) / C(100, k): at least one of them is among k. */
function exactShare(name: keyof typeof profiles, k: number): number {
  const [low, high] = profiles[name].sets;
  const held = Array.from({ length: high - low }, (_, i) => low + i);
  const spared = (n: number): number => {
    let chance = 1;
    for (let i = 0; i < k; i++) chance *= Math.max(0, 100 - n - i) / (100 - i);
    return chance;
  };
  return held.reduce((sum, n) => sum + 1 - spared(n), 0) / held.length;
}

describe('when 1, 5 and 20 of 100 AVSs fail and slash all their members', () => {
  let runs: Record<Profile, number>[][];
  beforeAll(() => {
    runs = Array.from({ length: 8 }, (_, seed) => slashedShares(seed));
  });

  const published = [
    [1, 8.725, 2.5, 6, 14.5, 54.5],
    [5, 29.2609, 12.0026, 26.7466, 52.9517, 90.1627],
    [20, 65.2297, 41.2544, 72.0147, 92.7286, 99.542],
  ] as const;

  it.each(published)(
    '%i of them slash %f%% of all operators, and %f%%, %f%%, %f%% and %f%% of the profiles',
    (count, all, ...shares) => {
      const day = failed.indexOf(count);
      const names = Object.keys(profiles) as (keyof typeof profiles)[];
      names.forEach((name, i) => {
        expect(100 * exactShare(name, count)).toBeCloseTo(shares[i]!, 4);
        expect(
          distance(
            runs.map(run => run[day]![name]),
            shares[i]! / 100,
          ),
          name,
        ).toBeLessThan(unlikely);
      });
      expect(
        distance(
          runs.map(run => run[day]!.all),
          all / 100,
        ),
      ).toBeLessThan(unlikely);
    },
  );

  it('5 slash more than the 24.8% of the prose of that paper, which its own table contradicts', () => {
    expect(
      distance(
        runs.map(run => run[1]!.all),
        0.248,
      ),
    ).toBeGreaterThan(unlikely);
  });
});
