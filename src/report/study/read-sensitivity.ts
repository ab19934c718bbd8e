import type { FindingKind, SensitivityFinding } from '../../study/sensitivity/sensitivity-finding.ts';
import { headlineMeasures } from '../../study/statistics/headline-measures.ts';
import type { Dependence } from '../charts/analysis/sensitivity-chart.ts';
import { inside } from '../read-results.ts';
import { eachRow } from './read-study-results.ts';
import type { StudyResults } from './results.ts';

/**
 * How measures depend on factors, from `sensitivity.csv`: those that answer the study's question, then those
 * that people ask for first; none without the table.
 * Rows without a factor, the variance and its noise, are passed over.
 */
export async function readSensitivity(
  directory: string,
  { setting: { avss }, answering }: Pick<StudyResults, 'setting' | 'answering'>,
): Promise<readonly Dependence[]> {
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
  const first = answering.flatMap(({ name }) => found.get(name) ?? []);
  const others = [...found.values()].filter(one => !first.includes(one));
  const asked = headlineMeasures(
    others,
    avss.map(({ name }) => name),
  );
  return [...first, ...asked];
}
