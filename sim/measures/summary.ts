import { quantile } from './concentration.ts';
import { type Row, tables } from './tables.ts';

type Cell = number | string | null;

/** A measure of the summary: name, unit, value, meaning. */
type Measure = readonly [name: string, unit: string, value: number | null, meaning: string];

/** Collects the rows that the summary is computed from: the summary says nothing the tables do not. */
export interface Summary {
  take(row: Row): void;
  /** The rows of the table `summary`. */
  rows(): Row[];
}

/** A summary of nothing yet. */
export function createSummary(): Summary {
  const kept = new Map<string, Map<string, Row[]>>();
  const keys: Readonly<Record<string, readonly string[]>> = {
    sets: ['avs', 'set'],
    service: ['avs', 'task'],
    operators: ['group'],
    outcomes: ['cohort'],
    attribution: ['avs', 'set', 'payee_kind'],
    decentralisation: ['avs', 'set', 'by'],
  };
  return {
    take: row => {
      const by = keys[row.table];
      if (by === undefined) return;
      const key = by.map(column => cell(row, column)).join('.');
      const entries = kept.get(row.table) ?? new Map<string, Row[]>();
      kept.set(row.table, entries);
      const rows = entries.get(key);
      if (rows) rows.push(row);
      else entries.set(key, [row]);
    },
    rows: () => {
      const of = (table: string): [string, Row[]][] => [...(kept.get(table) ?? [])];
      const feesOf = (key: string): Row[] => kept.get('attribution')?.get(`${key}.protocol`) ?? [];
      const measures: Measure[] = [
        ...of('service').flatMap(([key, rows]) => serviceMeasures(key, rows)),
        ...of('sets').flatMap(([key, rows]) => setMeasures(key, rows, feesOf(key))),
        ...of('decentralisation').flatMap(([, rows]) => placeMeasures(rows)),
        ...avsMeasures(
          of('service').flatMap(([, rows]) => rows),
          of('sets').map(([key, rows]) => ({ avs: cell(rows[0]!, 'avs'), usd: paidUsd(rows, feesOf(key)) })),
        ),
        ...of('operators').flatMap(([key, rows]) => groupMeasures(`operators.${key}`, rows)),
        ...of('outcomes').flatMap(([key, rows]) => cohortMeasures(`restakers.${key}`, rows[0]!)),
      ];
      return measures.map(([name, unit, value, meaning]) => ({
        table: 'summary',
        values: [name, unit, value, meaning],
      }));
    },
  };
}

const positions = new Map(
  tables.map(table => [table.name, new Map(table.columns.map((column, index) => [column.name, index]))]),
);

function cell(row: Row, column: string): Cell {
  return row.values[positions.get(row.table)!.get(column)!]!;
}

function numbers(rows: readonly Row[], column: string): number[] {
  return rows.map(row => cell(row, column)).filter(value => typeof value === 'number');
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function mean(values: readonly number[]): number | null {
  return values.length ? sum(values) / values.length : null;
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function serviceMeasures(key: string, rows: readonly Row[]): Measure[] {
  const coverage = numbers(rows, 'coverage_fraction');
  const onTime = sum(numbers(rows, 'on_time'));
  const ended = onTime + sum(numbers(rows, 'late')) + sum(numbers(rows, 'lost'));
  return [
    [`${key}.coverage.mean`, 'fraction', mean(coverage), 'Capacity over demand, at most 1: mean over days'],
    [
      `${key}.coverage.p05`,
      'fraction',
      quantile(coverage, 0.05),
      'Coverage on the worst twentieth of days, at most',
    ],
    [`${key}.coverage.end`, 'fraction', mean(coverage.slice(-28)), 'Coverage over the last four weeks'],
    [`${key}.on_time`, 'fraction', ended ? onTime / ended : null, 'Tasks done by their deadline'],
    [`${key}.wait`, 'hours', mean(numbers(rows, 'wait_hours')), 'Wait from arrival to start: mean over days'],
    [`${key}.fees`, 'USD/week', (7 * sum(numbers(rows, 'fees_usd'))) / rows.length, 'Fees that users paid'],
  ];
}

/** @param fees what the protocol took of the set's rewards */
function setMeasures(key: string, rows: readonly Row[], fees: readonly Row[]): Measure[] {
  const members = numbers(rows, 'members');
  const stake = numbers(rows, 'slashable_stake_usd');
  const weekly = (column: string): number => (7 * sum(numbers(rows, column))) / rows.length;
  const operators = weekly('operators_usd');
  const restakers = weekly('restakers_usd');
  const fee = (7 * sum(numbers(fees, 'amount_usd'))) / rows.length;
  return [
    [`${key}.members.start`, 'count', members[0] ?? null, 'Members at the end of the first day'],
    [`${key}.members.mean`, 'count', mean(members), 'Members: mean over days'],
    [`${key}.members.end`, 'count', members.at(-1) ?? null, 'Members at the end'],
    [`${key}.slashable.mean`, 'USD', mean(stake), 'Stake the set can slash: mean over days'],
    [`${key}.slashable.end`, 'USD', stake.at(-1) ?? null, 'Stake the set can slash at the end'],
    [
      `${key}.nakamoto.mean`,
      'count',
      mean(numbers(rows, 'nakamoto_third')),
      'Members with a third of the stake',
    ],
    [`${key}.hhi.mean`, 'fraction', mean(numbers(rows, 'hhi_fraction')), 'Concentration of slashable stake'],
    [
      `${key}.cost`,
      'USD/week',
      operators + restakers + weekly('stuck_usd') + fee,
      'What the AVS paid for the set',
    ],
    [`${key}.to_operators`, 'USD/week', operators, 'Of that, to operators as their split'],
    [`${key}.to_restakers`, 'USD/week', restakers, 'Of that, to restakers'],
    [`${key}.slashed`, 'USD', sum(numbers(rows, 'slashed_usd')), 'Stake slashed over the run'],
    [`${key}.exits`, 'count', sum(numbers(rows, 'exits')), 'Members that left or were ejected'],
    [
      `${key}.churn`,
      'fraction/year',
      ratio(365 * sum(numbers(rows, 'exits')), sum(members)),
      'Members that left or were ejected, over members: by year',
    ],
    [
      `${key}.cost_per_security`,
      'USD/year',
      ratio((365 * paidUsd(rows, fees)) / rows.length, (mean(stake) ?? 0) / 1e6),
      'What the AVS paid for a million USD of slashable stake, by year',
    ],
  ];
}

/** Spread over a label of where members run; that over members is among the measures of sets. */
function placeMeasures(rows: readonly Row[]): Measure[] {
  const [avs, set, by] = ['avs', 'set', 'by'].map(column => cell(rows[0]!, column));
  if (by === 'operator') return [];
  return [
    [
      `${avs}.${set}.effective.${by}`,
      'count',
      mean(numbers(rows, 'effective_number')),
      `Equal places by ${by} that its stake is as spread as (1 / HHI): mean over samples`,
    ],
  ];
}

/** What an AVS paid for a set over the run, the protocol's fee among it, in USD. */
function paidUsd(rows: readonly Row[], fees: readonly Row[]): number {
  const parts = ['operators_usd', 'restakers_usd', 'stuck_usd'].flatMap(column => numbers(rows, column));
  return sum(parts) + sum(numbers(fees, 'amount_usd'));
}

/** What the pay of all its sets buys each AVS that has tasks; fees of users come on top. */
function avsMeasures(
  service: readonly Row[],
  sets: readonly { readonly avs: Cell; readonly usd: number }[],
): Measure[] {
  return [...new Set(service.map(row => cell(row, 'avs')))].flatMap(avs => {
    const cost = sum(sets.filter(set => set.avs === avs).map(set => set.usd));
    const tasks = service.filter(row => cell(row, 'avs') === avs);
    const gpu = tasks.filter(row => cell(row, 'resource') === 'gpu');
    return [
      [
        `${avs}.cost_per_task`,
        'USD',
        ratio(cost, sum(numbers(tasks, 'on_time'))),
        'What the AVS paid to its sets, fees aside, for a task done on time',
      ],
      [
        `${avs}.cost_per_gpu_hour`,
        'USD',
        ratio(cost, sum(numbers(gpu, 'on_time_hours'))),
        'What the AVS paid to its sets, fees aside, for a GPU-hour of tasks done on time',
      ],
    ];
  });
}

function groupMeasures(key: string, rows: readonly Row[]): Measure[] {
  const last = cell(rows.at(-1)!, 'time_days');
  const end = rows.filter(row => cell(row, 'time_days') === last);
  const days = typeof last === 'number' ? last : 0;
  const present = rows.filter(row => cell(row, 'status') !== 'gone');
  const income = ['rewards_usd', 'fees_usd', 'rent_usd'];
  const share = (status: string): number =>
    end.filter(row => cell(row, 'status') === status).length / end.length;
  const weekly = (column: string): number =>
    present.length
      ? (7 * sum(numbers(present, column))) / ((days * present.length) / (rows.length / end.length))
      : 0;
  return [
    [`${key}.profit`, 'USD/week', weekly('profit_usd'), 'Profit of an operator of the group: mean'],
    [`${key}.rent`, 'USD/week', weekly('rent_usd'), 'Of its income, rent of its GPUs: mean'],
    [`${key}.uptime`, 'fraction', mean(numbers(present, 'uptime_fraction')), 'Time an operator was up: mean'],
    [`${key}.active`, 'fraction', share('active'), 'Operators of the group that serve a set at the end'],
    [`${key}.bankrupt`, 'fraction', share('gone'), 'Operators of the group that went bankrupt'],
    [
      `${key}.margin`,
      'ratio',
      ratio(sum(numbers(present, 'profit_usd')), sum(income.flatMap(column => numbers(present, column)))),
      'Profit over income from rewards, fees and rent',
    ],
    ...breakEven(key, numbers(present, 'break_even_rent_usd')),
  ];
}

/** Break-even rent of a group that has GPUs in a set. */
function breakEven(key: string, rents: readonly number[]): Measure[] {
  if (rents.length === 0) return [];
  return [
    [
      `${key}.break_even_rent`,
      'USD/hour',
      mean(rents),
      'Rent of an hour of a GPU that is up at which renting would pay what its sets did: mean over those in a set',
    ],
  ];
}

function cohortMeasures(key: string, row: Row): Measure[] {
  const value = (column: string): number | null => numbers([row], column)[0] ?? null;
  return [
    [`${key}.gross_apr`, 'fraction/year', value('gross_apr_fraction'), 'Rewards over stake at the start'],
    [`${key}.slash_loss`, 'fraction/year', value('slash_loss_fraction'), 'Stake lost to slashes'],
    [`${key}.net_apr`, 'fraction/year', value('net_apr_fraction'), 'Rewards less slashes'],
    [
      `${key}.net_apr.p05`,
      'fraction/year',
      value('net_apr_p05_fraction'),
      'Net APR of the worst twentieth of stake, at most',
    ],
    [`${key}.loss`, 'fraction', value('loss_fraction'), 'Share of stake whose slashes exceeded its rewards'],
    [
      `${key}.slash_loss.cvar95`,
      'fraction/year',
      value('slash_loss_cvar95_fraction'),
      'Stake lost to slashes by the worst twentieth of stake',
    ],
    [
      `${key}.volatility`,
      'fraction/sqrt(year)',
      value('volatility_fraction'),
      'Volatility of weekly returns net of slashes',
    ],
    [`${key}.sharpe`, 'ratio', value('sharpe_ratio'), 'Mean return above the base yield over its spread'],
    [
      `${key}.max_drawdown`,
      'fraction',
      value('max_drawdown_fraction'),
      'Largest fall of worth from an earlier week',
    ],
  ];
}
