import type { Row } from '../tables.ts';
import { cell, mean, numbers, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** What slashes brought each AVS that has a redistributing set, from the table `sets`. */
export function redistributedMeasures(sets: readonly Row[]): Measure[] {
  const paying = sets.filter(row => cell(row, 'redistributed_usd') !== null);
  return [...new Set(paying.map(row => cell(row, 'avs')))].map(
    (avs): Measure => [
      `${avs}.redistributed`,
      'USD',
      'neither',
      'Slashed stake that reached the AVS',
      '',
      total(
        paying.filter(row => cell(row, 'avs') === avs),
        'redistributed_usd',
      ),
    ],
  );
}

/** Measures of an AVS that may abuse its slashing, from its checks in the table `corruption`. */
export function abuseMeasures(rows: readonly Row[]): Measure[] {
  const avs = cell(rows[0]!, 'avs');
  const checks = 'mean over checks';
  const struck = rows.filter(row => cell(row, 'strikes') === 1);
  return [
    [
      `${avs}.abuse.profit`,
      'USD',
      'lower',
      'What slashing every member would bring the AVS',
      checks,
      mean(numbers(rows, 'profit_usd')),
    ],
    [
      `${avs}.abuse.cost`,
      'USD',
      'higher',
      'Present value of going on honestly',
      checks,
      mean(numbers(rows, 'cost_usd')),
    ],
    [`${avs}.abuse.strikes`, 'count', 'lower', 'Times that the AVS slashed every member', '', struck.length],
    [
      `${avs}.abuse.day`,
      'days',
      'neither',
      'Day on which it did; empty if it never did',
      '',
      numbers(struck, 'time_days')[0] ?? null,
    ],
  ];
}
