import { mean, ratio } from '../statistics/sums.ts';
import type { Row, TableCell } from '../tables/define-table.ts';
import { operatorsTable } from '../tables/over-time/operators-table.ts';
import { type Measure, type MeasureOf, measuresOf } from './measure.ts';
import { having, lacking, numbers, total } from './queries.ts';

const { at } = operatorsTable;

/** The samples of a group of operators in the table `operators`. */
interface Samples {
  readonly rows: readonly Row[];
  /** Those of operators in business: neither dormant nor gone. */
  readonly present: readonly Row[];
  /** Those of the last sample. */
  readonly end: readonly Row[];
  /** Days until the last sample. */
  readonly days: number;
}

/** Measures of a group of operators. */
export function groupMeasures(key: string, rows: readonly Row[]): Measure[] {
  const last = rows.at(-1)!.values[at.timeDays]!;
  const samples: Samples = {
    rows,
    present: lacking(lacking(rows, at.status, 'gone'), at.status, 'dormant'),
    end: having(rows, at.timeDays, last),
    days: Number(last),
  };
  return [
    ...measuresOf(key, measures, samples),
    ...hardwareMeasures(key, samples),
    ...breakEvenRent(key, numbers(samples.present, at.breakEvenRentUsd)),
  ];
}

const measures: readonly MeasureOf<Samples>[] = [
  {
    name: 'profit',
    unit: 'USD/week',
    better: 'higher',
    meaning: 'Profit of an operator of the group',
    aggregation: 'mean',
    value: samples => weekly(samples, at.profitUsd),
  },
  {
    name: 'rent',
    unit: 'USD/week',
    better: 'neither',
    meaning: 'Of its income, rent of its GPUs',
    aggregation: 'mean',
    value: samples => weekly(samples, at.rentUsd),
  },
  {
    name: 'uptime',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Time an operator was up',
    aggregation: 'mean',
    value: ({ present }) => mean(numbers(present, at.uptimeFraction)),
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
    name: 'margin',
    unit: 'ratio',
    better: 'higher',
    meaning: 'Profit, spoils aside, over income from rewards, fees and rent',
    value: ({ present }) => {
      const income = [at.rewardsUsd, at.feesUsd, at.rentUsd].reduce((sum, of) => sum + total(present, of), 0);
      return ratio(total(present, at.profitUsd) - total(present, at.spoilsUsd), income);
    },
  },
  {
    name: 'slashed',
    unit: 'USD/week',
    better: 'lower',
    meaning: 'Own stake that slashes took of an operator of the group',
    aggregation: 'mean',
    value: samples => weekly(samples, at.slashedUsd),
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
    value: samples =>
      weekly(samples, at.rewardsUsd) +
      weekly(samples, at.feesUsd) -
      weekly(samples, at.slashedUsd) -
      weekly(samples, at.reservationUsd),
  },
  {
    name: 'break_even_token',
    unit: 'ratio',
    better: 'lower',
    meaning:
      'Price of the tokens that rewards are paid in at which the profit of the group is nothing, over what it was',
    value: ({ present }) => {
      const rewards = total(present, at.rewardsUsd);
      return rewards > 0 ? Math.max(0, 1 - total(present, at.profitUsd) / rewards) : null;
    },
  },
];

/** Amount of the sample periods in USD a week, per operator in business; 0 where none ever was. */
function weekly({ rows, present, end, days }: Samples, column: number): number {
  if (present.length === 0) return 0;
  const samples = rows.length / end.length;
  const operatorDays = (days * present.length) / samples;
  return (7 * total(present, column)) / operatorDays;
}

/** Part of the operators that lost money over the run. */
function losingFraction(rows: readonly Row[]): number {
  const profits = new Map<TableCell, number>();
  for (const { values } of rows) {
    const name = values[at.operator]!;
    profits.set(name, (profits.get(name) ?? 0) + Number(values[at.profitUsd]));
  }
  return [...profits.values()].filter(usd => usd < 0).length / profits.size;
}

/** Break-even rent of a group that has GPUs in a set. */
function breakEvenRent(key: string, rents: readonly number[]): Measure[] {
  if (rents.length === 0) return [];
  return [
    {
      name: `${key}.break_even_rent`,
      unit: 'USD/hour',
      better: 'higher',
      meaning: 'Rent of an hour of a GPU that is up at which renting would pay what its sets did',
      aggregation: 'mean over those in a set',
      value: mean(rents),
    },
  ];
}

/** Return on the hardware of a group that says what it cost. */
function hardwareMeasures(key: string, { present, end, days }: Samples): Measure[] {
  const owners = lacking(present, at.hardwareUsd, null);
  if (owners.length === 0) return [];
  const years = end.length === 0 ? 0 : days / 365;
  const samples = new Set(owners.map(({ values }) => values[at.timeDays])).size;
  const price = total(owners, at.hardwareUsd) / samples;
  const profit = total(owners, at.profitUsd) / years;
  const cash = profit + total(owners, at.depreciationUsd) / years;
  return [
    {
      name: `${key}.roi`,
      unit: 'fraction/year',
      better: 'higher',
      meaning: 'Profit a year over what the GPUs of the group cost when bought',
      value: ratio(profit, price),
    },
    {
      name: `${key}.payback`,
      unit: 'years',
      better: 'lower',
      meaning: 'Time in which profit and wear together return what the GPUs cost; none if they never do',
      value: ratio(price, cash),
    },
  ];
}
