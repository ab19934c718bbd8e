import { ratio, sum } from '../statistics/sums.ts';
import { outcomesTable } from '../tables/closing/outcomes-table.ts';
import type { Row } from '../tables/define-table.ts';
import { restakersTable } from '../tables/over-time/restakers-table.ts';
import type { Measure, MeasureOf } from './measure.ts';
import { numbers, total } from './queries.ts';

const { at } = outcomesTable;

/** The number in a column of a row; null where it is missing. */
const figure =
  (column: number) =>
  ({ values }: Row): number | null =>
    values[column] as number | null;

/** Measures of a cohort of restakers, from its row in the table `outcomes`. */
export const cohortMeasures: readonly MeasureOf<Row>[] = [
  {
    name: 'gross_apr',
    unit: 'fraction/year',
    better: 'higher',
    meaning: 'Rewards, each over what the stake was worth when it was paid',
    value: figure(at.grossAprFraction),
  },
  {
    name: 'slash_loss',
    unit: 'fraction/year',
    better: 'lower',
    meaning: 'Stake lost to slashes, at most all of it',
    value: figure(at.slashLossFraction),
  },
  {
    name: 'net_apr',
    unit: 'fraction/year',
    better: 'higher',
    meaning: 'Rewards less slashes in units of the stake, moves of prices left out',
    value: figure(at.netAprFraction),
  },
  {
    name: 'net_apr.p05',
    unit: 'fraction/year',
    better: 'higher',
    meaning: 'Net APR of the worst twentieth of stake, at most',
    value: figure(at.netAprP05Fraction),
  },
  {
    name: 'loss',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Share of stake whose slashes exceeded its rewards',
    value: figure(at.lossFraction),
  },
  {
    name: 'slash_loss.cvar95',
    unit: 'fraction/year',
    better: 'lower',
    meaning: 'Stake lost to slashes by the worst twentieth of stake',
    value: figure(at.slashLossCvar95Fraction),
  },
  {
    name: 'volatility.constant_prices',
    unit: 'fraction/sqrt(year)',
    better: 'lower',
    meaning: 'Volatility of weekly returns net of slashes, in units of the stake: moves of prices left out',
    value: figure(at.volatilityConstantPricesFraction),
  },
  {
    name: 'sharpe.constant_prices',
    unit: 'ratio',
    better: 'higher',
    meaning:
      'Mean return in units of the stake above the base yield over its spread: moves of prices left out',
    value: figure(at.sharpeConstantPricesRatio),
  },
  {
    name: 'max_drawdown.constant_prices',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Largest fall of worth in units of the stake from an earlier week: moves of prices left out',
    value: figure(at.maxDrawdownConstantPricesFraction),
  },
  {
    name: 'return.usd',
    unit: 'fraction/year',
    better: 'higher',
    meaning:
      'Return in USD, moves of prices among it, over whole weeks, compounded; rewards stay as they were paid',
    value: figure(at.annualisedReturnUsdFraction),
  },
  {
    name: 'volatility.usd',
    unit: 'fraction/sqrt(year)',
    better: 'lower',
    meaning: 'Volatility of weekly returns in USD, moves of prices among it',
    value: figure(at.volatilityUsdFraction),
  },
  {
    name: 'sharpe.usd',
    unit: 'ratio',
    better: 'higher',
    meaning: 'Mean return in USD, moves of prices among it, above the base yield over its spread',
    value: figure(at.sharpeUsdRatio),
  },
  {
    name: 'max_drawdown.usd',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Largest fall of worth in USD, moves of prices among it, from an earlier week',
    value: figure(at.maxDrawdownUsdFraction),
  },
  {
    name: 'diversification',
    unit: 'ratio',
    better: 'higher',
    meaning: "Volatility of its operators over its portfolio's: 1 if they move as one",
    value: figure(at.diversificationRatio),
  },
  {
    name: 'exit_value.p05',
    unit: 'fraction',
    better: 'higher',
    meaning:
      'Value of stake after the 14 days of leaving over its value before, in the worst twentieth of weeks, at most',
    value: figure(at.exitValueP05Fraction),
  },
];

/** Measures of where the stake of a cohort is, from its rows in the table `restakers`. */
export function delegatedMeasures(key: string, rows: readonly Row[]): Measure[] {
  const column = restakersTable.at;
  const [delegated, ...rest] = [column.delegatedUsd, column.queuedUsd, column.outsideUsd, column.lostUsd].map(
    place => total(rows.slice(-1), place),
  ) as [number, ...number[]];
  const parts = numbers(rows, column.leastDelegatedFraction);
  const declared = {
    unit: 'fraction',
    better: 'neither',
    meaning: 'Delegated part of its stake, what was slashed counted among the rest',
  } as const;
  return [
    {
      name: `${key}.delegated.end`,
      ...declared,
      aggregation: 'at the end',
      value: ratio(delegated, delegated + sum(rest)),
    },
    {
      name: `${key}.delegated.min`,
      ...declared,
      aggregation: 'least of days',
      value: parts.length ? parts.reduce((least, part) => Math.min(least, part)) : null,
    },
  ];
}
