import { optional, quantity, text } from '../../../sim/measures/tables/column-kinds.ts';
import { defineTable, type TableCell } from '../../../sim/measures/tables/define-table.ts';
import { intervalCells, intervalColumns, measure } from '../../results/statistic-columns.ts';
import type { SensitivityAnalysis } from './sensitivity-finding.ts';

/** How measures depend on factors. */
export const sensitivityTable = defineTable({
  name: 'sensitivity',
  meaning: 'How each measure depends on each factor',
  columns: {
    measure,
    kind: text(
      'total, first, second: Sobol indices; mu_star, mu, sigma: Morris effects over the whole range of the factor; noise_floor: mu_star of a factor that does nothing, by noise between replicates alone; variance: over points; noise: its share that is noise between replicates',
    ),
    factor: optional(text('Factor; empty for what is of all')),
    with: optional(text('The other factor of an interaction')),
    unit: text('Unit of the value'),
    value: optional(quantity('unit', 'The figure')),
    ...intervalColumns('ci95', 'unit', 'its 95% bootstrap interval; empty where there is none'),
  },
});

/** Rows of an analysis under the columns of {@link sensitivityTable}. */
export function sensitivityRows(analysis: SensitivityAnalysis): (readonly TableCell[])[] {
  const { measure: name, unit, variance, noise, findings } = analysis;
  const isShare = (kind: string) => kind === 'total' || kind === 'first' || kind === 'second';
  const ofAll = { measure: name, factor: null, with: null, ...intervalCells('ci95', null, null) };
  const squared = unit === '' ? '' : `(${unit})^2`;
  return [
    sensitivityTable.row({ ...ofAll, kind: 'variance', unit: squared, value: variance }),
    sensitivityTable.row({ ...ofAll, kind: 'noise', unit: 'fraction', value: noise }),
    ...findings.map(({ kind, factors, value, interval }) =>
      sensitivityTable.row({
        measure: name,
        kind,
        factor: factors[0]!,
        with: factors[1] ?? null,
        unit: isShare(kind) ? 'fraction' : unit,
        value,
        ...intervalCells('ci95', interval?.[0] ?? null, interval?.[1] ?? null),
      }),
    ),
  ].map(({ values }) => values);
}
