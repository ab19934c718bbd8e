import type { FindingKind, SensitivityFinding } from '../../study/sensitivity/sensitivity-finding.ts';
import { headlineMeasures } from '../../study/statistics/headline-measures.ts';
import type { Dependence } from '../charts/analysis/sensitivity-chart.ts';
import { inside } from '../read-results.ts';
import type { Setting } from '../results.ts';
import { eachRow } from './read-study-results.ts';

/**
 * How measures depend on factors, from `sensitivity.csv`, those that people ask for first; none without the table.
 * Rows without a factor, the variance and its noise, are passed over.
 */
export async function readSensitivity(directory: string, { avss }: Setting): Promise<readonly Dependence[]> {
  if (inside(directory, 'sensitivity.csv') === undefined) return [];
  const found = new Map<string, { measure: string; unit: string; findings: SensitivityFinding[] }>();
  await eachRow(directory, 'sensitivity.csv', row => {
    const { measure = '', kind, factor, with: other, unit = '', value, ci95_lo: low, ci95_hi: high } = row;
    if (!factor) return;
    const known = found.get(measure) ?? { measure, unit, findings: [] };
    found.set(measure, known);
    known.findings.push({
      kind: kind as FindingKind,
      factors: other ? [factor, other] : [factor],
      value: Number(value),
      interval: low && high ? [Number(low), Number(high)] : null,
    });
  });
  return headlineMeasures(
    [...found.values()],
    avss.map(({ name }) => name),
  );
}
