import { describe, expect, it } from 'vitest';
import { incentiveTokensPerDay } from '../../../../sim/agents/avs/pay/incentives.ts';
import { worldOf } from '../../../../sim/scenario/index.ts';
import { number, type Observation, total } from '../../../laws/worlds/rows.ts';
import { merged, small, type Written } from '../../../scenario/small.ts';

import { avs, group, paid, run, set, unique } from './pay.fixture.ts';

describe('a set that pays by a rule of its AVS', () => {
  const cores = { heavy: group({ cores: 7 }), middle: group({ cores: 2 }), light: group({ cores: 1 }) };
  const rule = (extra: Written): Written =>
    avs({ a: set({ kind: 'operatorDirected', by: { capacity: 1 }, ...extra }) }, cores);
  const amounts = (pay: Record<string, number>): number[] => Object.values(pay);

  it('caps the weight of a member', () => {
    const pay = amounts(paid(rule({ cap: 0.4 })));
    expect(pay).toEqual([40, 40, 20].map(usd => expect.closeTo(usd, 9)));
  });

  it('gives prizes by rank, to the lower operator number among equals', () => {
    expect(amounts(paid(rule({ prizes: ['50%', '30%', '20%'] })))).toEqual([50, 30, 20]);
    const equals = avs({ a: set({ kind: 'operatorDirected', prizes: [1] }) }, { same: group({ count: 3 }) });
    expect(amounts(paid(equals))).toEqual([100, 0, 0]);
  });

  it('keeps its bonus for those who were up', () => {
    const flaky = group({ failure: { every: '1h', repair: '1h' } });
    const bonus = { part: '30%', minUptime: '99%' };
    const input = avs({ a: set({ kind: 'operatorDirected', bonus }) }, { solid: group(), flaky });
    const pay = amounts(paid(input));
    expect(pay[0]).toBeCloseTo(65, 9);
    expect(pay[1]).toBeCloseTo(35, 9);
  });

  it('gives a fifth to the protocol if its AVS opted in', () => {
    const { table } = run(
      avs({ a: unique }, { some: group({ count: 2 }) }, { avss: { one: { budget: { protocolFee: true } } } }),
    );
    const pay = table('attribution');
    expect(total(pay, 'amount_usd', row => row.payee_kind === 'protocol')).toBeCloseTo(21 * 20, 9);
    expect(total(pay, 'amount_usd', row => row.payee_kind === 'operators')).toBeCloseTo(21 * 80, 9);
    expect(table('summary').find(row => row.measure === 'one.a.cost')!.value).toBeCloseTo(700, 9);
  });
});

describe('a programme', () => {
  const programme = (more: Written): Written => ({
    programmatic: { eigen: { token: 'ait', tokensPerWeek: 700, ...more } },
  });

  it('changes its amount with the first week that begins on the day or later', () => {
    const [incentive] = worldOf(
      small(
        programme({
          change: [
            [7, 0.5],
            [15, 0],
          ],
        }),
      ),
    ).incentives;
    const days = [0, 6, 7, 14, 20, 21, 400];
    expect(days.map(day => incentiveTokensPerDay(incentive!, day))).toEqual([100, 100, 50, 50, 50, 0, 0]);
  });

  it('that is cut pays all earners less', () => {
    const { table } = run(avs({ a: unique }, { some: group() }, programme({ change: [[10, 0.5]] })));
    const layer = (row: Observation) => row.layer === 'programmatic' && row.set === 'eigen';
    expect(total(table('attribution'), 'amount_tokens', layer)).toBeCloseTo(14 * 100 + 7 * 50, 9);
  });

  it('pays the sets that it gauges, by allocated or by total stake, and burns the rest', () => {
    const both = group({ starts: { 'one.a': 1, 'one.b': 1 } });
    const gauged = (kind: string) =>
      avs(
        { a: unique, b: unique },
        { one: group(), both },
        {
          avss: { one: { budget: undefined } },
          ...programme({ kind, eligible: 'all', gauges: { 'one.a': '45%', 'one.b': '45%' } }),
        },
      );
    // One allocates 95% to a; the other half of that, and half to b, for the gauges pay both alike.
    expect(Object.values(paid(gauged('uniqueStake')))).toEqual([30, 15].map(usd => expect.closeTo(usd, 9)));
    expect(Object.values(paid(gauged('uniqueStake'), 'b'))).toEqual([expect.closeTo(45, 9)]);
    expect(Object.values(paid(gauged('totalStake')))).toEqual([22.5, 22.5]);
    const { table } = run(gauged('totalStake'));
    const tokens = (kind: string) =>
      total(table('attribution'), 'amount_tokens', row => row.payee_kind === kind);
    expect(total(table('attribution'), 'amount_tokens')).toBeCloseTo(21 * 100, 9);
    expect(tokens('burned')).toBeCloseTo(21 * 10, 9);
    expect(total(table('sets'), 'pool_usd')).toBe(0);
    const measured = Object.fromEntries(table('summary').map(row => [row.measure, row.value]));
    expect(measured).toMatchObject({
      'programmes.eigen.minted': expect.closeTo(2_100, 9),
      'programmes.eigen.paid': expect.closeTo(0.9, 12),
      'programmes.eigen.burned': expect.closeTo(0.1, 12),
    });
  });

  it('pays by its gauges those alone whose AVS pays the fee, and burns what the others would have had', () => {
    const paidTo = (protocolFee: boolean, eligible?: string) => {
      const input = avs(
        { a: unique },
        { one: group() },
        {
          avss: { one: { budget: { protocolFee } } },
          ...programme({ gauges: { 'one.a': '80%' }, ...(eligible && { eligible }) }),
        },
      );
      const rows = run(input).table('attribution');
      const of = (kinds: string[]) =>
        total(
          rows,
          'amount_tokens',
          row => row.layer === 'programmatic' && kinds.includes(String(row.payee_kind)),
        );
      return [of(['operators', 'restakers']), of(['burned'])];
    };
    const gauged = [expect.closeTo(21 * 80, 9), expect.closeTo(21 * 20, 9)];
    expect(paidTo(true)).toEqual(gauged);
    expect(paidTo(false)).toEqual([0, expect.closeTo(21 * 100, 9)]);
    expect(paidTo(false, 'feePaying')).toEqual([0, expect.closeTo(21 * 100, 9)]);
    expect(paidTo(false, 'all')).toEqual(gauged);
  });

  it('never mints the week that nobody presses, and burns nothing of it', () => {
    const input = avs(
      { a: unique },
      { some: group() },
      {
        avss: { one: { budget: { protocolFee: true } } },
        ...programme({ gauges: { 'one.a': '80%' }, unpressed: [1, 7] }),
      },
    );
    const { table } = run(input);
    const tokens = (kind: string) =>
      total(
        table('attribution'),
        'amount_tokens',
        row => row.layer === 'programmatic' && row.payee_kind === kind,
      );
    expect([tokens('operators'), tokens('burned'), tokens('unminted')]).toEqual([
      expect.closeTo(14 * 80, 9),
      expect.closeTo(14 * 20, 9),
      expect.closeTo(7 * 100, 9),
    ]);
    const daily = table('memberships').map(row => number(row, 'paid_usd') - 80);
    expect(daily).toEqual(
      Array.from({ length: 21 }, (_, day) => expect.closeTo(day >= 7 && day < 14 ? 0 : 80, 9)),
    );
  });

  it('pays for the strategies that it names alone', () => {
    const input = avs(
      { a: { ...unique, strategies: ['eth', 'ait'] } },
      { eth: group({ ownStake: { eth: 10 } }), ait: group({ ownStake: { ait: 5_000 } }) },
      {
        strategies: ['eth', 'ait'],
        avss: { one: { budget: undefined } },
        ...programme({ gauges: { 'one.a': 1 }, eligible: 'all', strategies: ['ait'] }),
      },
    );
    expect(Object.values(paid(input))).toEqual([0, expect.closeTo(100, 9)]);
    const earners = merged(input, programme({ gauges: undefined, eligible: undefined, strategies: ['eth'] }));
    const rows = run(earners).table('attribution');
    expect(rows.map(row => [row.payee, row.amount_tokens])).toEqual([['eth', expect.closeTo(2_100, 9)]]);
  });

  it('gives back to the AVS what its gauge cannot pay, for nobody serves the set', () => {
    const input = avs(
      { a: unique, b: unique },
      { some: group() },
      { avss: { one: { budget: undefined } }, ...programme({ gauges: { 'one.b': 1 }, eligible: 'all' }) },
    );
    const rows = run(input).table('attribution');
    expect(rows.map(row => [row.set, row.payee_kind, row.payee, row.amount_tokens])).toEqual([
      ['b', 'refunded', 'one', expect.closeTo(2_100, 9)],
    ]);
  });
});
