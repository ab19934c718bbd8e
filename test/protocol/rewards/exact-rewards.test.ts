import { describe, expect, it } from 'vitest';
import {
  calculateRewards,
  type ExactSubmission,
  type RewardEvents,
  takeSnapshots,
} from '../../../sim/protocol/rewards/exact/index.ts';
import { type PoolSubmission, paidDays } from '../../../sim/protocol/rewards/exact/submissions.ts';

const WAD = 10n ** 18n;

const nothing: RewardEvents = {
  stakerDelegations: [],
  stakerShareDeltas: [],
  operatorShareDeltas: [],
  operatorAvsRegistrations: [],
  operatorSetRegistrations: [],
  operatorSetStrategies: [],
  restakedStrategyPolls: [],
  operatorAvsSplits: [],
  operatorPiSplits: [],
  operatorSetSplits: [],
  defaultOperatorSplits: [],
  operatorAllocations: [],
  operatorMaxMagnitudes: [],
};

/**
 * One AVS, set 1 for GPUs and set 2 for others. Operator A has 300 shares of s1 and s2, B 100 of s3 and s4; A
 * allocates 0.2 to set 1 and 0.5 to set 2, B 0.8 to set 1. B keeps 25 % in set 1, else both keep 10 %. All of
 * it happens on day 0; on day 1 set 1 slashes half of A's allocation.
 */
const stakes = { s1: ['A', 200n], s2: ['A', 100n], s3: ['B', 90n], s4: ['B', 10n] } as const;
const allocation = (day: number, key: string, percent: bigint) => ({
  day,
  key: `${key}|k`,
  magnitude: (percent * WAD) / 100n,
});
const opened: RewardEvents = {
  ...nothing,
  stakerDelegations: Object.entries(stakes).map(([staker, [operator]]) => ({ day: 0, staker, operator })),
  stakerShareDeltas: Object.entries(stakes).map(([staker, [, shares]]) => ({
    day: 0,
    key: `${staker}|k`,
    delta: shares * WAD,
  })),
  operatorShareDeltas: [
    { day: 0, key: 'A|k', delta: 300n * WAD },
    { day: 0, key: 'B|k', delta: 100n * WAD },
  ],
  operatorSetRegistrations: ['A|avs|1', 'A|avs|2', 'B|avs|1', 'B|avs|2'].map(key => ({
    day: 0,
    key,
    registered: true,
  })),
  operatorSetSplits: [{ day: 0, key: 'B|avs|1', bips: 2500n }],
  operatorAllocations: [
    allocation(0, 'A|avs|1', 20n),
    allocation(0, 'A|avs|2', 50n),
    allocation(0, 'B|avs|1', 80n),
  ],
};
const slashed: RewardEvents = {
  ...opened,
  stakerShareDeltas: [
    ...opened.stakerShareDeltas,
    { day: 1, key: 's1|k', delta: -20n * WAD },
    { day: 1, key: 's2|k', delta: -10n * WAD },
  ],
  operatorShareDeltas: [...opened.operatorShareDeltas, { day: 1, key: 'A|k', delta: -30n * WAD }],
  operatorAllocations: [...opened.operatorAllocations, allocation(1, 'A|avs|1', 10n)],
  operatorMaxMagnitudes: [{ day: 1, key: 'A|k', magnitude: (9n * WAD) / 10n }],
};

const terms = { avs: 'avs', token: 't', submitted: 0, start: 0, end: 7, days: 7n } as const;
const multipliers = [['k', WAD]] as const;
const submissions: PoolSubmission[] = [
  { ...terms, kind: 'unique', hash: 'u1', scope: 'avs|1', multipliers, amount: 7000n * WAD },
  { ...terms, kind: 'unique', hash: 'u2', scope: 'avs|2', multipliers, amount: 700n * WAD },
  { ...terms, kind: 'total', hash: 't1', scope: 'avs|1', multipliers, amount: 7000n * WAD },
  { ...terms, kind: 'total', hash: 't2', scope: 'avs|2', multipliers, amount: 700n * WAD },
];

/** What earners get of a submission on a day, in wei. */
function paid(events: RewardEvents, submission: ExactSubmission, day: number): Record<string, bigint> {
  const run = calculateRewards(takeSnapshots(events, 8), [submission], 8, new Map());
  const { amounts } = run.find(each => each.day === day)!;
  return Object.fromEntries(amounts.map(({ earner, amount }) => [earner, amount]));
}

describe('exact rewards', () => {
  it('divide two sets as the sidecar does, half-up quotients and cut proportions included', () => {
    const [unique1, unique2, total1, total2] = submissions.map(each => paid(opened, each, 1));
    expect(unique1).toEqual({
      A: 42857142857142857143n,
      s1: 257142857142856885714n,
      s2: 128571428571428442857n,
      B: 142857142857142857143n,
      s3: 385714285714285714285n,
      s4: 42857142857142857142n,
    });
    expect(unique2).toEqual({ A: 10n * WAD, s1: 59999999999999940000n, s2: 29999999999999970000n });
    expect(total1).toEqual({
      A: 75n * WAD,
      s1: 449999999999999550000n,
      s2: 224999999999999775000n,
      B: (625n * WAD) / 10n,
      s3: (16875n * WAD) / 100n,
      s4: (1875n * WAD) / 100n,
    });
    expect(total2).toMatchObject({ B: (25n * WAD) / 10n, s3: (2025n * WAD) / 100n });
  });

  it('pay the day of a slash by its magnitudes but not yet by its shares', () => {
    expect(paid(slashed, submissions[0]!, 1)).toMatchObject({
      A: 29411764705882352941n,
      B: 176470588235294117648n,
    });
    expect(paid(slashed, submissions[0]!, 2)).toEqual({
      A: 27272727272727272727n,
      s1: 163636363636363472727n,
      s2: 81818181818181736363n,
      B: 181818181818181818182n,
      s3: 490909090909090909090n,
      s4: 54545454545454545454n,
    });
    expect(paid(slashed, submissions[1]!, 2)).toEqual(paid(opened, submissions[1]!, 2));
  });

  it('refund a pool that nobody has weight for', () => {
    const elsewhere = { ...submissions[0]!, multipliers: [['other', WAD]] as const };
    expect(paid(opened, elsewhere, 1)).toEqual({ avs: 1000n * WAD });
  });

  it('pay incentives only to operators of some AVS or set, and to their stakers', () => {
    const incentives: PoolSubmission = { ...submissions[0]!, kind: 'pi', hash: 'p', scope: '' };
    expect(Object.keys(paid(opened, incentives, 1)).sort()).toEqual(['A', 'B', 's1', 's2', 's3', 's4']);
    const operatorSetRegistrations = opened.operatorSetRegistrations.filter(({ key }) => key.startsWith('A'));
    const alone = paid({ ...opened, operatorSetRegistrations }, incentives, 1);
    expect(Object.keys(alone).sort()).toEqual(['A', 's1', 's2']);
  });

  it('give an AVS one of two equal refunds, for operators never registered and strategies not in the set', () => {
    const directed = (...operators: [string, bigint][]): ExactSubmission => ({
      ...terms,
      kind: 'odset',
      hash: 'd',
      scope: 'avs|2',
      multipliers,
      operators,
    });
    const two = paid(opened, directed(['A', 7000n], ['C', 6300n]), 1);
    expect(two).toEqual({ A: 100n, avs: 900n });
    const unequal = paid(opened, directed(['A', 7000n], ['C', 3150n], ['D', 3143n]), 1);
    expect(unequal).toEqual({ A: 100n, avs: 900n + 899n });
  });

  it('leave no trace of a registration that ends on its own day or on the next', () => {
    const registration = (day: number, registered: boolean) => ({ day, key: 'A|avs|1', registered });
    const spansOf = (...operatorSetRegistrations: RewardEvents['operatorSetRegistrations']) =>
      takeSnapshots({ ...nothing, operatorSetRegistrations }, 8).operatorSetRegistrations.get('A|avs|1');
    expect(spansOf(registration(1, true), registration(1, false))).toEqual([]);
    expect(spansOf(registration(1, true), registration(2, false))).toEqual([]);
    expect(spansOf(registration(1, true), registration(3, false), registration(3, true))).toEqual([
      { first: 2, last: 2, value: true },
      { first: 4, last: 7, value: true },
    ]);
  });

  it('pay each day once over several runs, and stake-weighted kinds one day later', () => {
    const [unique] = submissions as [PoolSubmission];
    const avsWide = { ...unique, kind: 'v1', scope: 'avs' } as const;
    expect(paidDays(unique, 3)).toEqual([1, 2]);
    expect(paidDays(avsWide, 3)).toEqual([1, 2, 3]);
    expect(paidDays(unique, 20, 2)).toEqual([3, 4, 5, 6, 7]);
    expect(paidDays({ ...unique, submitted: 3 }, 3)).toEqual([]);
  });
});
