import type { Row } from '../tables/index.ts';
import { cell, having, lacking, mean, numbers, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** What slashes brought each AVS that has a redistributing set, from the table `sets`. */
export function redistributedMeasures(sets: readonly Row[]): Measure[] {
  const paying = lacking(sets, 'redistributed_usd', null);
  return [...new Set(paying.map(row => cell(row, 'avs')))].map(
    (avs): Measure => [
      `${avs}.redistributed`,
      'USD',
      'neither',
      'Slashed stake that reached the AVS',
      '',
      total(having(paying, 'avs', avs), 'redistributed_usd'),
    ],
  );
}

/** Measures of who might break faith, an AVS or members of a set, from their checks in the table `corruption`. */
export function corruptionMeasures(rows: readonly Row[]): Measure[] {
  const [avs, set] = ['avs', 'set'].map(column => cell(rows[0]!, column));
  const key = set === null ? `${avs}.abuse` : `${avs}.${set}.corruption`;
  const what =
    set === null
      ? ['What slashing every member would bring the AVS', 'Present value of going on honestly']
      : ['What an attack on the set would bring', 'What it would cost the cheapest coalition, expected'];
  const checks = 'mean over checks';
  const slacks = rows.flatMap(row => {
    const profit = Number(cell(row, 'profit_usd'));
    return profit > 0 ? [Number(cell(row, 'cost_usd')) / profit - 1] : [];
  });
  const struck = having(rows, 'strikes', 1);
  return [
    [`${key}.profit`, 'USD', 'lower', what[0]!, checks, mean(numbers(rows, 'profit_usd'))],
    [`${key}.cost`, 'USD', 'higher', what[1]!, checks, mean(numbers(rows, 'cost_usd'))],
    ...(set === null ? [] : [slackOf(`${avs}.${set}.slack`, slacks)]),
    [
      set === null ? `${key}.strikes` : `${avs}.${set}.attacks`,
      'count',
      'lower',
      set === null ? 'Times that the AVS slashed every member' : 'Attacks on the set',
      '',
      struck.length,
    ],
    [
      `${key}.day`,
      'days',
      'neither',
      'Day of the first; empty if there was none',
      '',
      numbers(struck, 'time_days')[0] ?? null,
    ],
  ];
}

/** The slack against corruption, gamma of Durvasula and Roughgarden (2024), where it was least; null with no profit ever. */
function slackOf(name: string, slacks: readonly number[]): Measure {
  const meaning = 'What corrupting the set costs over what it brings, less 1';
  const least = slacks.reduce<number | null>((low, slack) => Math.min(low ?? slack, slack), null);
  return [name, 'ratio', 'higher', meaning, 'least over checks', least];
}
