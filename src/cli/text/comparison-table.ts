import {
  isDifferent,
  isShifted,
  type MeasureComparison,
  type ScenarioComparison,
} from '../../study/comparison/paired-comparison.ts';
import { listed } from '../terminal.ts';
import { figure, intervalText } from './figure.ts';
import { indentedTable } from './text-table.ts';

/** Measures that are listed; the others are in the CSV. */
const mostMeasures = 20;

/** Measures of one scenario alone that are named. */
const mostNamed = 6;

/**
 * What differs between two scenarios, as a table: the measures that changed most; those that one scenario alone has; and
 * what the columns mean.
 *
 * @param nameA heads the column of the first scenario
 * @param nameB heads the column of the second
 */
export function comparisonText(
  { comparisons, onlyA, onlyB }: ScenarioComparison,
  nameA: string,
  nameB: string,
): string {
  const different = comparisons.filter(isDifferent);
  const shifted = comparisons.filter(isShifted).length;
  const shown = (different.length > 0 ? different : comparisons).slice(0, mostMeasures);
  const rows = shown.map(rowOf);
  const header = ['', nameA, nameB, 'difference [95%]', 'in sd', 'pairing'];
  const lines = [indentedTable([header, ...rows])];
  const n = comparisons.length;
  const byChance = n >= 20 ? `; by chance alone about ${Math.round(n / 20)} would` : '';
  lines.push(
    `  ${different.length - shifted} of ${n} measures differ by more than chance${byChance}${different.length > mostMeasures ? `; the ${mostMeasures} that changed most are shown` : ''}`,
  );
  if (shifted > 0) lines.push(`  ${shifted} differ by the same in all pairs, which leaves no interval`);
  if (onlyA.length > 0) lines.push(`  only ${nameA} has ${listed(onlyA, mostNamed)}`);
  if (onlyB.length > 0) lines.push(`  only ${nameB} has ${listed(onlyB, mostNamed)}`);
  lines.push(
    '  in sd: the difference over the spread between runs; pairing: share of its variance that equal seeds removed',
  );
  return lines.join('\n');
}

/** The line of a measure. */
function rowOf({
  measure,
  unit,
  meanA,
  meanB,
  difference,
  interval,
  standardised,
  paired,
}: MeasureComparison): string[] {
  const sign = (value: number) => `${value > 0 ? '+' : ''}${figure(value, unit)}`;
  return [
    measure,
    figure(meanA, unit),
    figure(meanB, unit),
    `${sign(difference)}${intervalText(interval, sign)}`,
    standardised === null ? '' : `${standardised > 0 ? '+' : ''}${standardised.toFixed(1)}`,
    paired === null ? '' : `${Math.round(paired * 100)}%`,
  ];
}
