import { describe, expect, it } from 'vitest';
import type { Row } from '../../sim/index.ts';
import { always } from './worlds/always.ts';
import { feePayingPart, type Programmes, stacked } from './worlds/incentive-stack.ts';
import { equal, number, type Observation, observations, rowsOf, total } from './worlds/rows.ts';

const same = (a: number, b: number, what: string) => expect(equal(a, b), `${what}: ${a} and ${b}`).toBe(true);
const pathOf = (row: Observation): string => `${row.avs}.${row.set}`;
const daysOf = (rows: readonly Row[]): number =>
  Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));

const payer = ({ avs, set, layer, programme, token }: Observation): string =>
  [avs, set, layer, programme, token].join(' ');

/** Sums of a column over rows with the same key. */
function sums(
  rows: readonly Observation[],
  key: (row: Observation) => string,
  column: string,
): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) found.set(key(row), (found.get(key(row)) ?? 0) + number(row, column));
  return found;
}

/** Holds two maps of sums to each other, key by key. */
function agree(a: Map<string, number>, b: Map<string, number>): void {
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(key) ?? 0, b.get(key) ?? 0];
    expect(equal(one, other), `${key}: ${one} and ${other}`).toBe(true);
  }
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

  it('of programmes is all that is minted, cut from the second whole week on, and burned but for gauges of who pays the fee', () => {
    let programmes = 0;
    always((rows, written) => {
      const days = daysOf(rows);
      const full = Math.min(days, 14);
      const layer = observations(rows, 'attribution').filter(row => row.layer === 'programmatic');
      for (const [name, { tokensPerWeek }] of Object.entries(written.programmatic as Programmes)) {
        const minted = (tokensPerWeek / 7) * (full + 0.5 * (days - full));
        same(
          total(layer, 'amount_tokens', row => row.programme === name),
          minted,
          name,
        );
        same(
          total(layer, 'amount_tokens', row => row.programme === name && row.payee_kind === 'burned'),
          minted * (1 - 0.9 * feePayingPart(written)),
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

describe('payments to each account and operator', () => {
  it.each(['amount_usd', 'amount_tokens'])(
    'add up to those of cohorts and groups, by set, layer, programme and token, in %s',
    column => {
      let people = 0;
      always(rows => {
        const payments = observations(rows, 'payments');
        const attributed = observations(rows, 'attribution').filter(row =>
          ['operators', 'restakers'].includes(String(row.payee_kind)),
        );
        agree(
          sums(payments, row => `${payer(row)} ${row.person_kind} ${row.group}`, column),
          sums(attributed, row => `${payer(row)} ${row.payee_kind} ${row.payee}`, column),
        );
        people += payments.length;
      }, stacked);
      expect(people).toBeGreaterThan(1_000);
    },
  );

  it("add up, with what went to nobody and the protocol's fee, to the pool of every set", () => {
    always(rows => {
      const path = (row: Observation) => `${row.avs}.${row.set}`;
      const rewards = (table: string) => observations(rows, table).filter(row => row.layer === 'rewards');
      const paid = sums(rewards('payments'), path, 'amount_usd');
      const fees = sums(rewards('payments'), path, 'protocol_fee_usd');
      const sets = observations(rows, 'sets');
      const pools = sums(sets, path, 'pool_usd');
      const lost = sums(
        sets.flatMap(row => [
          { ...row, usd: number(row, 'refunded_usd') },
          { ...row, usd: number(row, 'stuck_usd') },
        ]),
        path,
        'usd',
      );
      for (const [set, pool] of pools) {
        // Of what nobody got the protocol had its fee all the same: a quarter on top.
        same(((paid.get(set) ?? 0) + (lost.get(set) ?? 0)) * 1.25, pool, set);
        same((paid.get(set) ?? 0) * 0.25, fees.get(set) ?? 0, set);
      }
    }, stacked);
  });

  it('of each operator are in its books, as long as none is bankrupt', () => {
    let checked = 0;
    always(rows => {
      if (observations(rows, 'events').some(row => row.kind === 'bankruptcy')) return;
      const own = observations(rows, 'payments').filter(row => row.person_kind === 'operators');
      const books = observations(rows, 'operators');
      const name = (row: Observation) => String(row.person ?? row.operator);
      agree(
        sums(
          own.filter(row => row.layer !== 'fees'),
          name,
          'amount_usd',
        ),
        sums(books, name, 'rewards_usd'),
      );
      agree(
        sums(
          own.filter(row => row.layer === 'fees'),
          name,
          'amount_usd',
        ),
        sums(books, name, 'fees_usd'),
      );
      checked++;
    }, stacked);
    expect(checked).toBeGreaterThan(20);
  });

  it('change nothing else, and are not there unless asked for', () => {
    always((rows, written) => {
      const without = rowsOf({ ...written, attribution: 'cohorts' });
      const added = ['payments', 'losses', 'accounts'];
      expect(rows.filter(({ table }) => !added.includes(table))).toEqual(without);
    }, stacked);
  });
});
