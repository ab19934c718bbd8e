import { describe, expect, it } from 'vitest';
import { streams } from '../../../sim/engine/index.ts';
import { sampleAccounts, sampleOperators, worldOf } from '../../../sim/scenario/index.ts';
import { countDistance, unlikely } from '../../economy/distance.ts';
import { merged, resolved, small, type Written, written } from '../small.ts';

const random = streams('population');
const operatorsOf = (changes: Written) => sampleOperators(worldOf(small(changes)), random);
const accountsOf = (changes: Written) => sampleAccounts(worldOf(small(changes)), random);

const mixed: Written = {
  operators: {
    ordinary: {
      count: 30,
      ownStake: { eth: { lognormal: { median: 8, sigma: 1 } } },
      popularity: { pareto: { minimum: 1, shape: 2 } },
      costs: { monthlyUsd: { uniform: [10, 90] } },
      placement: { cloud: { choice: { aws: 1, own: 1 } } },
      failure: { every: { uniform: ['1d', '9d'] }, repair: '1h' },
      split: { uniform: ['5%', '20%'] },
      starts: { 'one.main': 0.5 },
    },
  },
};

const traits = ({ id: _, group: __, ...own }: ReturnType<typeof operatorsOf>[number]) => own;

describe('an operator', () => {
  it('keeps its traits when another group comes, or its own grows', () => {
    const before = operatorsOf(mixed).map(traits);
    const grown = merged(mixed, { operators: { ordinary: { count: 40 } } });
    const all = written(grown);
    const operators = { other: { count: 9 }, ...(all.operators as Written) };
    const after = sampleOperators(worldOf(resolved({ ...all, operators })), random)
      .filter(({ name }) => name.startsWith('ordinary'))
      .map(traits);
    expect(after.slice(0, 30)).toEqual(before);
    expect(after).toHaveLength(40);
  });

  it('keeps its other traits when one gets another law', () => {
    const before = operatorsOf(mixed);
    const after = operatorsOf(
      merged(mixed, { operators: { ordinary: { costs: { monthlyUsd: 7 }, split: 0.3 } } }),
    );
    after.forEach((operator, i) => {
      expect(operator.monthlyUsd).toBe(7);
      expect({ ...operator, monthlyUsd: 0, splits: [] }).toEqual({
        ...before[i]!,
        monthlyUsd: 0,
        splits: [],
      });
    });
  });

  it('differs from the others of its group', () => {
    const operators = operatorsOf(mixed);
    for (const key of ['popularity', 'monthlyUsd'] as const) {
      expect(new Set(operators.map(operator => operator[key])).size).toBe(30);
    }
    expect(new Set(operators.map(({ placement }) => placement.cloud))).toEqual(new Set(['aws', 'own']));
  });

  it('takes what its CSV row says, and draws what it does not say', () => {
    const rows = [
      { name: 'Alpha', 'ownStake.eth': 3, popularity: 12, cloud: 'gcp', 'failure.every': 2, split: 0.4 },
      { name: 'Beta', 'ownStake.eth': '', monthlyUsd: 5 },
    ];
    const drawn = operatorsOf(mixed);
    const [alpha, beta] = operatorsOf(merged(mixed, { operators: { ordinary: { count: undefined, rows } } }));
    expect(alpha).toMatchObject({
      name: 'Alpha',
      ownStake: [3],
      popularity: 12,
      placement: { cloud: 'gcp' },
      failure: { everyDays: 2, repairDays: 1 / 24 },
      splits: [0.4],
      monthlyUsd: drawn[0]!.monthlyUsd,
    });
    expect(beta).toMatchObject({ name: 'Beta', ownStake: drawn[1]!.ownStake, monthlyUsd: 5 });
  });

  it('has a name of its own, also where there are more operators than rows', () => {
    const rows = [{ name: 'Alpha' }, { popularity: 2 }, { name: 'Beta' }];
    const operators = operatorsOf(merged(mixed, { operators: { ordinary: { count: 8, rows } } }));
    expect(operators.slice(0, 4).map(({ name }) => name)).toEqual(['Alpha', 'ordinary-2', 'Beta', 'Alpha-2']);
    expect(new Set(operators.map(({ name }) => name)).size).toBe(8);
  });

  it('is told from its namesakes by a number', () => {
    const rows = [{ name: 'Node' }, { name: 'Node' }, { name: 'Node' }];
    const names = operatorsOf({ operators: { ordinary: { count: 3, rows } } }).map(({ name }) => name);
    expect(names).toEqual(['Node', 'Node (2)', 'Node (3)']);
  });

  it('starts in a set with the probability given', () => {
    const many = operatorsOf(merged(mixed, { operators: { ordinary: { count: 2_000 } } }));
    const started = many.filter(({ starts }) => starts[0]).length;
    expect(countDistance(started, 2_000, 0.5)).toBeLessThan(unlikely);
  });

  it('has no amount below nothing and no split outside its bounds, whatever its law', () => {
    const wild = { normal: { mean: 0.1, sd: 5 } };
    const operators = operatorsOf({
      operators: {
        ordinary: {
          count: 200,
          ownStake: { eth: wild },
          popularity: wild,
          cashUsd: wild,
          split: { normal: { mean: 0.5, sd: 1 } },
          failure: {
            every: { normal: { mean: '1d', sd: '5d' } },
            repair: { normal: { mean: '1d', sd: '5d' } },
          },
        },
      },
    });
    for (const { ownStake, popularity, cashUsd, splits, failure } of operators) {
      expect(Math.min(ownStake[0]!, popularity, cashUsd, splits[0]!)).toBeGreaterThanOrEqual(0);
      expect(splits[0]).toBeLessThanOrEqual(1);
      expect(Math.min(failure!.everyDays, failure!.repairDays)).toBeGreaterThan(0);
    }
  });
});

describe('restakers', () => {
  const cohorts: Written = {
    strategies: ['eth', 'ait'],
    restakers: {
      retail: { count: 50, stake: { eth: { lognormal: { median: 2, sigma: 1.5 } } }, outside: 0.3 },
      curators: {
        count: 3,
        accounts: 20,
        stake: { eth: { pareto: { minimum: 1, shape: 1.2 } }, ait: 7 },
        total: { eth: 900 },
      },
    },
  };

  it('are scaled to the total of their cohort, and share it equally among their accounts', () => {
    const { count, stake, cohort, restaker } = accountsOf(cohorts);
    expect(count).toBe(110);
    const own = Array.from({ length: count }, (_, i) => i).filter(i => cohort[i] === 1);
    expect(own.reduce((sum, i) => sum + stake[2 * i]!, 0)).toBeCloseTo(900, 9);
    for (const i of own) {
      expect(stake[2 * i + 1]).toBeCloseTo(7 / 20, 12);
      const first = own.find(j => restaker[j] === restaker[i])!;
      expect(stake[2 * i]).toBe(stake[2 * first]);
    }
    expect(new Set(own.map(i => restaker[i])).size).toBe(3);
    expect(new Set(own.map(i => stake[2 * i])).size).toBe(3);
  });

  it('keep their proportions when the total changes', () => {
    const twice = accountsOf(merged(cohorts, { restakers: { curators: { total: { eth: 1_800 } } } }));
    const once = accountsOf(cohorts);
    once.stake.forEach((stake, i) => {
      const doubled = once.cohort[Math.floor(i / 2)] === 1 && i % 2 === 0;
      expect(twice.stake[i]).toBeCloseTo(doubled ? 2 * stake : stake, 9);
    });
  });

  it('keep their stake when another cohort comes', () => {
    const before = accountsOf(cohorts);
    const group = { count: 4, stake: { eth: 1 } };
    const joined = { ...cohorts, restakers: { early: group, ...(cohorts.restakers as Written) } };
    const after = accountsOf(joined);
    expect([...after.stake.slice(2 * 4)]).toEqual([...before.stake]);
    expect([...after.outside.slice(4)]).toEqual([...before.outside]);
  });

  it('start outside as often as said', () => {
    const { outside } = accountsOf({
      restakers: { retail: { count: 5_000, stake: { eth: 1 }, outside: '30%' } },
    });
    expect(
      countDistance(
        outside.reduce((a, b) => a + b, 0),
        5_000,
        0.3,
      ),
    ).toBeLessThan(unlikely);
  });

  it('take what their CSV rows say', () => {
    const rows = [{ 'stake.eth': 5 }, { 'stake.eth': 8 }, { 'stake.eth': '' }];
    const { stake } = accountsOf({ restakers: { retail: { rows, stake: { eth: 2 } } } });
    expect([...stake]).toEqual([5, 8, 2]);
  });

  it('have no stake below nothing, whatever its law', () => {
    const { stake } = accountsOf({
      restakers: { retail: { count: 99, stake: { eth: { normal: { mean: 1, sd: 9 } } } } },
    });
    expect(Math.min(...stake)).toBeGreaterThanOrEqual(0);
  });
});
