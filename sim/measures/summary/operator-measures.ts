import { ratio, sum } from '../statistics/sums.ts';
import type { Row, TableCell } from '../tables/define-table.ts';
import { operatorsTable } from '../tables/over-time/operators-table.ts';
import { type Measure, type MeasureOf, measuresOf } from './measure.ts';
import { having, lacking, total } from './queries.ts';

const { at } = operatorsTable;

/** The samples of a group of operators in the table `operators`. */
interface Samples {
  readonly rows: readonly Row[];
  /** Those of the last sample. */
  readonly end: readonly Row[];
}

/**
 * Measures of a group of operators. Rows are sums over sample periods, and figures are ratios of sums over rows, or
 * of the end: they are the same whatever `sampleEvery` is.
 *
 * @param key prefix of the names, `operators.<group>`
 * @param rows of the group in the table `operators`, in order of time; at least one
 */
export function groupMeasures(key: string, rows: readonly Row[]): Measure[] {
  const samples = { rows, end: having(rows, at.timeDays, rows.at(-1)!.values[at.timeDays]!) };
  return [
    ...measuresOf(key, measuresOfGroup, samples),
    ...hardwareMeasures(key, rows),
    ...gpuMeasures(key, rows),
  ];
}

/** Measures that every group has. */
export const measuresOfGroup: readonly MeasureOf<Samples>[] = [
  {
    name: 'profit',
    unit: 'USD/week',
    better: 'higher',
    meaning: 'Profit of an operator of the group, by time in business; whoever went bankrupt counts',
    aggregation: 'mean',
    value: ({ rows }) => weekly(rows, at.profitUsd),
  },
  {
    name: 'rent',
    unit: 'USD/week',
    better: 'neither',
    meaning: 'Of its income, rent of its GPUs',
    aggregation: 'mean',
    value: ({ rows }) => weekly(rows, at.rentUsd),
  },
  {
    name: 'uptime',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Time an operator was up, of its time in business',
    aggregation: 'mean over days',
    value: ({ rows }) => ratio(byDays(rows, at.uptimeFraction), total(rows, at.businessDays)),
  },
  {
    name: 'active',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Operators of the group that serve a set at the end',
    value: ({ end }) => having(end, at.status, 'active').length / end.length,
  },
  {
    name: 'bankrupt',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Operators of the group that went bankrupt',
    value: ({ end }) => having(end, at.status, 'gone').length / end.length,
  },
  {
    name: 'unclaimed',
    unit: 'USD',
    better: 'neither',
    meaning:
      'Rewards of an operator of the group that it cannot claim yet at the end: those of the last 9 to 15 days',
    value: ({ end }) => ratio(total(end, at.unclaimedUsd), end.length),
  },
  {
    name: 'margin',
    unit: 'ratio',
    better: 'higher',
    meaning: 'Profit without proceeds of attacks, over income from rewards, fees and rent',
    value: ({ rows }) => {
      const income = [at.rewardsUsd, at.feesUsd, at.rentUsd].reduce(
        (all, part) => all + total(rows, part),
        0,
      );
      return ratio(total(rows, at.profitUsd) - total(rows, at.spoilsUsd), income);
    },
  },
  {
    name: 'slashed',
    unit: 'USD/week',
    better: 'lower',
    meaning: 'Own stake that slashes took of an operator of the group',
    aggregation: 'mean',
    value: ({ rows }) => weekly(rows, at.slashedUsd),
  },
  {
    name: 'loss',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Operators of the group whose profit over the run was below 0',
    value: ({ rows }) => losingFraction(rows),
  },
  {
    name: 'overpay',
    unit: 'USD/week',
    better: 'neither',
    meaning:
      "What serving paid an operator of the group beyond its reservation: the rent its GPUs forwent, its sets' cost and slashes of own stake",
    aggregation: 'mean',
    value: ({ rows }) => {
      const parts = [at.feesUsd, at.slashedUsd, at.reservationUsd].map(part => total(rows, part));
      const [fees, slashed, reservation] = parts as [number, number, number];
      return perWeek(rows, total(rows, at.rewardsUsd) + fees - slashed - reservation);
    },
  },
  {
    name: 'break_even_token',
    unit: 'ratio',
    better: 'lower',
    meaning:
      'Price of the tokens that rewards are paid in at which the profit of the group is nothing, over what it was',
    value: ({ rows }) => {
      const rewards = total(rows, at.rewardsUsd);
      return rewards > 0 ? Math.max(0, 1 - total(rows, at.profitUsd) / rewards) : null;
    },
  },
];

/** Amounts of the sample periods in USD a week, by operator in business; null where none ever was. */
function weekly(rows: readonly Row[], column: number): number | null {
  return perWeek(rows, total(rows, column));
}

/**
 * An amount of the whole run in USD a week, by operator in business. Each day in business weighs the same, so that
 * who was in it for longer counts for more.
 */
function perWeek(rows: readonly Row[], usd: number): number | null {
  return ratio(7 * usd, total(rows, at.businessDays));
}

/** Sum of a column times days in business. */
function byDays(rows: readonly Row[], column: number): number {
  return sum(rows.map(({ values }) => Number(values[column]) * Number(values[at.businessDays])));
}

/**
 * Part of the operators that lost money over the run. Profits of the periods are added up first: a bad week is no
 * loss.
 */
function losingFraction(rows: readonly Row[]): number {
  const profits = new Map<TableCell, number>();
  for (const { values } of rows) {
    const name = values[at.operator]!;
    profits.set(name, (profits.get(name) ?? 0) + Number(values[at.profitUsd]));
  }
  return [...profits.values()].filter(usd => usd < 0).length / profits.size;
}

/**
 * Break-even rent of a group whose GPUs a set had for some time. No measure for other groups, rather than one
 * without a value.
 */
function gpuMeasures(key: string, rows: readonly Row[]): Measure[] {
  const hours = total(rows, at.forgoneGpuHours);
  if (hours === 0) return [];
  return [
    {
      name: `${key}.break_even_rent`,
      unit: 'USD/hour',
      better: 'higher',
      meaning:
        'Market rent of a GPU-hour at which renting out would have paid what the sets did that had the GPUs',
      aggregation: 'all of them together',
      value: ratio(total(rows, at.gpuServiceUsd), hours),
    },
  ];
}

/**
 * Return on the hardware of a group that says what it cost. Both go by USD-years: the price of the GPUs times the
 * time that their owners were in business.
 */
function hardwareMeasures(key: string, rows: readonly Row[]): Measure[] {
  const owners = lacking(rows, at.hardwareUsd, null);
  if (owners.length === 0) return [];
  const usdYears = byDays(owners, at.hardwareUsd) / 365;
  const profit = total(owners, at.profitUsd);
  return [
    {
      name: `${key}.roi`,
      unit: 'fraction/year',
      better: 'higher',
      meaning: 'Profit a year over what the GPUs of the group cost when bought',
      value: ratio(profit, usdYears),
    },
    {
      name: `${key}.payback`,
      unit: 'years',
      better: 'lower',
      meaning: 'Time in which profit and wear together return what the GPUs cost; none if they never do',
      value: ratio(usdYears, profit + total(owners, at.depreciationUsd)),
    },
  ];
}
