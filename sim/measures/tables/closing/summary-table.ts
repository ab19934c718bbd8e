import type { Measure } from '../../summary/measure.ts';
import { optional, quantity, text } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/**
 * The table `summary`. Key: measure. Units and what is good stand in each row, so that it is read without the list
 * of measures.
 */
export const summaryTable = defineTable({
  name: 'summary',
  meaning: 'Each measure of the run with its value, unit and meaning',
  columns: {
    measure: text('Name of the measure: <avs>.<set or task>.<what>, or <cohort or group>.<what>'),
    unit: text('Unit of the value, such as USD, fraction or days'),
    value: optional(quantity('', 'Value over the whole run; empty where it is undefined')),
    meaning: text('What the measure is, in a sentence'),
    better: text('Direction that is better: higher, lower or neither'),
    aggregation: optional(
      text('How days, samples or members become one value; empty where the meaning says it'),
    ),
  },
});

/** Rows of the table `summary`: one for each measure. */
export function summaryRows(measures: readonly Measure[]): Row[] {
  return measures.map(({ name, unit, value, meaning, better, aggregation }) =>
    summaryTable.row({
      measure: name,
      unit,
      value,
      meaning: aggregation === undefined ? meaning : `${meaning}: ${aggregation}`,
      better,
      aggregation: aggregation ?? null,
    }),
  );
}
