import { percent } from '../../report/format.ts';
import type { SensitivityAnalysis, SensitivityFinding } from '../../study/sensitivity/sensitivity-finding.ts';
import { styled } from '../terminal.ts';
import { figure, intervalText } from './figure.ts';
import { indentedTable } from './text-table.ts';

/** Factors of a measure that are listed; the others are in the table. */
const mostFactors = 8;

/** How measures depend on factors, for people: a block for each measure, the strongest factor first. */
export function sensitivityText(analyses: readonly SensitivityAnalysis[]): string {
  return analyses.map(blockOf).join('\n');
}

/** The factors of a measure, strongest first, with what warns of the figures. */
function blockOf(analysis: SensitivityAnalysis): string {
  const { measure, noise, findings, warnings } = analysis;
  if (findings.length === 0) return `${styled('bold', measure)} is the same at all points`;
  const main = findings
    .filter(({ kind }) => kind === 'total' || kind === 'mu_star')
    .toSorted((a, b) => b.value - a.value);
  const rows = main.slice(0, mostFactors).map(finding => lineOf(analysis, finding));
  const more = main.length > mostFactors ? [`  and ${main.length - mostFactors} more`] : [];
  const chance = noise === null ? '' : `, ${percent(noise)} of the variance noise`;
  return [
    `${styled('bold', measure)}${chance}`,
    indentedTable(rows),
    ...more,
    ...strongPairs(findings),
    ...warnings.map(warning => styled('yellow', `  warning: ${warning}`)),
  ].join('\n');
}

/** The line of a factor: its share of the variance, or its Morris effect. */
function lineOf(
  { findings, unit }: SensitivityAnalysis,
  { kind, factors, value, interval }: SensitivityFinding,
): string[] {
  const [name] = factors;
  const found = (wanted: SensitivityFinding['kind']) =>
    findings.find(finding => finding.kind === wanted && finding.factors[0] === name);
  const other = (wanted: SensitivityFinding['kind']): number => found(wanted)!.value;
  if (kind === 'total') {
    return [name!, `${percent(value)}${intervalText(interval, percent)}`, `alone ${percent(other('first'))}`];
  }
  const floor = found('noise_floor');
  return [
    name!,
    `${figure(value, unit)} over its range${intervalText(interval, end => figure(end, unit))}`,
    `mean ${figure(other('mu'), unit)}, spread ${figure(other('sigma'), unit)}`,
    floor === undefined ? '' : `noise alone ${figure(floor.value, unit)}`,
  ];
}

/** Lines of the pairs whose interaction has at least a twentieth of the variance. */
function strongPairs(findings: readonly SensitivityFinding[]): string[] {
  return findings
    .filter(({ kind, value }) => kind === 'second' && value >= 0.05)
    .toSorted((a, b) => b.value - a.value)
    .map(({ factors, value, interval }) => {
      return `  together beyond each: ${factors.join(' and ')} ${percent(value)}${intervalText(interval, percent)}`;
    });
}
