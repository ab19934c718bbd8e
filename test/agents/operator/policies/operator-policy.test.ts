import { describe, expect, it } from 'vitest';
import { profitSeeker } from '../../../../sim/agents/operator/policies/profit-seeker.ts';
import {
  type OperatorObservation,
  type OperatorPolicy,
  type Policies,
  type Row,
  simulate,
} from '../../../../sim/index.ts';
import { number, observations } from '../../../laws/worlds/rows.ts';
import { small, type Written } from '../../../scenario/small.ts';

/** Two AVSs, one of which pays ten times the other, and two groups of operators in neither. */
const scenario = small({
  horizon: '90d',
  avss: {
    one: avs(10_000),
    two: avs(1_000),
  },
  operators: {
    ordinary: { count: 3, policy: { reviewEvery: '5d' } },
    others: { count: 3, ownStake: { eth: 10 }, policy: { reviewEvery: '5d' } },
  },
});

function avs(usdPerWeek: number): Written {
  return {
    budget: { token: 'ait', usdPerWeek, split: { main: 1 } },
    sets: {
      main: {
        strategies: ['eth'],
        reward: { kind: 'uniqueStake' },
        slashing: { doubleSign: { fraction: 0.1 } },
      },
    },
  };
}

const run = (policies?: Policies): Row[] => [...simulate(scenario, 1, policies)];

/** Sets that a group's operators served at some sample. */
function served(rows: readonly Row[], group: string): string[] {
  const memberships = observations(rows, 'memberships').filter(row => row.group === group);
  return [...new Set(memberships.map(row => String(row.avs)))].sort();
}

describe("a user's policy for a group of operators", () => {
  it('is of the kind that named policies are: the profit seeker by hand gives the same rows', () => {
    expect(run({ operators: { ordinary: profitSeeker.decide, others: profitSeeker.decide } })).toEqual(run());
  });

  it('decides for its group, and for no other', () => {
    const onlyTwo: OperatorPolicy = ({ sets }) => ({
      sets: sets.filter(({ name }) => name === 'two.main').map(({ id }) => id),
    });
    const rows = run({ operators: { ordinary: onlyTwo } });
    expect(served(rows, 'ordinary')).toEqual(['two']);
    expect(served(rows, 'others')).toContain('one');
  });

  it('sees what its operator could see: its money and stake, and the terms of every set', () => {
    const observed: OperatorObservation[] = [];
    const look: OperatorPolicy = observation => {
      observed.push(observation);
      return {
        sets: observation.sets.filter(({ admitted, member }) => member || admitted).map(({ id }) => id),
      };
    };
    const rows = run({ operators: { ordinary: look } });
    expect(served(rows, 'ordinary')).toEqual(['one', 'two']);
    const first = observed[0]!;
    expect(first).toMatchObject({
      gpus: 0,
      ownStakeUsd: 10_000,
      stakeUsd: 10_000,
      cashUsd: 100_000,
      served: [],
    });
    expect(first.day).toBeGreaterThan(0);
    const later = observed.findLast(({ name }) => name === first.name)!;
    expect(later.served).toEqual([0, 1]);
    expect(later.sets.map(({ member, open }) => [member, open])).toEqual([
      [true, false],
      [true, false],
    ]);
    const [one, two] = later.sets.map(({ terms }) => terms!);
    expect(one!.pay).toBeGreaterThan(two!.pay);
    expect(later.worth([0, 1]).value).toBeCloseTo(one!.income - one!.risk + (two!.income - two!.risk), 6);
  });

  it('is asked once a review, unless it asks to be asked again', () => {
    const count = (again: boolean): number => {
      let asked = 0;
      const fickle: OperatorPolicy = ({ served: now }) => {
        asked++;
        return { sets: now.length === 0 ? [0] : [], again };
      };
      run({ operators: { ordinary: fickle } });
      return asked;
    };
    expect(count(true)).toBeGreaterThan(count(false));
  });

  it('joins nothing that the AVS would refuse', () => {
    const closed = small({
      avss: { one: { sets: { main: { admission: { minStakeUsd: 10_001 } } } } },
      operators: { ordinary: { policy: { reviewEvery: '5d' } } },
    });
    const all: OperatorPolicy = ({ sets }) => ({ sets: sets.map(({ id }) => id) });
    const rows = [...simulate(closed, 1, { operators: { ordinary: all } })];
    for (const row of observations(rows, 'sets')) expect(number(row, 'members')).toBe(0);
  });

  it('must be for a group that is there, and name sets that are there', () => {
    expect(() => run({ operators: { nobody: profitSeeker.decide } })).toThrow(
      'unknown group of operators: nobody',
    );
    expect(() => run({ operators: { ordinary: () => ({ sets: [7] }) } })).toThrow('unknown set: 7');
  });
});
