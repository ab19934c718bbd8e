import type { Row } from '../tables/index.ts';
import { cell, mean, numbers, ratio, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** Measures of an operator set, from its days in the table `sets`. */
export function setMeasures(key: string, rows: readonly Row[]): Measure[] {
  const members = numbers(rows, 'members');
  const stake = numbers(rows, 'slashable_stake_usd');
  const weekly = (usd: number): number => (7 * usd) / rows.length;
  const lastWeeks = rows.slice(-28);
  const days = 'mean over days';
  const exits = total(rows, 'exits');
  return [
    [
      `${key}.members.start`,
      'count',
      'neither',
      'Members at the end of the first day',
      '',
      members[0] ?? null,
    ],
    [`${key}.members.mean`, 'count', 'higher', 'Members', days, mean(members)],
    [`${key}.members.end`, 'count', 'higher', 'Members at the end', '', members.at(-1) ?? null],
    [`${key}.slashable.mean`, 'USD', 'higher', 'Stake the set can slash', days, mean(stake)],
    [`${key}.slashable.end`, 'USD', 'higher', 'Stake the set can slash at the end', '', stake.at(-1) ?? null],
    [
      `${key}.nakamoto.mean`,
      'count',
      'higher',
      'Members with a third of the stake',
      days,
      mean(numbers(rows, 'nakamoto_third')),
    ],
    [
      `${key}.hhi.mean`,
      'fraction',
      'lower',
      'Concentration of slashable stake',
      days,
      mean(numbers(rows, 'hhi_fraction')),
    ],
    [`${key}.cost`, 'USD/week', 'lower', 'What the AVS paid for the set', '', weekly(paidUsd(rows))],
    [
      `${key}.cost.end`,
      'USD/week',
      'lower',
      'What the AVS paid for the set over the last four weeks',
      '',
      (7 * paidUsd(lastWeeks)) / lastWeeks.length,
    ],
    [
      `${key}.to_operators`,
      'USD/week',
      'neither',
      'Of that, to operators as their split',
      '',
      weekly(total(rows, 'operators_usd')),
    ],
    [
      `${key}.to_restakers`,
      'USD/week',
      'neither',
      'Of that, to restakers',
      '',
      weekly(total(rows, 'restakers_usd')),
    ],
    [`${key}.slashed`, 'USD', 'lower', 'Stake slashed over the run', '', total(rows, 'slashed_usd')],
    [`${key}.exits`, 'count', 'lower', 'Members that left or were ejected', '', exits],
    [`${key}.ejections`, 'count', 'lower', 'Members that the AVS ejected', '', total(rows, 'ejections')],
    [
      `${key}.churn`,
      'fraction/year',
      'lower',
      'Members that left or were ejected, over members',
      'by year',
      ratio(365 * exits, total(rows, 'members')),
    ],
    [
      `${key}.cost_per_security`,
      'USD/year',
      'lower',
      'What the AVS paid for a million USD of slashable stake, by year',
      '',
      ratio((365 * paidUsd(rows)) / rows.length, (mean(stake) ?? 0) / 1e6),
    ],
  ];
}

/** Spread over a label of where members run; that over members is among the measures of sets. */
export function placeMeasures(rows: readonly Row[]): Measure[] {
  const [avs, set, by] = ['avs', 'set', 'by'].map(column => cell(rows[0]!, column));
  if (by === 'operator') return [];
  return [
    [
      `${avs}.${set}.effective.${by}`,
      'count',
      'higher',
      `Equal places by ${by} that its stake is as spread as (1 / HHI)`,
      'mean over samples',
      mean(numbers(rows, 'effective_number')),
    ],
  ];
}

/** What an AVS paid for a set over the run, the protocol's fee among it, in USD. */
export function paidUsd(rows: readonly Row[]): number {
  return ['fee_usd', 'operators_usd', 'restakers_usd', 'stuck_usd'].reduce(
    (sum, column) => sum + total(rows, column),
    0,
  );
}
