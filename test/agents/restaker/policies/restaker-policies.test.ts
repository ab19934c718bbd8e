import { describe, expect, it } from 'vitest';
import type {
  RestakerObservation,
  RestakerPolicy,
} from '../../../../sim/agents/restaker/policies/restaker-policy.ts';
import { simulate } from '../../../../sim/index.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { small, type Written, written } from '../../../scenario/small.ts';
import { crowd } from '../restakers.fixture.ts';

const policyOf = (policy: Written) =>
  small({ restakers: { all: { count: 1, policy } } }).restakers.all!.policy;

describe('the kind of a policy', () => {
  it('gives values to the keys that are left out, and to no other', () => {
    expect(policyOf({ kind: 'yieldChaser' })).toMatchObject({
      lossWeight: 0,
      riskAversion: 0,
      attentionLag: 1,
    });
    expect(policyOf({ kind: 'yieldChaser', riskAversion: 2 })).toMatchObject({
      lossWeight: 0,
      riskAversion: 2,
    });
    expect(policyOf({ kind: 'riskAverse' })).toEqual({
      ...policyOf({}),
      kind: 'riskAverse',
      riskAversion: 10,
      tailAversion: 1,
      flight: 0.5,
    });
    expect(policyOf({ kind: 'weighing' })).toEqual(policyOf({}));
  });

  it('is one of those that are known, and keys beside it stay strict', () => {
    expect(() => policyOf({ kind: 'brave' })).toThrow(/restakers.all.policy.kind/);
    expect(() => policyOf({ kind: 'inert', patience: 1 })).toThrow('unknown key: patience');
  });
});

describe('a yield chaser', () => {
  it('goes where gross yield is highest, whatever it may lose there, and the risk-averse elsewhere', () => {
    const observed = { loss: [0, 0.3, 0.001], variance: [0, 0.2, 0], tail: [0, 0.5, 0.01] };
    const cohort = (kind: string) => ({ count: 60, policy: { kind, reviewEvery: '1d' } });
    const chasers = crowd([0, 0.1, 0.09], cohort('yieldChaser'), { observed });
    chasers.clock.runUntil(60);
    expect(chasers.where()).toEqual([0, 60, 0, 0]);
    const careful = crowd([0, 0.1, 0.09], cohort('riskAverse'), { observed });
    careful.clock.runUntil(60);
    expect(careful.where()).toEqual([0, 0, 60, 0]);
  });
});

describe('an inert restaker', () => {
  it('adjusts in part: those at an operator that closed leave it at the rate of their reviews, by brand', () => {
    const [mean, days, popularity] = [100, 90, [0.5, 0.2, 0.3]];
    const { clock, where } = crowd(
      [0.02, 0.9, 0.04],
      { count: 6_000, policy: { kind: 'inert', reviewEvery: `${mean}d`, rationality: 1000 } },
      { popularity, closed: [1] },
    );
    const before = where();
    clock.runUntil(days);
    const after = where();
    expect(countDistance(after[1]!, before[1]!, Math.exp(-days / mean))).toBeLessThan(unlikely);
    // The brands that are open are as 5 to 3, whatever they yield, and all who stayed in one held to that before.
    expect(countDistance(after[2]!, after[0]! + after[2]!, 0.3 / 0.8)).toBeLessThan(unlikely);
  });
});

describe('a policy of the user', () => {
  it('is called at reviews with what can be seen, and told its present operator', () => {
    const observed: RestakerObservation[] = [];
    const { clock } = crowd(
      [0.05, 0.06],
      { count: 3 },
      {
        observed: { sharedUsd: [0, 3_000], loss: [0.01, 0.02], tail: [0.1, 0.2] },
        decide: observation => {
          // What it could see then: candidates are made when they are asked for.
          observed.push({ ...observation, candidates: observation.candidates });
          return 'stay';
        },
      },
    );
    clock.runUntil(5);
    expect(observed.length).toBeGreaterThan(3);
    const [observation] = observed;
    expect(observation).toMatchObject({ seenOn: Math.floor(observation!.day), stakeUsd: 5_000, operator: 0 });
    expect(observation!.takes(1)).toBe(true);
    // It is with the first, and would share what the second pays to all with the 10,000 USD there.
    expect(observation!.candidates.map(({ netYield }) => netYield)).toEqual([
      0.05 - 0.01,
      expect.closeTo(0.06 + 3_000 / 15_000 - 0.02, 12),
    ]);
    expect(observation!.candidates[1]).toMatchObject({
      operator: 1,
      name: 'o1',
      tail: 0.2,
      share: 0.5,
      sets: [],
    });
  });

  it('moves, leaves and comes back as it says, under the cap and through the queue', () => {
    const decide: RestakerPolicy = ({ operator, day }) => (day > 40 ? 1 : operator < 0 ? 'stay' : 'exit');
    const { clock, where, restakers } = crowd(
      [0.05, 0.06],
      { count: 2, accounts: 10, cap: '40%' },
      { decide },
    );
    clock.runUntil(39);
    expect([where(), restakers.moves[0]]).toEqual([[0, 0, 20], 20]);
    clock.runUntil(60);
    // Four of ten each: the other six stay outside.
    expect(where()).toEqual([0, 8, 12]);
  });

  it('is refused for a cohort that nobody knows, and for an operator that is none', () => {
    const world = written({
      operators: { ordinary: { starts: { 'one.main': 1 } } },
      restakers: { all: { count: 5, stake: { eth: 1 }, policy: { reviewEvery: '1d', attentionLag: '0d' } } },
    });
    const scenario = small(world);
    const run = (restakers: Record<string, RestakerPolicy>) => [...simulate(scenario, 1, { restakers })];
    expect(() => run({ al: () => 'stay' })).toThrow('unknown cohort: al; known: all');
    expect(() => run({ all: () => 7 })).toThrow('unknown operator: 7');
    expect(run({ all: () => 'stay' }).length).toBeGreaterThan(10);
  });
});
