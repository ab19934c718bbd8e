import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { observations, total } from '../laws/worlds/rows.ts';
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

describe('what a programme cannot pay', () => {
  it('is not minted, and what an AVS cannot pay is refunded to it', () => {
    const scenario = small({
      assets: { eigen: { price: { usd: 2 } } },
      programmatic: { emissions: { token: 'eigen', tokensPerWeek: 700, gauges: { 'one.main': 1 } } },
      avss: { one: { budget: { token: 'eigen', usdPerWeek: 70, split: { main: 1 } } } },
      operators: { ordinary: { starts: {}, policy: { reviewEvery: '1000y' } } },
    });
    const rows = observations([...simulate(scenario)], 'attribution');
    expect(rows.map(row => [row.layer, row.payee_kind, row.payee])).toEqual([
      ['rewards', 'refunded', 'one'],
      ['programmatic', 'unminted', 'nobody'],
    ]);
    expect(total(rows, 'amount_tokens', row => row.payee_kind === 'unminted')).toBeCloseTo(100 * 30, 9);
  });
});
