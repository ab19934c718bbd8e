import type { Row } from '../tables/index.ts';
import { type Cell, cell, having, lacking, mean, numbers, ratio, sum, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** Measures of a group of operators, from its samples in the table `operators`. */
export function groupMeasures(key: string, rows: readonly Row[]): Measure[] {
  const last = cell(rows.at(-1)!, 'time_days');
  const end = having(rows, 'time_days', last);
  const days = typeof last === 'number' ? last : 0;
  const present = lacking(lacking(rows, 'status', 'gone'), 'status', 'dormant');
  const income = sum(['rewards_usd', 'fees_usd', 'rent_usd'].map(column => total(present, column)));
  const share = (status: string): number => having(end, 'status', status).length / end.length;
  const weekly = (column: string): number =>
    present.length
      ? (7 * total(present, column)) / ((days * present.length) / (rows.length / end.length))
      : 0;
  const each = 'mean';
  return [
    [`${key}.profit`, 'USD/week', 'higher', 'Profit of an operator of the group', each, weekly('profit_usd')],
    [`${key}.rent`, 'USD/week', 'neither', 'Of its income, rent of its GPUs', each, weekly('rent_usd')],
    [
      `${key}.uptime`,
      'fraction',
      'higher',
      'Time an operator was up',
      each,
      mean(numbers(present, 'uptime_fraction')),
    ],
    [
      `${key}.active`,
      'fraction',
      'higher',
      'Operators of the group that serve a set at the end',
      '',
      share('active'),
    ],
    [`${key}.bankrupt`, 'fraction', 'lower', 'Operators of the group that went bankrupt', '', share('gone')],
    [
      `${key}.margin`,
      'ratio',
      'higher',
      'Profit, spoils aside, over income from rewards, fees and rent',
      '',
      ratio(total(present, 'profit_usd') - total(present, 'spoils_usd'), income),
    ],
    [
      `${key}.slashed`,
      'USD/week',
      'lower',
      'Own stake that slashes took of an operator of the group',
      each,
      weekly('slashed_usd'),
    ],
    [
      `${key}.loss`,
      'fraction',
      'lower',
      'Operators of the group whose profit over the run was below 0',
      '',
      losers(rows),
    ],
    [
      `${key}.overpay`,
      'USD/week',
      'neither',
      "What serving paid an operator of the group beyond its reservation: the rent its GPUs forwent, its sets' cost and slashes of own stake",
      each,
      weekly('rewards_usd') + weekly('fees_usd') - weekly('slashed_usd') - weekly('reservation_usd'),
    ],
    [
      `${key}.break_even_token`,
      'ratio',
      'lower',
      'Price of the tokens that rewards are paid in at which the profit of the group is nothing, over what it was',
      '',
      total(present, 'rewards_usd') > 0
        ? Math.max(0, 1 - total(present, 'profit_usd') / total(present, 'rewards_usd'))
        : null,
    ],
    ...returnOnHardware(key, present, end.length === 0 ? 0 : days / 365),
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
      'higher',
      'Rent of an hour of a GPU that is up at which renting would pay what its sets did',
      'mean over those in a set',
      mean(rents),
    ],
  ];
}

/** Part of the operators that lost money over the run. */
function losers(rows: readonly Row[]): number {
  const profits = new Map<Cell, number>();
  for (const row of rows) {
    const name = cell(row, 'operator');
    profits.set(name, (profits.get(name) ?? 0) + Number(cell(row, 'profit_usd')));
  }
  return [...profits.values()].filter(usd => usd < 0).length / profits.size;
}

/** Return on the hardware of a group that says what it cost. */
function returnOnHardware(key: string, rows: readonly Row[], years: number): Measure[] {
  const owners = lacking(rows, 'hardware_usd', null);
  if (owners.length === 0) return [];
  const samples = new Set(owners.map(row => cell(row, 'time_days'))).size;
  const price = total(owners, 'hardware_usd') / samples;
  const profit = total(owners, 'profit_usd') / years;
  const cash = profit + total(owners, 'depreciation_usd') / years;
  return [
    [
      `${key}.roi`,
      'fraction/year',
      'higher',
      'Profit a year over what the GPUs of the group cost when bought',
      '',
      ratio(profit, price),
    ],
    [
      `${key}.payback`,
      'years',
      'lower',
      'Time in which profit and wear together return what the GPUs cost; none if they never do',
      '',
      ratio(price, cash),
    ],
  ];
}
