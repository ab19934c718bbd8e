import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { quantile } from '../../sim/measures/statistics/concentration.ts';
import { statistics } from '../../src/study/statistics/statistics.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { small, type Written } from '../scenario/small.ts';

const replicates = 6;
const days = 300;
const rewardUsd = 1_000_000;

/**
 * Free entry into one set that pays all members alike: a million a year, at a cost of 12,000 a year and an expected
 * slash of 0.5% of 100,000 USD. Zero profit at 1,000,000 / 12,500 = 80 operators.
 */
function market(dormant: number, count: number, policy: Written = {}, costUsd = 0) {
  return small({
    horizon: `${days}d`,
    sampleEvery: `${days}d`,
    // The record of slashes weighs little: what operators expect stays near what is true.
    beliefs: { offencesPerYear: { wrongResult: 0.5 }, weightYears: 1_000 },
    avss: {
      one: {
        budget: { token: 'ait', usdPerWeek: (rewardUsd * 7) / 365, split: { main: 1 } },
        sets: {
          main: {
            strategies: ['eth'],
            // Half of its stake, with the usual margin of two: all of it is allocated.
            admission: { minStakeUsd: 50_000 },
            reward: { kind: 'operatorDirected' },
            slashing: { wrongResult: { fraction: '1%' } },
          },
        },
      },
    },
    operators: {
      ordinary: {
        count,
        ownStake: { eth: 100 },
        split: 1,
        cashUsd: 1e7,
        hazards: { wrongResult: 0.5 },
        costs: { monthlyUsd: 1_000 },
        entry: { dormant, costUsd },
        starts: { 'one.main': 1 },
        policy: {
          rationality: 100,
          riskAversion: 0,
          switchingUsd: 0,
          splitStep: 0,
          reviewEvery: '60d',
          memory: '1d',
          ...policy,
        },
      },
    },
  });
}

/**
 * Members over the second half of the run: the range that holds 95% of days over all replicates, and the 95% interval
 * of their mean, which is one point where all replicates agree.
 */
function settled(scenario: ReturnType<typeof market>): { range: readonly number[]; mean: readonly number[] } {
  const runs = Array.from({ length: replicates }, (_, seed) =>
    observations([...simulate(scenario, seed)], 'sets')
      .slice(-days / 2)
      .map(row => number(row, 'members')),
  );
  const all = runs.flat();
  const { mean, ci95 } = statistics(runs.map(members => members.reduce((a, b) => a + b, 0) / members.length));
  return {
    range: [quantile(all, 0.025)!, quantile(all, 0.975)!],
    mean: ci95 ?? [mean, mean],
  };
}

describe('free entry', () => {
  it.each([
    ['below', 0.95],
    ['above', 0],
  ])('from %s settles where profit is zero: at 80 operators', (_, dormant) => {
    const { range, mean } = settled(market(dormant, 160));
    expect(range[0]).toBeLessThanOrEqual(80);
    expect(range[1]).toBeGreaterThanOrEqual(80);
    // Those who review on one day decide on the same observation of yesterday: that moves the number by a twentieth at most.
    expect(range[0]).toBeGreaterThanOrEqual(76);
    expect(range[1]).toBeLessThanOrEqual(84);
    // With 79 the next to enter would break even, with 80 the last who did: both are equilibria, and no other.
    expect(mean[1]).toBeGreaterThanOrEqual(79);
    expect(mean[0]).toBeLessThanOrEqual(80);
  });

  it('falls short of that where choice is noisy and few could enter: noise draws towards half of all', () => {
    const { mean } = settled(market(0.95, 100, { rationality: 5 }));
    expect(mean[1]).toBeLessThan(75);
    expect(mean[0]).toBeGreaterThan(50);
  });

  it('depends on the past where entering costs: newcomers come until it pays back, those inside stay', () => {
    // 1,000 USD over a horizon of 90 days are 4,056 a year.
    const wanted = rewardUsd / (12_500 + (1_000 * 365) / 90);
    const below = settled(market(0.95, 160, {}, 1_000)).mean;
    expect(below[0]).toBeGreaterThan(Math.floor(wanted) - 1);
    // A few too many: those who enter within days of each other do not see each other come.
    expect(below[1]).toBeLessThan(69);
    const inside = settled(market(0, 70, {}, 1_000)).mean;
    expect(inside[0]).toBeGreaterThan(69);
  });
});
