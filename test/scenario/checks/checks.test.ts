import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { small, type Written, written } from '../small.ts';

/** Problems of the smallest scenario with changes, as `path: message`. */
function problems(changes: Written): string[] {
  const parsed = parseScenario(written(changes));
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const set = (change: Written): Written => ({ avss: { one: { sets: { main: change } } } });
const budget = (change: Written): Written => ({
  avss: { one: { budget: { token: 'ait', usdPerWeek: 1, split: { main: 1 }, ...change } } },
});
const task = (change: Written): Written => ({
  avss: {
    one: {
      tasks: {
        job: { perDay: 1, resource: 'cpu', hours: { mean: 1 }, deadline: '1h', sets: ['main'], ...change },
      },
    },
  },
});
const struck = { on: { label: 'cloud', is: 'aws' }, perYear: 1, lasts: { median: '1h' } };
const group = (change: Written): Written => ({ operators: { ordinary: change } });
const cohort = (change: Written): Written => ({
  restakers: { retail: { count: 2, stake: { eth: 1 }, ...change } },
});

describe('a scenario that makes no sense as a whole', () => {
  it.each<[string, Written, string]>([
    ['a strategy that is no asset', { strategies: ['eth', 'eht'] }, 'strategies.1: unknown asset: eht'],
    ['a strategy twice', { strategies: ['eth', 'eth'] }, 'strategies.1: duplicate strategy: eth'],
    [
      'a set that accepts what is not restaked',
      set({ strategies: ['eth', 'ait'] }),
      'avss.one.sets.main.strategies.1: unknown strategy: ait',
    ],
    [
      'a set that accepts a strategy twice',
      set({ strategies: ['eth', 'eth'] }),
      'avss.one.sets.main.strategies.1: duplicate strategy: eth',
    ],
    [
      'a multiplier for what the set does not accept',
      set({ multipliers: { ait: 2 } }),
      'avss.one.sets.main.multipliers.ait: unknown strategy: ait',
    ],
    [
      'a largest fraction below the first',
      set({ slashing: { downtime: { fraction: 0.5, repeat: { growth: 2, within: '1d', max: 0.4 } } } }),
      'avss.one.sets.main.slashing.downtime.repeat.max: invalid max: 0.4 is below the first fraction 0.5',
    ],
    [
      'a grace period for double-signing',
      set({ slashing: { doubleSign: { fraction: 0.5, after: '1h' } } }),
      'avss.one.sets.main.slashing.doubleSign.after: invalid after: only downtime and longOutage have a grace period',
    ],
    ['a budget in no asset', budget({ token: 'usdc' }), 'avss.one.budget.token: unknown asset: usdc'],
    [
      'a share for no set',
      budget({ split: { main: 0.5, mian: 0.5 } }),
      'avss.one.budget.split.mian: unknown set: mian',
    ],
    [
      'shares that do not sum to 1',
      budget({ split: { main: 0.9 } }),
      'avss.one.budget.split: invalid split: the shares sum to 0.9',
    ],
    ['a task for no set', task({ sets: ['main', 'gpu'] }), 'avss.one.tasks.job.sets.1: unknown set: gpu'],
    [
      'a programme in no asset',
      { programmatic: { extra: { token: 'eigen', tokensPerWeek: 1 } } },
      'programmatic.extra.token: unknown asset: eigen',
    ],
    [
      'a group without a size',
      { operators: { ordinary: { count: undefined }, other: { count: 1 } } },
      'operators.ordinary: missing count: say how many, or give a csv',
    ],
    [
      'GPUs of no kind',
      group({ gpus: 8 }),
      'operators.ordinary.gpus: missing gpu: say which kind of GPU they own',
    ],
    [
      'GPUs of an unknown kind',
      group({ gpus: 8, gpu: 'h1' }),
      'operators.ordinary.gpu: unknown kind of GPU: h1',
    ],
    [
      'GPUs of no kind in a row',
      group({
        rows: [
          { name: 'a', gpus: 0 },
          { name: 'b', gpus: 4 },
        ],
      }),
      'operators.ordinary.rows.1.gpus: missing gpu: say which kind of GPU the group owns',
    ],
    [
      'own stake in what is not restaked',
      group({ ownStake: { ait: 3 } }),
      'operators.ordinary.ownStake.ait: unknown strategy: ait',
    ],
    [
      'a start in no set',
      group({ starts: { 'one.gpu': 1 } }),
      'operators.ordinary.starts.one.gpu: unknown set: one.gpu',
    ],
    [
      'a split in no set',
      group({ splits: { 'two.main': 1 } }),
      'operators.ordinary.splits.two.main: unknown set: two.main',
    ],
    [
      'an unknown attribute in a row',
      group({ rows: [{ name: 'a', popularty: 1 }] }),
      'operators.ordinary.rows.0.popularty: unknown attribute: popularty',
    ],
    [
      'a row with a number that is none',
      group({ rows: [{ name: 'a' }, { name: 'b', popularity: 'many' }] }),
      'operators.ordinary.rows.1.popularity: invalid popularity: many',
    ],
    [
      'a row with a split above 1',
      group({ rows: [{ split: 10 }] }),
      'operators.ordinary.rows.0.split: invalid split: 10',
    ],
    [
      'restakers with stake in what is not restaked',
      cohort({ stake: { ait: 1 } }),
      'restakers.retail.stake.ait: unknown strategy: ait',
    ],
    [
      'a total of what nobody has',
      { ...cohort({ total: { ait: 5 } }) },
      'restakers.retail.total.ait: unknown strategy: ait',
    ],
    [
      'restakers without a number',
      cohort({ count: undefined }),
      'restakers.retail: missing count: say how many, or give a csv',
    ],
    [
      'a row of restakers with negative stake',
      cohort({ rows: [{ 'stake.eth': -1 }] }),
      'restakers.retail.rows.0.stake.eth: invalid stake.eth: -1',
    ],
    [
      'a cap below one account',
      cohort({ accounts: 10, cap: '5%' }),
      'restakers.retail.cap: invalid cap: 0.05 of 10 accounts is less than one account',
    ],
    [
      'a shock on a label that nobody carries',
      { shocks: { storm: { on: { label: 'cloud', is: 'aws' }, perYear: 1, lasts: { median: '1h' } } } },
      'shocks.storm.on.label: unknown placement label: cloud',
    ],
    [
      'a shock on a label that operators have, with a value that none can have',
      { shocks: { storm: struck }, ...group({ placement: { cloud: { choice: { gcp: 1, azure: 1 } } } }) },
      'shocks.storm.on.is: unknown cloud: aws',
    ],
    [
      'an asset by a word that every object answers to',
      { assets: { valueOf: { price: { usd: 1 } } } },
      'assets.valueOf: invalid name: valueOf is reserved; choose another',
    ],
    [
      'a placement label by such a word',
      group({ placement: { toString: 'x' } }),
      'operators.ordinary.placement.toString: invalid name: toString is reserved; choose another',
    ],
    [
      'a row with a share of a GPU',
      { gpus: { h: { rentUsdPerHour: { usd: 2 } } }, ...group({ gpu: 'h', rows: [{ gpus: 2.5 }] }) },
      'operators.ordinary.rows.0.gpus: invalid gpus: 2.5',
    ],
    [
      'a row with a number for a name',
      group({ rows: [{ name: 7 }] }),
      'operators.ordinary.rows.0.name: invalid name: 7 is a number',
    ],
    [
      'an outage that has no length',
      { shocks: { storm: { ...struck, lasts: undefined } }, ...group({ placement: { cloud: 'aws' } }) },
      'shocks.storm: missing lasts: say how long the outage lasts',
    ],
    [
      'an offence that lasts',
      { shocks: { storm: { ...struck, kind: 'doubleSign' } }, ...group({ placement: { cloud: 'aws' } }) },
      'shocks.storm.lasts: invalid lasts: only an outage lasts',
    ],
    [
      'false slashes claimed for what is never slashed',
      set({ falseSlashes: { perYear: 1, fraction: '1%', condition: 'downtime' } }),
      'avss.one.sets.main.falseSlashes.condition: unknown slashing condition: downtime',
    ],
    [
      'false slashes caught by nobody',
      set({ falseSlashes: { perYear: 1, fraction: '1%', caught: '90%' } }),
      'avss.one.sets.main.falseSlashes.caught: invalid caught: no committee looks at it',
    ],
    [
      'false slashes caught by nobody, whatever they are claimed for',
      set({
        slashing: { doubleSign: { fraction: '1%' } },
        falseSlashes: { perYear: 1, fraction: '1%', condition: 'doubleSign', caught: '90%' },
      }),
      'avss.one.sets.main.falseSlashes.caught: invalid caught: no committee looks at it',
    ],
    ['nobody to operate', group({ count: 0 }), 'operators: missing operators: every group is empty'],
    [
      'more accounts than a machine holds',
      cohort({ count: 9_000_000, accounts: 9 }),
      'restakers: invalid population: 81000003 accounts are more than 20000000',
    ],
  ])('is told of %s, and where', (_, changes, problem) => {
    expect(problems(changes)).toEqual([problem]);
  });

  it('is told of everything at once', () => {
    const both = { ...budget({ token: 'usdc' }), ...group({ gpus: 8 }) };
    expect(problems(both)).toHaveLength(2);
  });
});

describe('a scenario that makes sense', () => {
  it('has no problem', () => {
    expect(problems({})).toEqual([]);
    expect(small(budget({ split: { main: '100%' } })).avss.one!.budget!.split).toEqual({ main: 1 });
    expect(problems({ ...task({}), ...cohort({ total: { eth: 5 } }) })).toEqual([]);
  });
});

describe('a name that refers to nothing', () => {
  it('is told with the names that there are, twenty at most in words', () => {
    const names = Array.from({ length: 23 }, (_, i) => `asset${i}`);
    const assets = Object.fromEntries(names.map(name => [name, { price: { usd: 1 } }]));
    const parsed = parseScenario(written({ assets, strategies: ['eth', 'other'] }));
    expect(parsed.ok ? [] : parsed.problems).toEqual([
      {
        path: ['strategies', 1],
        message: 'unknown asset: other',
        help: expect.stringMatching(/^known: (\w+, ){19}\w+ and \d+ more$/),
        known: expect.arrayContaining(names),
      },
    ]);
  });
});
