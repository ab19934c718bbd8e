import { describe, expect, it } from 'vitest';
import type { Row } from '../../sim/index.ts';
import { always } from './worlds/always.ts';
import { withConstantPrices } from './worlds/random-scenario.ts';
import { number, type Observation, observations, total } from './worlds/rows.ts';
import { by, lastDay, same } from './worlds/sums.ts';

const pathOf = (row: Observation): string => `${row.avs}.${row.set}`;

describe('pay', () => {
  it('goes each day, of each set, to operators and restakers, back, or is stuck, and nowhere else', () => {
    always(rows => {
      for (const row of observations(rows, 'sets')) {
        const parts = ['fee_usd', 'operators_usd', 'restakers_usd', 'refunded_usd', 'stuck_usd'];
        same(
          number(row, 'pool_usd'),
          parts.reduce((sum, part) => sum + number(row, part), 0),
          'pool',
        );
      }
    });
  });

  it('is attributed to payees in full, set by set', () => {
    always(rows => {
      const rewards = observations(rows, 'attribution').filter(row => row.layer === 'rewards');
      const attributed = by(rewards, pathOf, 'amount_usd');
      for (const [path, pool] of by(observations(rows, 'sets'), pathOf, 'pool_usd')) {
        same(attributed.get(path) ?? 0, pool, path);
      }
      for (const [part, kinds] of [
        ['refunded_usd', ['refunded']],
        ['stuck_usd', ['stuck']],
      ] as const) {
        same(
          total(rewards, 'amount_usd', row => kinds.some(kind => kind === row.payee_kind)),
          total(observations(rows, 'sets'), part),
          part,
        );
      }
    });
  });

  it('of a programme is its budget, in tokens', () => {
    always((rows, written) => {
      const programmes = Object.entries(written.programmatic as Record<string, { tokensPerWeek: number }>);
      const layer = observations(rows, 'attribution').filter(row => row.layer === 'programmatic');
      for (const [name, { tokensPerWeek }] of programmes) {
        same(
          total(layer, 'amount_tokens', row => row.set === name),
          (tokensPerWeek / 7) * lastDay(rows),
          name,
        );
      }
    });
  });

  /** Holds what cohorts were paid to the attribution, and at constant prices to their gross return as well. */
  const payOfRestakers = (isConstant: boolean) => (rows: readonly Row[]) => {
    const days = lastDay(rows);
    const cohorts = observations(rows, 'restakers').filter(row => row.time_days === days);
    const attributed = by(
      observations(rows, 'attribution').filter(row => row.payee_kind === 'restakers'),
      row => String(row.payee),
      'amount_usd',
    );
    const outcomes = new Map(observations(rows, 'outcomes').map(row => [row.cohort, row]));
    for (const row of cohorts) {
      const earned = number(row, 'earned_usd');
      same(attributed.get(String(row.cohort)) ?? 0, earned, `${row.cohort}`);
      if (!isConstant) continue;
      const outcome = outcomes.get(row.cohort)!;
      const gross = Number(outcome.gross_apr_fraction) * number(outcome, 'stake_usd') * (days / 365);
      same(gross, earned, `outcome of ${row.cohort}`);
    }
  };

  it('to restakers is the same in attribution and in the cohorts', () => {
    always(payOfRestakers(false));
  });

  it('to restakers, at constant prices, is their gross return on what they started with', () => {
    always(payOfRestakers(true), withConstantPrices);
  });

  it('of slashed stake is what a redistributing set took, less what still waits, and the AVS has it', () => {
    let [paid, waited] = [0, 0];
    always(
      rows => {
        const sets = observations(rows, 'sets').filter(row => row.redistributed_usd !== null);
        const layer = observations(rows, 'attribution').filter(row => row.layer === 'slashed');
        const attributed = by(layer, pathOf, 'amount_usd');
        for (const [path, usd] of by(sets, pathOf, 'redistributed_usd'))
          same(attributed.get(path) ?? 0, usd, path);
        const measures = observations(rows, 'summary').filter(row =>
          String(row.measure).endsWith('.redistributed'),
        );
        same(total(measures, 'value'), total(layer, 'amount_usd'), 'summary');
        const waiting = new Map<string, number>();
        for (const row of sets) {
          const slashed = (waiting.get(pathOf(row)) ?? 0) + number(row, 'slashed_usd');
          const left = number(row, 'redistributed_when_slashed_usd');
          const held = number(row, 'slash_held_usd');
          // At constant prices what came is worth what it was when slashed.
          same(left, number(row, 'redistributed_usd'), pathOf(row));
          same(slashed, left + held, pathOf(row));
          waiting.set(pathOf(row), held);
          if (held > 0) waited++;
        }
        paid += layer.length;
      },
      written => ({ ...withConstantPrices(written), protocol: 'v1.13' }),
    );
    expect(paid).toBeGreaterThan(20);
    expect(waited).toBeGreaterThan(100);
  });

  it('to operators is in their books, as long as none of them is bankrupt', () => {
    let checked = 0;
    always(rows => {
      if (observations(rows, 'events').some(row => row.kind === 'bankruptcy')) return;
      const attributed = observations(rows, 'attribution').filter(
        row => row.payee_kind === 'operators' && row.layer !== 'fees',
      );
      const booked = total(observations(rows, 'operators'), 'rewards_usd');
      same(total(attributed, 'amount_usd'), booked, 'operators');
      checked++;
    });
    expect(checked).toBeGreaterThan(20);
  });

  it('of memberships is at most what their set paid', () => {
    always(rows => {
      const paid = by(observations(rows, 'memberships'), pathOf, 'paid_usd');
      const sets = observations(rows, 'sets');
      for (const [path, usd] of paid) {
        const spent = ['operators_usd', 'restakers_usd', 'stuck_usd'].reduce(
          (sum, part) => sum + total(sets, part, row => pathOf(row) === path),
          0,
        );
        expect(usd).toBeLessThanOrEqual(spent * (1 + 1e-9) + 1e-9);
      }
    });
  });
});

describe('fees', () => {
  it('that users pay are what operators and AVSs receive', () => {
    always(rows => {
      const received = by(
        observations(rows, 'attribution').filter(row => row.layer === 'fees'),
        row => String(row.avs),
        'amount_usd',
      );
      for (const [avs, paid] of by(observations(rows, 'service'), row => String(row.avs), 'fees_usd')) {
        same(received.get(avs) ?? 0, paid, avs);
      }
    });
  });

  it('of operators are in their books, as long as none of them is bankrupt', () => {
    always(rows => {
      if (observations(rows, 'events').some(row => row.kind === 'bankruptcy')) return;
      const fees = observations(rows, 'attribution').filter(
        row => row.layer === 'fees' && row.payee_kind === 'operators',
      );
      same(total(fees, 'amount_usd'), total(observations(rows, 'operators'), 'fees_usd'), 'fees');
    });
  });
});

describe('stake', () => {
  it('slashed on the day is the sum of the slashes among the events', () => {
    always(rows => {
      const slashes = observations(rows, 'events').filter(row => row.kind === 'slash');
      const noted = by(slashes, row => `${pathOf(row)} ${Math.ceil(number(row, 'time_days'))}`, 'amount_usd');
      const key = (row: Observation) => `${pathOf(row)} ${row.time_days}`;
      for (const [at, usd] of by(observations(rows, 'sets'), key, 'slashed_usd')) {
        same(usd, noted.get(at) ?? 0, at);
      }
    });
  });

  it('that a set can slash is the sum over its members, within their stake', () => {
    always(rows => {
      const key = (row: Observation) => `${pathOf(row)} ${row.time_days}`;
      const members = by(observations(rows, 'memberships'), key, 'slashable_stake_usd');
      for (const row of observations(rows, 'sets')) {
        const slashable = number(row, 'slashable_stake_usd');
        if (members.has(key(row))) same(slashable, members.get(key(row))!, key(row));
        expect(slashable).toBeLessThanOrEqual(number(row, 'total_stake_usd') * (1 + 1e-9));
      }
    });
  });

  it('allocated by an operator to its sets together is at most the whole', () => {
    always(rows => {
      const key = (row: Observation) => `${row.operator} ${row.time_days}`;
      const stake = by(observations(rows, 'operators'), key, 'stake_usd');
      for (const [at, usd] of by(observations(rows, 'memberships'), key, 'slashable_stake_usd')) {
        expect(usd).toBeLessThanOrEqual(stake.get(at)! * (1 + 1e-9));
      }
    });
  });
});

describe("an operator's profit", () => {
  it('is its income less cost and slashes, and cash is the income and cost added up', () => {
    always((rows, written) => {
      const groups = written.operators as Record<string, { cashUsd?: number }>;
      const operators = observations(rows, 'operators');
      const cash = new Map<string, number>();
      for (const row of operators) {
        const flow = number(row, 'rewards_usd') + number(row, 'fees_usd') + number(row, 'rent_usd');
        const net = flow - number(row, 'cost_usd');
        same(number(row, 'profit_usd'), net - number(row, 'slashed_usd'), 'profit', flow + 1);
        const name = String(row.operator);
        const before = cash.get(name) ?? groups[String(row.group)]!.cashUsd ?? 100_000;
        same(number(row, 'cash_usd'), before + net, 'cash', before + flow);
        cash.set(name, number(row, 'cash_usd'));
      }
    });
  });
});
