import { describe, expect, it } from 'vitest';
import type { Row } from '../../sim/index.ts';
import { always } from './always.ts';
import { type Programmes, stacked } from './incentive-stack.ts';
import { equal, number, type Observation, observations, total } from './rows.ts';

const same = (a: number, b: number, what: string) => expect(equal(a, b), `${what}: ${a} and ${b}`).toBe(true);
const pathOf = (row: Observation): string => `${row.avs}.${row.set}`;
const daysOf = (rows: readonly Row[]): number =>
  Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));

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
      const days = daysOf(rows);
      const full = Math.min(days, 14);
      const layer = observations(rows, 'attribution').filter(row => row.layer === 'programmatic');
      for (const [name, { tokensPerWeek }] of Object.entries(written.programmatic as Programmes)) {
        const budget = ((0.9 * tokensPerWeek) / 7) * (full + 0.5 * (days - full));
        same(
          total(layer, 'amount_tokens', row => row.programme === name),
          budget,
          name,
        );
        programmes++;
      }
      const keys = layer.map(row =>
        JSON.stringify([row.avs, row.set, row.programme, row.payee_kind, row.payee]),
      );
      expect(new Set(keys).size).toBe(keys.length);
    }, stacked);
    expect(programmes).toBeGreaterThan(20);
  });
});
