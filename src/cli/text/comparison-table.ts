import { toCsv } from '../../results/csv.ts';
import {
  isDifferent,
  type MeasureComparison,
  type ScenarioComparison,
} from '../../study/comparison/paired-comparison.ts';
import { figure } from './figure.ts';
import { indentedTable } from './table.ts';

/** Measures that are listed; the others are in the CSV. */
const mostMeasures = 20;

/** What differs between two scenarios, for people: the measures that changed most. */
export function comparisonText(
  { comparisons, onlyA, onlyB }: ScenarioComparison,
  nameA: string,
  nameB: string,
): string {
  const different = comparisons.filter(isDifferent);
  const shown = (different.length > 0 ? different : comparisons).slice(0, mostMeasures);
  const rows = shown.map(rowOf);
  const header = ['', nameA, nameB, 'difference [95%]', 'in sd', 'pairing'];
  const lines = [indentedTable([header, ...rows])];
  const n = comparisons.length;
  lines.push(
    `  ${different.length} of ${n} measures differ by more than chance${n >= 20 ? `; by chance alone about ${Math.round(n / 20)} would` : ''}${different.length > mostMeasures ? `; the ${mostMeasures} that changed most are shown` : ''}`,
  );
  if (onlyA.length > 0) lines.push(`  only ${nameA} has ${listed(onlyA)}`);
  if (onlyB.length > 0) lines.push(`  only ${nameB} has ${listed(onlyB)}`);
  lines.push(
    '  in sd: the difference over the spread between runs; pairing: share of its variance that equal seeds removed',
  );
  return lines.join('\n');
}

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
  const ends = interval === null ? '' : ` [${sign(interval[0])}, ${sign(interval[1])}]`;
  return [
    measure,
    figure(meanA, unit),
    figure(meanB, unit),
    `${sign(difference)}${ends}`,
    standardised === null ? '' : `${standardised > 0 ? '+' : ''}${standardised.toFixed(1)}`,
    paired === null ? '' : `${Math.round(paired * 100)}%`,
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length > 6 ? ` and ${names.length - 6} more` : '';
  return `${names.slice(0, 6).join(', ')}${more}`;
}

const columns = [
  'measure',
  'unit',
  'n',
  'a',
  'b',
  'difference',
  'ci95_lo',
  'ci95_hi',
  'standardised',
  'paired_fraction',
  'better',
  'meaning',
];

/** All measures as CSV, in the order of change. */
export function comparisonCsv({ comparisons }: ScenarioComparison): string {
  const rows = comparisons.map(one => [
    ...[one.measure, one.unit, one.n, one.meanA, one.meanB, one.difference],
    ...[
      one.interval?.[0] ?? null,
      one.interval?.[1] ?? null,
      one.standardised,
      one.paired,
      one.better,
      one.meaning,
    ],
  ]);
  return toCsv([columns, ...rows]);
}
