import { describe, expect, it } from 'vitest';
import { quantile } from '../../sim/measures/statistics/concentration.ts';
import { always } from '../laws/worlds/always.ts';
import { equal, number, type Observation, observations } from '../laws/worlds/rows.ts';

type Rows = Parameters<Parameters<typeof always>[0]>[0];

const column = (rows: readonly Observation[], name: string): number[] =>
  rows.filter(row => row[name] !== null).map(row => number(row, name));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number | null =>
  values.length ? sum(values) / values.length : null;

/** Rows of a table by a key. */
function grouped(rows: Rows, table: string, key: (row: Observation) => string): Map<string, Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const row of observations(rows, table)) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

/** What the protocol took of a set's pay. */
function feeOf(rows: Rows, path: string): number {
  const taken = observations(rows, 'attribution').filter(
    row => row.payee_kind === 'protocol' && `${row.avs}.${row.set}` === path,
  );
  return sum(column(taken, 'amount_usd'));
}

/** Holds the summary to what is computed anew from the tables. */
function holds(
  expected: (rows: Rows) => Iterable<readonly [measure: string, value: number | null]>,
  least = 500,
): void {
  let compared = 0;
  always(rows => {
    const summary = new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
    for (const [measure, value] of expected(rows)) {
      const said = summary.get(measure);
      expect(summary.has(measure), measure).toBe(true);
      if (value === null || typeof said !== 'number') expect(said, measure).toBe(value);
      else expect(equal(said, value), `${measure}: ${said} and ${value}`).toBe(true);
      compared++;
    }
  });
  expect(compared).toBeGreaterThan(least);
}

describe('the summary', () => {
  it('of each kind of task is its service over all days', () => {
    holds(function* (rows) {
      for (const [key, days] of grouped(rows, 'service', row => `${row.avs}.${row.task}`)) {
        const onTime = sum(column(days, 'on_time'));
        const ended = onTime + sum(column(days, 'late')) + sum(column(days, 'lost'));
        yield [`${key}.on_time`, ended ? onTime / ended : null];
        yield [`${key}.coverage.mean`, mean(column(days, 'coverage_fraction'))];
        yield [`${key}.coverage.p05`, quantile(column(days, 'coverage_fraction'), 0.05)];
        yield [`${key}.coverage.end`, mean(column(days, 'coverage_fraction').slice(-28))];
        const full = column(days, 'coverage_fraction').map(fraction => fraction === 1);
        yield [`${key}.coverage.met`, full.filter(met => met).length / full.length];
        yield [`${key}.fill_time`, full.includes(true) ? full.indexOf(true) + 1 : null];
        const capacity = sum(column(days, 'capacity_hours'));
        yield [`${key}.utilisation`, capacity ? sum(column(days, 'demand_hours')) / capacity : null];
        yield [`${key}.fees`, (sum(column(days, 'fees_usd')) / days.length) * 7];
      }
    });
  });

  it('of each set is its members, stake and pay over all days', () => {
    holds(function* (rows) {
      for (const [key, days] of grouped(rows, 'sets', row => `${row.avs}.${row.set}`)) {
        yield [`${key}.members.start`, number(days[0]!, 'members')];
        yield [`${key}.members.mean`, mean(column(days, 'members'))];
        yield [`${key}.members.end`, number(days.at(-1)!, 'members')];
        yield [`${key}.slashable.mean`, mean(column(days, 'slashable_stake_usd'))];
        const paid = ['operators_usd', 'restakers_usd', 'stuck_usd'].map(part => sum(column(days, part)));
        yield [`${key}.cost`, (sum(paid) / days.length) * 7];
        yield [`${key}.slashed`, sum(column(days, 'slashed_usd'))];
        const last = days.slice(-28);
        const lastPaid = ['fee_usd', 'operators_usd', 'restakers_usd', 'stuck_usd'].map(part =>
          sum(column(last, part)),
        );
        yield [`${key}.cost.end`, (sum(lastPaid) / last.length) * 7];
        yield [`${key}.ejections`, sum(column(days, 'ejections'))];
        yield [`${key}.exits`, sum(column(days, 'exits'))];
        const members = sum(column(days, 'members'));
        yield [`${key}.churn`, members ? (365 * sum(column(days, 'exits'))) / members : null];
        const bought = observations(rows, 'attribution').filter(
          row => row.layer === 'rewards' && `${row.avs}.${row.set}` === key && row.payee_kind !== 'refunded',
        );
        for (const kind of ['operators', 'restakers', 'protocol']) {
          const part = sum(
            column(
              bought.filter(row => row.payee_kind === kind),
              'amount_usd',
            ),
          );
          const whole = sum(column(bought, 'amount_usd'));
          yield [`${key}.share.${kind}`, whole ? part / whole : null];
        }
        const pool = sum(column(days, 'pool_usd'));
        const nobody = sum(column(days, 'refunded_usd')) + sum(column(days, 'stuck_usd'));
        yield [`${key}.unpaid`, pool ? nobody / pool : null];
        const returned = column(days, 'redistributed_usd');
        yield [`${key}.burned`, returned.length ? 0 : sum(column(days, 'slashed_usd'))];
        const stakeYears = sum(column(days, 'slashable_stake_usd')) / 1e6 / 365;
        const fee = feeOf(rows, key);
        yield [`${key}.cost_per_security`, stakeYears ? (sum(paid) + fee) / stakeYears : null];
      }
    });
  });

  it('of each kind of task and of GPU-hours is what the sets cost that are paid for it', () => {
    let [served, shared] = [0, 0];
    holds(function* (rows) {
      const paid = new Map<string, number>();
      for (const [path, days] of grouped(rows, 'sets', row => `${row.avs}.${row.set}`)) {
        const parts = ['operators_usd', 'restakers_usd', 'stuck_usd'].map(part => sum(column(days, part)));
        paid.set(path, sum(parts) + feeOf(rows, path));
      }
      const gpu = new Map<string, { usd: number; hours: number }>();
      const service = grouped(rows, 'service', row => `${row.avs}.${row.task}`);
      const hoursOf = (days: readonly Observation[]) => sum(column(days, 'on_time_hours'));
      for (const [key, days] of service) {
        const { avs, resource, paid_by: paidBy } = days[0]!;
        let usd = 0;
        for (const set of String(paidBy).split(' ').filter(Boolean)) {
          const paysFor = [...service.values()].filter(
            ([other]) => other!.avs === avs && String(other!.paid_by).split(' ').includes(set),
          );
          const all = sum(paysFor.map(hoursOf));
          if (paysFor.length > 1 && all > 0) shared++;
          if (all > 0) usd += (paid.get(`${avs}.${set}`)! * hoursOf(days)) / all;
        }
        const tasks = sum(column(days, 'on_time'));
        yield [`${key}.cost_per_task`, tasks ? usd / tasks : null];
        const known = gpu.get(String(avs)) ?? { usd: 0, hours: 0 };
        gpu.set(String(avs), known);
        if (resource !== 'gpu') continue;
        known.usd += usd;
        known.hours += hoursOf(days);
      }
      for (const [avs, { usd, hours }] of gpu) {
        yield [`${avs}.cost_per_gpu_hour`, hours ? usd / hours : null];
        if (hours > 0) served++;
      }
    }, 50);
    expect(served).toBeGreaterThan(5);
    expect(shared).toBeGreaterThan(0);
  });

  it('of the spread over a label is that of the days with stake', () => {
    holds(function* (rows) {
      const places = (row: Observation) => `${row.avs}.${row.set}.effective.${row.by}`;
      for (const [key, samples] of grouped(rows, 'decentralisation', places))
        if (!key.endsWith('.operator')) yield [key, mean(column(samples, 'effective_number'))];
    }, 50);
  });

  it('of the network is the stake behind all sets, over days, however often a sample is taken', () => {
    holds(function* (rows) {
      const stake = sum(column(observations(rows, 'network'), 'stake_usd'));
      const of = (name: string) => sum(column(observations(rows, 'sets'), name));
      yield ['network.reuse', stake ? of('total_stake_usd') / stake : null];
      yield ['network.allocated', stake ? of('slashable_stake_usd') / stake : null];
      const operators = observations(rows, 'operators').filter(row => row.status === 'active');
      for (const { time_days: day, stake_usd: served } of observations(rows, 'network')) {
        const then = operators.filter(row => row.time_days === day);
        if (then.length > 0) expect(equal(sum(column(then, 'stake_usd')), Number(served))).toBe(true);
      }
    }, 100);
  });

  it('of each group of operators is who is left and what they earned', () => {
    holds(function* (rows) {
      for (const [key, samples] of grouped(rows, 'operators', row => String(row.group))) {
        const days = number(samples.at(-1)!, 'time_days');
        const end = samples.filter(row => row.time_days === days);
        const share = (status: string) => end.filter(row => row.status === status).length / end.length;
        yield [`operators.${key}.active`, share('active')];
        yield [`operators.${key}.bankrupt`, share('gone')];
        const inBusiness = sum(column(samples, 'business_days'));
        if (inBusiness === 0) continue;
        const weekly = (name: string) => (sum(column(samples, name)) / inBusiness) * 7;
        yield [`operators.${key}.profit`, weekly('profit_usd')];
        yield [`operators.${key}.rent`, weekly('rent_usd')];
        const up = samples.map(row => Number(row.uptime_fraction) * number(row, 'business_days'));
        yield [`operators.${key}.uptime`, sum(up) / inBusiness];
        yield [`operators.${key}.slashed`, weekly('slashed_usd')];
        const surplus = ['rewards_usd', 'fees_usd'].map(weekly).reduce((a, b) => a + b);
        yield [`operators.${key}.overpay`, surplus - weekly('slashed_usd') - weekly('reservation_usd')];
        const profits = end.map(({ operator }) =>
          sum(
            column(
              samples.filter(row => row.operator === operator),
              'profit_usd',
            ),
          ),
        );
        yield [`operators.${key}.loss`, profits.filter(usd => usd < 0).length / end.length];
        const income = sum(['rewards_usd', 'fees_usd', 'rent_usd'].map(part => sum(column(samples, part))));
        yield [`operators.${key}.margin`, income ? sum(column(samples, 'profit_usd')) / income : null];
        const hours = sum(column(samples, 'forgone_gpu_hours'));
        if (hours > 0)
          yield [`operators.${key}.break_even_rent`, sum(column(samples, 'gpu_service_usd')) / hours];
      }
    });
  });

  it('of each cohort is its outcome, and how much of its stake is delegated', () => {
    holds(function* (rows) {
      for (const row of observations(rows, 'outcomes')) {
        const value = (name: string) => (row[name] === null ? null : number(row, name));
        yield [`restakers.${row.cohort}.gross_apr`, value('gross_apr_fraction')];
        yield [`restakers.${row.cohort}.net_apr`, value('net_apr_fraction')];
        yield [`restakers.${row.cohort}.slash_loss`, value('slash_loss_fraction')];
        yield [`restakers.${row.cohort}.loss`, value('loss_fraction')];
        yield [`restakers.${row.cohort}.slash_loss.cvar95`, value('slash_loss_cvar95_fraction')];
        yield [`restakers.${row.cohort}.diversification`, value('diversification_ratio')];
        yield [`restakers.${row.cohort}.exit_value.p05`, value('exit_value_p05_fraction')];
        for (const numeraire of ['constant_prices', 'usd']) {
          const key = `restakers.${row.cohort}`;
          yield [`${key}.volatility.${numeraire}`, value(`volatility_${numeraire}_fraction`)];
          yield [`${key}.sharpe.${numeraire}`, value(`sharpe_${numeraire}_ratio`)];
          yield [`${key}.max_drawdown.${numeraire}`, value(`max_drawdown_${numeraire}_fraction`)];
        }
        yield [`restakers.${row.cohort}.return.usd`, value('annualised_return_usd_fraction')];
      }
      for (const [cohort, samples] of grouped(rows, 'restakers', row => String(row.cohort))) {
        const parts = samples.map(row => {
          const [delegated, ...rest] = ['delegated', 'queued', 'outside', 'lost'].map(place =>
            number(row, `${place}_usd`),
          );
          return delegated! / (delegated! + sum(rest));
        });
        if (!parts.every(Number.isFinite)) continue;
        yield [`restakers.${cohort}.delegated.end`, parts.at(-1)!];
        const least = column(samples, 'least_delegated_fraction');
        yield [`restakers.${cohort}.delegated.min`, Math.min(...least)];
        for (const [i, part] of parts.entries()) expect(least[i]!).toBeLessThanOrEqual(part + 1e-9);
      }
    });
  });
});

describe('every measure', () => {
  it('has a name of its own, a unit, a meaning and a direction', () => {
    always(rows => {
      const measures = observations(rows, 'summary');
      expect(new Set(measures.map(row => row.measure)).size).toBe(measures.length);
      for (const { measure, unit, meaning, better, aggregation } of measures) {
        expect(['higher', 'lower', 'neither'], `${measure}`).toContain(better);
        expect(unit, `${measure}`).not.toBe('');
        if (aggregation === null) expect(meaning, `${measure}`).not.toBe('');
        else expect(meaning, `${measure}`).toMatch(new RegExp(`.: ${aggregation}$`));
      }
    });
  });
});
