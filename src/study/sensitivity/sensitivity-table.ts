import { number, string } from '../../../sim/measures/tables/columns.ts';
import type { Table } from '../../../sim/measures/tables/index.ts';
import type { TableCell } from '../../results/csv.ts';
import { intervalColumns, measureColumn } from '../../results/statistic-columns.ts';
import type { SensitivityAnalysis } from './sensitivity-analysis.ts';

/** How measures depend on factors. */
export const sensitivity: Table = {
  name: 'sensitivity',
  meaning: 'How each measure depends on each factor',
  columns: [
    measureColumn,
    string(
      'kind',
      'total, first, second: Sobol indices; mu_star, mu, sigma: Morris effects over the whole range of the factor; variance: over points; noise: its share that is noise between replicates',
    ),
    string('factor', 'Factor; empty for what is of all'),
    string('with', 'The other factor of an interaction'),
    string('unit', 'Unit of the value'),
    number('value', 'unit', 'The figure'),
    ...intervalColumns('ci95', 'unit', 'its 95% bootstrap interval; empty where there is none'),
  ],
};

/** Rows of an analysis under the columns of {@link sensitivity}. */
export function sensitivityRows({
  measure: name,
  unit,
  variance,
  noise,
  findings,
}: SensitivityAnalysis): TableCell[][] {
  const isShare = (kind: string) => kind === 'total' || kind === 'first' || kind === 'second';
  return [
    [name, 'variance', null, null, unit === '' ? '' : `(${unit})^2`, variance, null, null],
    [name, 'noise', null, null, 'fraction', noise, null, null],
    ...findings.map(({ kind, factors, value, interval }): TableCell[] => [
      name,
      kind,
      factors[0]!,
      factors[1] ?? null,
      isShare(kind) ? 'fraction' : unit,
      value,
      interval?.[0] ?? null,
      interval?.[1] ?? null,
    ]),
  ];
}
