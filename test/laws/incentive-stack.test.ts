import { describe, expect, it } from 'vitest';
import type { Row } from '../../sim/index.ts';
import type { Written } from '../scenario/small.ts';
import { always } from './always.ts';
import { equal, number, type Observation, observations, total } from './rows.ts';

type Programmes = Readonly<Record<string, { readonly token: string; readonly tokensPerWeek: number }>>;

const same = (a: number, b: number, what: string) => expect(equal(a, b), `${what}: ${a} and ${b}`).toBe(true);
const pathOf = (row: Observation): string => `${row.avs}.${row.set}`;
const daysOf = (rows: readonly Row[]): number =>
  Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));

/** Rules laid over those of a scenario's sets, in turn; operator-directed pay takes all of them at once. */
const rules: readonly Written[] = [
  { prizes: [0.5, 0.3, 0.2] },
  { bonus: { part: 0.4, minUptime: 0.99 } },
  { cap: 0.3 },
  { prizes: [0.7, 0.3], bonus: { part: 0.5, minUptime: 0.9 }, cap: 0.4 },
];

/** A scenario with every layer of pay: rules, protocol fees, gauges and a cut of the programme after ten days. */
function stacked(written: Written): Written {
  let turn = 0;
  const avss = Object.fromEntries(
    Object.entries(written.avss as Record<string, Written>).map(([name, avs]) => {
      const sets = Object.entries(avs.sets as Record<string, Written>).map(([set, spec]) => {
        const reward = spec.reward as Written;
        const rule = reward.kind === 'operatorDirected' ? rules[turn++ % rules.length] : {};
        return [set, { ...spec, reward: { ...reward, ...rule } }];
      });
      const budget = avs.budget as Written | undefined;
      const paying = budget === undefined ? {} : { budget: { ...budget, protocolFee: true } };
      return [name, { ...avs, ...paying, sets: Object.fromEntries(sets) }];
    }),
  );
  const paths = Object.entries(avss).flatMap(([avs, { sets }]) =>
    Object.keys(sets).map(set => `${avs}.${set}`),
  );
  const gauges = Object.fromEntries(paths.map(path => [path, 0.9 / paths.length]));
  const programmatic = Object.fromEntries(
    Object.entries(written.programmatic as Programmes).map(([name, programme], i) => [
      name,
      { ...programme, gauges, kind: i % 2 ? 'totalStake' : 'uniqueStake', change: [[10, 0.5]] },
    ]),
  );
  return { ...written, avss, programmatic };
}

describe('pay by every layer of the incentive stack', () => {
  it('goes to the protocol, operators and restakers, back, or is stuck, and nowhere else', () => {
    let paid = 0;
    always(rows => {
      for (const row of observations(rows, 'sets')) {
        const parts = ['operators_usd', 'restakers_usd', 'refunded_usd', 'stuck_usd'];
        const net = parts.reduce((sum, part) => sum + number(row, part), 0);
        same(0.8 * number(row, 'pool_usd'), net, 'pool');
        same(0.2 * number(row, 'pool_usd'), number(row, 'fee_usd'), 'fee');
        paid += number(row, 'operators_usd') > 0 ? 1 : 0;
      }
    }, stacked);
    expect(paid).toBeGreaterThan(100);
  });

  it('is attributed in full, the fee of the protocol among it, and the fee is a cost of the AVS', () => {
    always(rows => {
      const attributed = observations(rows, 'attribution').filter(row => row.layer === 'rewards');
      const costs = new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
      const sets = observations(rows, 'sets');
      for (const path of new Set(sets.map(pathOf))) {
        const own = sets.filter(row => pathOf(row) === path);
        const offered = total(own, 'pool_usd');
        const layer = attributed.filter(row => pathOf(row) === path);
        same(total(layer, 'amount_usd'), offered, path);
        same(
          total(layer, 'amount_usd', row => row.payee_kind === 'protocol'),
          0.2 * offered,
          path,
        );
        const cost = ((offered - total(own, 'refunded_usd')) / daysOf(rows)) * 7;
        same(Number(costs.get(`${path}.cost`)), cost, path);
      }
    }, stacked);
  });

  it('of programmes is what their gauges leave of the budget, cut from the second whole week on', () => {
    let programmes = 0;
    always((rows, written) => {
      const budgets = new Map<string, number>();
      const days = daysOf(rows);
      const full = Math.min(days, 14);
      for (const { token, tokensPerWeek } of Object.values(written.programmatic as Programmes)) {
        const paid = ((0.9 * tokensPerWeek) / 7) * (full + 0.5 * (days - full));
        budgets.set(token, (budgets.get(token) ?? 0) + paid);
        programmes++;
      }
      const layer = observations(rows, 'attribution').filter(row => row.layer === 'programmatic');
      for (const [token, budget] of budgets) {
        const paid = total(layer, 'amount_tokens', row => row.token === token);
        same(paid, budget, token);
      }
      const keys = layer.map(row => JSON.stringify([row.avs, row.set, row.token, row.payee_kind, row.payee]));
      expect(new Set(keys).size).toBe(keys.length);
    }, stacked);
    expect(programmes).toBeGreaterThan(20);
  });
});
