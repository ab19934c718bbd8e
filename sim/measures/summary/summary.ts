import { attributionTable } from '../tables/closing/attribution-table.ts';
import { outcomesTable } from '../tables/closing/outcomes-table.ts';
import type { Row } from '../tables/define-table.ts';
import { corruptionTable } from '../tables/over-time/corruption-table.ts';
import { decentralisationTable } from '../tables/over-time/decentralisation-table.ts';
import { networkTable } from '../tables/over-time/network-table.ts';
import { operatorsTable } from '../tables/over-time/operators-table.ts';
import { restakersTable } from '../tables/over-time/restakers-table.ts';
import { securityTable } from '../tables/over-time/security-table.ts';
import { serviceTable } from '../tables/over-time/service-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import { cohortMeasures, delegatedMeasures } from './cohort-measures.ts';
import { corruptionMeasures } from './corruption-measures.ts';
import { costMeasures } from './cost-measures.ts';
import { incidenceMeasures } from './incidence-measures.ts';
import { type Measure, measuresOf } from './measure.ts';
import { networkMeasures } from './network-measures.ts';
import { groupMeasures } from './operator-measures.ts';
import { programmeMeasures } from './programme-measures.ts';
import { redistributedMeasures } from './redistribution-measures.ts';
import { securityMeasures } from './security-measures.ts';
import { setMeasures } from './set-measures.ts';
import { spreadMeasures } from './spread-measures.ts';
import { taskMeasures } from './task-measures.ts';

/** Collects the rows that the measures are computed from: the summary says nothing the tables do not. */
export interface Summary {
  take(row: Row): void;
  /** The measures of all rows so far. */
  measures(): Measure[];
}

/** The columns of a table that tell apart whom its rows are about. */
function keyedBy<Key extends string>(
  { name, at }: { readonly name: string; readonly at: Readonly<Record<Key, number>> },
  ...keys: readonly Key[]
): [table: string, columns: readonly number[]] {
  return [name, keys.map(key => at[key])];
}

/** Columns that tell apart whom the rows of a table are about, of the tables that measures are computed from. */
const keyColumns: ReadonlyMap<string, readonly number[]> = new Map([
  keyedBy(setsTable, 'avs', 'set'),
  keyedBy(serviceTable, 'avs', 'task'),
  keyedBy(networkTable),
  keyedBy(operatorsTable, 'group'),
  keyedBy(outcomesTable, 'cohort'),
  keyedBy(attributionTable, 'avs', 'set', 'layer'),
  keyedBy(restakersTable, 'cohort'),
  keyedBy(decentralisationTable, 'avs', 'set', 'by'),
  keyedBy(corruptionTable, 'avs', 'set', 'adversary'),
  keyedBy(securityTable, 'avs', 'set'),
]);

/** Rows of each table by whom they are about, such as `avs.set`. */
type KeptRows = ReadonlyMap<string, ReadonlyMap<string, readonly Row[]>>;

/** A summary of nothing yet. */
export function createSummary(): Summary {
  const kept = new Map<string, Map<string, Row[]>>(
    Array.from(keyColumns.keys(), table => [table, new Map()]),
  );
  return {
    take: row => {
      const columns = keyColumns.get(row.table);
      if (columns === undefined) return;
      let key = '';
      for (let i = 0; i < columns.length; i++) key += `${i > 0 ? '.' : ''}${row.values[columns[i]!] ?? ''}`;
      const entries = kept.get(row.table)!;
      const rows = entries.get(key);
      if (rows) rows.push(row);
      else entries.set(key, [row]);
    },
    measures: () => measuresFrom(kept),
  };
}

/** The measures of a run, in the order of the table `summary`. */
function measuresFrom(kept: KeptRows): Measure[] {
  const of = ({ name }: { readonly name: string }) => [...kept.get(name)!];
  const all = (table: { readonly name: string }): Row[] => of(table).flatMap(([, rows]) => rows);
  const sets = of(setsTable);
  const paidFor = (key: string): readonly Row[] =>
    kept.get(attributionTable.name)!.get(`${key}.rewards`) ?? [];
  return [
    ...of(serviceTable).flatMap(([key, rows]) => measuresOf(key, taskMeasures, rows)),
    ...sets.flatMap(([key, rows]) => measuresOf(key, setMeasures, rows)),
    ...sets.flatMap(([key, days]) => measuresOf(key, incidenceMeasures, { paid: paidFor(key), days })),
    ...of(decentralisationTable).flatMap(([, rows]) => spreadMeasures(rows)),
    ...costMeasures(
      of(serviceTable).map(([, rows]) => rows),
      sets.map(([, rows]) => rows),
    ),
    ...of(corruptionTable).flatMap(([, rows]) => corruptionMeasures(rows)),
    ...of(securityTable).flatMap(([key, rows]) => measuresOf(key, securityMeasures, rows)),
    ...redistributedMeasures(all(setsTable)),
    ...programmeMeasures(all(attributionTable)),
    ...networkMeasures(all(networkTable), all(setsTable)),
    ...of(operatorsTable).flatMap(([key, rows]) => groupMeasures(`operators.${key}`, rows)),
    ...of(outcomesTable).flatMap(([key, [row]]) => measuresOf(`restakers.${key}`, cohortMeasures, row!)),
    ...of(restakersTable).flatMap(([key, rows]) => delegatedMeasures(`restakers.${key}`, rows)),
  ];
}
