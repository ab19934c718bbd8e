import { describe, expect, it } from 'vitest';
import type { Row } from '../../../sim/index.ts';
import type { Written } from '../../scenario/small.ts';
import { always } from '../worlds/always.ts';
import { equal, number, type Observation, observations, total } from '../worlds/rows.ts';
import { lastDay } from '../worlds/sums.ts';

/** Expects a figure to be what was computed from other tables; rounding counts against a size of what was summed. */
function holds(said: Observation[string] | undefined, computed: number, size = 1): void {
  expect(typeof said).toBe('number');
  expect(equal(Number(said), computed, Math.max(size, Math.abs(computed))), `${said} and ${computed}`).toBe(
    true,
  );
}

const startUsd = (rows: readonly Row[]) => usdOn(rows, 0);

/** Prices of a day, by asset. */
function usdOn(rows: readonly Row[], day: number): (asset: unknown) => number {
  const prices = new Map(
    observations(rows, 'prices')
      .filter(row => row.time_days === day)
      .map(row => [row.name, number(row, 'price_usd')]),
  );
  return asset => prices.get(String(asset))!;
}

/** Rows of a table about each cohort that had stake, with its row in the table of outcomes. */
function* cohorts(rows: readonly Row[], table: string): Generator<[Observation, Observation[]]> {
  const all = observations(rows, table);
  const outcomes = observations(rows, 'outcomes').filter(row => number(row, 'stake_usd') > 0);
  for (const outcome of outcomes)
    yield [outcome, all.filter(row => (row.cohort ?? row.group) === outcome.cohort)];
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

function deviation(values: readonly number[]): number {
  const squares = values.map(value => (value - mean(values)) ** 2);
  return Math.sqrt((mean(squares) * values.length) / (values.length - 1));
}

describe('a reader of the tables', () => {
  it('finds the returns and losses of cohorts in what they had at the start and at the end', () => {
    let losing = 0;
    always(rows => {
      const years = lastDay(rows) / 365;
      const usd = startUsd(rows);
      const worth = (row: Observation, column: string) => number(row, column) * usd(row.strategy);
      for (const [outcome, holdings] of cohorts(rows, 'holdings')) {
        const end = holdings.filter(row => row.time_days === lastDay(rows));
        const stake = number(outcome, 'stake_usd');
        const earned = end.reduce((sum, row) => sum + worth(row, 'earned_tokens'), 0);
        const lost = end.reduce((sum, row) => sum + worth(row, 'lost_tokens'), 0);
        const loss = 1 - (1 - Math.min(1, lost / stake)) ** (1 / years);
        holds(outcome.gross_apr_fraction, earned / stake / years);
        // What is less than a billionth of the stake counts as rounding.
        expect(Math.abs(number(outcome, 'slash_loss_fraction') - loss)).toBeLessThan(1e-6);
        expect(Math.abs(number(outcome, 'net_apr_fraction') - earned / stake / years + loss)).toBeLessThan(
          1e-6,
        );
        if (loss > 0.001) losing++;
      }
    });
    expect(losing).toBeGreaterThan(20);
  });

  it('finds the risk of cohorts in their worth from week to week', () => {
    let compared = 0;
    always((rows, written) => {
      const baseYield = (cohort: unknown): number => {
        const { policy } = (written.restakers as Record<string, { policy?: Written }>)[String(cohort)]!;
        return Number(policy?.baseYield ?? 0);
      };
      for (const [outcome, weeks] of cohorts(rows, 'worth')) {
        for (const [column, name] of [
          ['worth_usd', 'usd'],
          ['worth_constant_prices_usd', 'constant_prices'],
        ] as const) {
          const worth = weeks.map(row => number(row, column));
          if (worth.length < 4 || Math.min(...worth) <= 0) continue;
          const returns = worth.slice(1).map((usd, i) => usd / worth[i]! - 1);
          const spread = deviation(returns);
          if (spread < 1e-6) continue;
          const logs = worth.slice(1).map((usd, i) => Math.log(usd / worth[i]!));
          holds(outcome[`volatility_${name}_fraction`], deviation(logs) * Math.sqrt(365 / 7));
          const excess = mean(returns) - (baseYield(outcome.cohort) * 7) / 365;
          expect(number(outcome, `sharpe_${name}_ratio`)).toBeCloseTo(
            (excess / spread) * Math.sqrt(365 / 7),
            4,
          );
          const whole = (worth.at(-1)! / worth[0]!) ** (365 / 7 / returns.length) - 1;
          holds(outcome[`annualised_return_${name}_fraction`], whole);
          const peaks = worth.map((_, i) => Math.max(...worth.slice(0, i + 1)));
          const falls = worth.map((usd, i) => 1 - usd / peaks[i]!);
          holds(outcome[`max_drawdown_${name}_fraction`], Math.max(...falls));
          compared++;
        }
      }
    });
    expect(compared).toBeGreaterThan(50);
  });

  it('finds what leaving would have brought in what they had delegated and in prices', () => {
    let compared = 0;
    always(rows => {
      for (const [outcome, holdings] of cohorts(rows, 'holdings')) {
        if (outcome.exit_value_p05_fraction === null) continue;
        const left: number[] = [];
        for (let day = 0; day + 14 <= lastDay(rows); day += 7) {
          const [before, after] = [usdOn(rows, day), usdOn(rows, day + 14)];
          const on = (time: number) => holdings.filter(row => row.time_days === time);
          const later = on(day + 14);
          let [value, out] = [0, 0];
          on(day).forEach((row, k) => {
            const units = number(row, 'delegated_tokens');
            const staked = units + number(row, 'queued_tokens');
            const lost = Math.max(0, number(later[k]!, 'lost_tokens') - number(row, 'lost_tokens'));
            value += units * before(row.strategy);
            if (staked > 0) out += units * Math.max(0, 1 - lost / staked) * after(row.strategy);
          });
          if (value > 0) left.push(out / value);
        }
        left.sort((a, b) => a - b);
        const place = 0.05 * (left.length - 1);
        const [low, high] = [left[Math.floor(place)]!, left[Math.ceil(place)]!];
        const p05 = low + (high - low) * (place - Math.floor(place));
        expect(number(outcome, 'exit_value_p05_fraction')).toBeCloseTo(p05, 6);
        compared++;
      }
    });
    expect(compared).toBeGreaterThan(50);
  });

  it('finds the tail of a cohort in the fates of its accounts', () => {
    let tails = 0;
    always(
      rows => {
        const years = lastDay(rows) / 365;
        for (const [outcome, accounts] of cohorts(rows, 'accounts')) {
          const fates = accounts.map(row => {
            const stake = number(row, 'stake_usd');
            const [earned, lost] = [
              number(row, 'earned_constant_prices_usd'),
              number(row, 'lost_constant_prices_usd'),
            ];
            const loss = 1 - (1 - Math.min(1, lost / stake)) ** (1 / years);
            return { stake, loss, net: earned / stake / years - loss, isLosing: lost > earned };
          });
          const stake = fates.reduce((sum, fate) => sum + fate.stake, 0);
          const losing = fates.reduce((sum, fate) => sum + (fate.isLosing ? fate.stake : 0), 0);
          holds(outcome.loss_fraction, losing / stake);
          let left = 0.05 * stake;
          let tail = 0;
          for (const fate of fates.toSorted((a, b) => b.loss - a.loss)) {
            tail += Math.min(left, fate.stake) * fate.loss;
            left -= Math.min(left, fate.stake);
          }
          holds(outcome.slash_loss_cvar95_fraction, tail / (0.05 * stake));
          let below = 0;
          const worst = fates
            .toSorted((a, b) => a.net - b.net)
            .find(fate => {
              below += fate.stake;
              return below >= 0.05 * stake * (1 - 1e-9);
            })!;
          holds(outcome.net_apr_p05_fraction, worst.net);
          if (tail > 0) tails++;
        }
      },
      written => ({ ...written, attribution: 'accounts' }),
    );
    expect(tails).toBeGreaterThan(20);
  });

  it('finds the spread of a set over places in who serves it, and where they run', () => {
    let compared = 0;
    always(rows => {
      const placed = new Map(
        observations(rows, 'placements').map(row => [`${row.operator} ${row.label}`, row.place]),
      );
      const members = observations(rows, 'memberships');
      for (const row of observations(rows, 'decentralisation')) {
        if (row.by === 'operator' || row.hhi_fraction === null) continue;
        const here = members.filter(
          one => one.time_days === row.time_days && one.avs === row.avs && one.set === row.set,
        );
        if (here.length === 0) continue;
        const stakes = new Map<string, number>();
        for (const one of here) {
          const place = String(placed.get(`${one.operator} ${row.by}`) ?? `alone ${one.operator}`);
          stakes.set(place, (stakes.get(place) ?? 0) + number(one, 'slashable_stake_usd'));
        }
        const whole = total(here, 'slashable_stake_usd');
        holds(
          row.hhi_fraction,
          [...stakes.values()].reduce((sum, usd) => sum + (usd / whole) ** 2, 0),
        );
        compared++;
      }
    });
    expect(compared).toBeGreaterThan(100);
  });
});
