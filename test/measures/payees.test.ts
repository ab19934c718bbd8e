import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { observations } from '../laws/worlds/rows.ts';
import { small } from '../scenario/small.ts';

describe('a restaker that a CSV names', () => {
  const scenario = small({
    attribution: 'accounts',
    assets: { usd: { price: { usd: 1 } } },
    avss: {
      one: {
        budget: { token: 'usd', usdPerWeek: 700, split: { main: 1 } },
        sets: { main: { slashing: { wrongResult: { fraction: '5%' } } } },
      },
    },
    operators: { ordinary: { starts: { 'one.main': 1 }, hazards: { wrongResult: 20 } } },
    restakers: {
      funds: {
        rows: [{ name: 'Alpha' }, { name: 'Beta' }, { name: '' }],
        count: 5,
        accounts: 2,
        stake: { eth: 10 },
      },
    },
  });
  const rows = [...simulate(scenario)];
  const names = (table: string) => [
    ...new Set(
      observations(rows, table)
        .filter(row => row.person_kind === 'restakers')
        .map(row => row.person),
    ),
  ];

  it('keeps its name in who was paid and in who lost, numbered where a row stands for several', () => {
    expect(names('payments')).toEqual(['Alpha', 'Beta', 'funds-3', 'Alpha-2', 'Beta-2']);
    expect(names('losses').length).toBeGreaterThan(2);
    for (const name of names('losses')) expect(names('payments')).toContain(name);
  });
});

describe('what nobody can be paid', () => {
  /** Who got what of a programme of 700 tokens a week and of a budget of 35, in a set without members. */
  const fates = (programme: Record<string, unknown>) => {
    const scenario = small({
      assets: { eigen: { price: { usd: 2 } } },
      programmatic: { emissions: { token: 'eigen', tokensPerWeek: 700, ...programme } },
      avss: { one: { budget: { token: 'eigen', usdPerWeek: 70, split: { main: 1 } } } },
      operators: { ordinary: { starts: {}, policy: { reviewEvery: '1000y' } } },
    });
    return observations([...simulate(scenario)], 'attribution').map(row => [
      row.layer,
      row.payee_kind,
      row.payee,
      Math.round(Number(row.amount_tokens)),
    ]);
  };
  const rewards = ['rewards', 'refunded', 'one', 150];

  it('is refunded to the AVS whose set it is for, by whomever', () => {
    expect(fates({ gauges: { 'one.main': 1 }, eligible: 'all' })).toEqual([
      rewards,
      ['programmatic', 'refunded', 'one', 3_000],
    ]);
  });

  it('of a programme is burned if no set gets it, and never minted in a week that nobody presses', () => {
    expect(fates({ gauges: { 'one.main': 1 } })).toEqual([
      rewards,
      ['programmatic', 'burned', 'nobody', 3_000],
    ]);
    expect(fates({ gauges: { 'one.main': 1 }, unpressed: [0, 2] })).toEqual([
      rewards,
      ['programmatic', 'burned', 'nobody', 1_600],
      ['programmatic', 'unminted', 'nobody', 1_400],
    ]);
  });

  it('for serving any set stays in the rewards contract', () => {
    expect(fates({})).toEqual([rewards, ['programmatic', 'stuck', 'rewards contract', 3_000]]);
  });
});
