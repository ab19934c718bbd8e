import { describe, expect, it } from 'vitest';
import type { Row } from '../../sim/index.ts';
import type { Written } from '../scenario/small.ts';
import { always } from './always.ts';
import { stacked } from './incentive-stack.ts';
import { equal, number, type Observation, observations, rowsOf } from './rows.ts';

/** A scenario with every layer of pay, which says whom each layer paid. */
const byAccount = (written: Written): Written => ({ ...stacked(written), attribution: 'accounts' });

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

const daysOf = (rows: readonly Row[]): number =>
  Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));

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
      }, byAccount);
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
    }, byAccount);
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
    }, byAccount);
    expect(checked).toBeGreaterThan(20);
  });

  it('change nothing else, and are not there unless asked for', () => {
    always((rows, written) => {
      const without = rowsOf({ ...written, attribution: 'cohorts' });
      expect(rows.filter(row => row.table !== 'payments')).toEqual(without);
      expect(daysOf(rows)).toBeGreaterThan(0);
    }, byAccount);
  });
});

function same(a: number, b: number, what: string): void {
  expect(equal(a, b), `${what}: ${a} and ${b}`).toBe(true);
}
