import { number, string } from '../../../sim/measures/columns.ts';
import type { Table } from '../../../sim/measures/tables.ts';
import type { Cell } from '../../files/csv.ts';
import type { Analysis } from './analysis.ts';

/** How measures depend on factors. */
export const sensitivity: Table = {
  name: 'sensitivity',
  meaning: 'How each measure depends on each factor',
  columns: [
    string('measure', 'Name of the measure'),
    string(
      'kind',
      'total, first, second: Sobol indices; mu_star, mu, sigma: Morris effects over the whole range of the factor; variance: over points; noise: its share that is noise between replicates',
    ),
    string('factor', 'Factor; empty for what is of all'),
    string('with', 'The other factor of an interaction'),
    string('unit', 'Unit of the value'),
    number('value', 'unit', 'The figure'),
    number('ci95_lo', 'unit', 'Lower end of its 95% bootstrap interval; empty where there is none'),
    number('ci95_hi', 'unit', 'Upper end of its 95% bootstrap interval; empty where there is none'),
  ],
};

/** Rows of an analysis under the columns of {@link sensitivity}. */
export function sensitivityRows({ measure, unit, variance, noise, findings }: Analysis): Cell[][] {
  const isShare = (kind: string) => kind === 'total' || kind === 'first' || kind === 'second';
  return [
    [measure, 'variance', null, null, unit === '' ? '' : `(${unit})^2`, variance, null, null],
    [measure, 'noise', null, null, 'fraction', noise, null, null],
    ...findings.map(({ kind, factors, value, interval }): Cell[] => [
      measure,
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
