import { describe, expect, it } from 'vitest';
import { parseScenario, warningsOf } from '../../../sim/scenario/index.ts';
import { small, type Written, written } from '../small.ts';

const directed = (reward: Written): Written => ({
  avss: { one: { sets: { main: { reward: { kind: 'operatorDirected', ...reward } } } } },
});
const funds = (more: Written): Written => ({
  avss: { one: { budget: { token: 'ait', usdPerWeek: 1, split: { main: 1 }, ...more } } },
});
const programme = (more: Written): Written => ({
  programmatic: { eigen: { token: 'ait', tokensPerWeek: 1, ...more } },
});

function problems(changes: Written): string[] {
  const parsed = parseScenario(written(changes));
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const reward = 'avss.one.sets.main.reward';

describe('layers of pay that make no sense', () => {
  it.each<[string, Written, string]>([
    [
      'prizes that are not the pool',
      directed({ prizes: [0.5, 0.3] }),
      `${reward}.prizes: invalid prizes: make them sum to 1 (100%)`,
    ],
    [
      'a treasury of both tokens and USD',
      funds({ treasury: { tokens: 1, usd: 1 } }),
      'avss.one.budget.treasury: invalid treasury: write either tokens or usd',
    ],
    [
      'sell pressure on a token that follows a peg',
      {
        assets: { ait: { price: undefined, peg: { to: 'eth' } } },
        ...funds({ selling: { floatTokens: 1 } }),
      },
      'avss.one.budget.selling: invalid selling: ait follows its peg, whoever sells it',
    ],
    ['a cap of nothing', directed({ cap: 0 }), `${reward}.cap: invalid cap: it must be above 0`],
    [
      'a cap where pay goes by stake',
      { avss: { one: { sets: { main: { reward: { cap: 0.5 } } } } } },
      `${reward}.cap: unknown key: cap`,
    ],
    [
      'a gauge for no set',
      programme({ gauges: { 'one.other': 1 } }),
      'programmatic.eigen.gauges.one.other: unknown set: one.other',
    ],
    [
      'gauges above the budget',
      programme({ gauges: { 'one.main': 1, 'one.other': 0.2 } }),
      'programmatic.eigen.gauges: invalid gauges: the shares sum to 1.2',
    ],
    [
      'no gauge at all',
      programme({ gauges: {} }),
      'programmatic.eigen.gauges: missing gauge: name a set, or leave gauges out',
    ],
    [
      'a kind without gauges',
      programme({ kind: 'totalStake' }),
      'programmatic.eigen.kind: invalid kind: only gauges pay sets',
    ],
    [
      'eligibility without gauges',
      programme({ eligible: 'all' }),
      'programmatic.eigen.eligible: invalid eligible: only gauges pay sets',
    ],
    [
      'pay for stake that is not restaked',
      programme({ strategies: ['ait'] }),
      'programmatic.eigen.strategies.0: unknown strategy: ait',
    ],
    [
      'a gauge of a set that accepts none of the stake that is paid',
      {
        strategies: ['eth', 'ait'],
        ...programme({ strategies: ['ait'], gauges: { 'one.main': 1 } }),
      },
      "programmatic.eigen.gauges.one.main: invalid gauge: one.main accepts none of the programme's strategies",
    ],
    [
      'changes out of order',
      programme({
        change: [
          [9, 1],
          [3, 2],
        ],
      }),
      'programmatic.eigen.change: invalid change: put the days in ascending order',
    ],
  ])('%s', (_, changes, problem) => {
    expect(problems(changes)).toContain(problem);
  });

  it('are absent unless asked for', () => {
    const { avss, programmatic } = small({ ...directed({}), ...programme({}) });
    expect(avss.one!.sets.main!.reward).toEqual({
      kind: 'operatorDirected',
      by: { work: 0, uptime: 0, stake: 0, capacity: 0 },
    });
    expect(programmatic.eigen).toEqual({ token: 'ait', tokensPerWeek: 1, change: [], unpressed: [] });
  });
});

describe('a gauge', () => {
  it('is warned of where its AVS pays no fee, unless the programme pays all or nothing is burned by it', () => {
    const warnings = (more: Written, protocolFee?: boolean) => {
      const budget = { token: 'ait', usdPerWeek: 1, split: { main: 1 }, protocolFee };
      const avss = { avss: { one: protocolFee === undefined ? {} : { budget } } };
      return warningsOf(small({ ...programme({ gauges: { 'one.main': 1 }, ...more }), ...avss })).map(
        ({ path, message }) => `${path.join('/')}: ${message}`,
      );
    };
    const place = 'programmatic/eigen/gauges/one.main: nothing is paid by the gauge of one.main: ';
    const rule = "only AVSs that pay the protocol's fee may be, and one ";
    expect(warnings({})).toEqual([`${place}${rule}has no budget to pay it from`]);
    expect(warnings({}, false)).toEqual([`${place}${rule}does not pay it`]);
    expect(warnings({}, true)).toEqual([]);
    expect(warnings({ eligible: 'all' }, false)).toEqual([]);
    expect(warnings({ gauges: { 'one.main': 0 } }, false)).toEqual([]);
    expect(warningsOf(small(programme({})))).toEqual([]);
  });
});
