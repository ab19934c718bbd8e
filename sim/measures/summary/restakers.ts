import type { Row } from '../tables/index.ts';
import { cell } from './cells.ts';
import type { Better, Measure } from './measure.ts';

/** Name behind the cohort's, column of the table `outcomes`, unit, direction and meaning of each measure. */
const measures: readonly (readonly [string, string, string, Better, string])[] = [
  ['gross_apr', 'gross_apr_fraction', 'fraction/year', 'higher', 'Rewards over stake at the start'],
  ['slash_loss', 'slash_loss_fraction', 'fraction/year', 'lower', 'Stake lost to slashes'],
  ['net_apr', 'net_apr_fraction', 'fraction/year', 'higher', 'Rewards less slashes'],
  [
    'net_apr.p05',
    'net_apr_p05_fraction',
    'fraction/year',
    'higher',
    'Net APR of the worst twentieth of stake, at most',
  ],
  ['loss', 'loss_fraction', 'fraction', 'lower', 'Share of stake whose slashes exceeded its rewards'],
  [
    'slash_loss.cvar95',
    'slash_loss_cvar95_fraction',
    'fraction/year',
    'lower',
    'Stake lost to slashes by the worst twentieth of stake',
  ],
  [
    'volatility',
    'volatility_fraction',
    'fraction/sqrt(year)',
    'lower',
    'Volatility of weekly returns net of slashes',
  ],
  ['sharpe', 'sharpe_ratio', 'ratio', 'higher', 'Mean return above the base yield over its spread'],
  [
    'max_drawdown',
    'max_drawdown_fraction',
    'fraction',
    'lower',
    'Largest fall of worth from an earlier week',
  ],
  [
    'diversification',
    'diversification_ratio',
    'ratio',
    'higher',
    "Volatility of its operators over its portfolio's: 1 if they move as one",
  ],
  [
    'exit_value.p05',
    'exit_value_p05_fraction',
    'fraction',
    'higher',
    'Value of stake after the 14 days of leaving over its value before, in the worst twentieth of weeks, at most',
  ],
];

/** Measures of a cohort of restakers, from its row in the table `outcomes`. */
export function cohortMeasures(key: string, row: Row): Measure[] {
  return measures.map(([name, column, unit, better, meaning]): Measure => {
    const value = cell(row, column);
    return [`${key}.${name}`, unit, better, meaning, '', typeof value === 'number' ? value : null];
  });
}

/** Measures of where the stake of a cohort is, from its rows in the table `restakers`. */
export function placeOfStakeMeasures(key: string, rows: readonly Row[]): Measure[] {
  const places = ['delegated_usd', 'queued_usd', 'outside_usd', 'slashed_usd'];
  const delegated = rows.flatMap(row => {
    const all = places.reduce((sum, place) => sum + Number(cell(row, place)), 0);
    return all > 0 ? [Number(cell(row, 'delegated_usd')) / all] : [];
  });
  const meaning = 'Delegated part of its stake, what was slashed counted among the rest';
  return [
    [`${key}.delegated.end`, 'fraction', 'neither', meaning, 'at the end', delegated.at(-1) ?? null],
    [
      `${key}.delegated.min`,
      'fraction',
      'neither',
      meaning,
      'least of samples',
      delegated.length ? Math.min(...delegated) : null,
    ],
  ];
}
