import type { Row } from '../tables.ts';
import { cell, mean, numbers, ratio, sum, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** Measures of a group of operators, from its samples in the table `operators`. */
export function groupMeasures(key: string, rows: readonly Row[]): Measure[] {
  const last = cell(rows.at(-1)!, 'time_days');
  const end = rows.filter(row => cell(row, 'time_days') === last);
  const days = typeof last === 'number' ? last : 0;
  const present = rows.filter(row => cell(row, 'status') !== 'gone');
  const income = sum(['rewards_usd', 'fees_usd', 'rent_usd'].map(column => total(present, column)));
  const share = (status: string): number =>
    end.filter(row => cell(row, 'status') === status).length / end.length;
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
      'Profit over income from rewards, fees and rent',
      '',
      ratio(total(present, 'profit_usd'), income),
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
      'higher',
      'Rent of an hour of a GPU that is up at which renting would pay what its sets did',
      'mean over those in a set',
      mean(rents),
    ],
  ];
}
