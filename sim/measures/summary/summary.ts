import type { Row } from '../tables/index.ts';
import { corruptionMeasures, redistributedMeasures } from './adversaries.ts';
import { avsMeasures } from './avss.ts';
import { positionOf } from './cells.ts';
import { incidenceMeasures } from './incidence.ts';
import type { Measure } from './measure.ts';
import { networkMeasures } from './network.ts';
import { groupMeasures } from './operators.ts';
import { cohortMeasures, placeOfStakeMeasures } from './restakers.ts';
import { serviceMeasures } from './service.ts';
import { placeMeasures, setMeasures } from './sets.ts';

/** Collects the rows that the summary is computed from: the summary says nothing the tables do not. */
export interface Summary {
  take(row: Row): void;
  /** The rows of the table `summary`. */
  rows(): Row[];
}

/** Columns that tell apart whom the rows of a table are about. */
const columns: Readonly<Record<string, readonly string[]>> = {
  sets: ['avs', 'set'],
  service: ['avs', 'task'],
  operators: ['group'],
  outcomes: ['cohort'],
  attribution: ['avs', 'set', 'layer'],
  restakers: ['cohort'],
  decentralisation: ['avs', 'set', 'by'],
  corruption: ['avs', 'set', 'adversary'],
};

/** Their places among the values of a row. */
const places = new Map(
  Object.entries(columns).map(([table, names]) => [table, names.map(name => positionOf(table, name))]),
);

/** A summary of nothing yet. */
export function createSummary(): Summary {
  const kept = new Map<string, Map<string, Row[]>>();
  return {
    take: row => {
      const by = places.get(row.table);
      if (by === undefined) return;
      let key = '';
      for (let i = 0; i < by.length; i++) key += `${i > 0 ? '.' : ''}${row.values[by[i]!] ?? ''}`;
      const entries = kept.get(row.table) ?? new Map<string, Row[]>();
      kept.set(row.table, entries);
      const rows = entries.get(key);
      if (rows) rows.push(row);
      else entries.set(key, [row]);
    },
    rows: () => {
      const of = (table: string): [string, Row[]][] => [...(kept.get(table) ?? [])];
      const all = (table: string): Row[] => of(table).flatMap(([, rows]) => rows);
      const paidFor = (key: string): Row[] => kept.get('attribution')?.get(`${key}.rewards`) ?? [];
      const measures: Measure[] = [
        ...of('service').flatMap(([key, rows]) => serviceMeasures(key, rows)),
        ...of('sets').flatMap(([key, rows]) => setMeasures(key, rows)),
        ...of('sets').flatMap(([key, rows]) => incidenceMeasures(key, paidFor(key), rows)),
        ...of('decentralisation').flatMap(([, rows]) => placeMeasures(rows)),
        ...avsMeasures(
          all('service'),
          of('sets').map(([, rows]) => rows),
        ),
        ...of('corruption').flatMap(([, rows]) => corruptionMeasures(rows)),
        ...redistributedMeasures(all('sets')),
        ...networkMeasures(all('operators'), all('sets')),
        ...of('operators').flatMap(([key, rows]) => groupMeasures(`operators.${key}`, rows)),
        ...of('outcomes').flatMap(([key, rows]) => cohortMeasures(`restakers.${key}`, rows[0]!)),
        ...of('restakers').flatMap(([key, rows]) => placeOfStakeMeasures(`restakers.${key}`, rows)),
      ];
      return measures.map(([name, unit, better, meaning, aggregation, value]) => ({
        table: 'summary',
        values: [
          name,
          unit,
          value,
          aggregation === '' ? meaning : `${meaning}: ${aggregation}`,
          better,
          aggregation || null,
        ],
      }));
    },
  };
}
