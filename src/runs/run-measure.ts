import { summaryTable } from '../../sim/measures/tables/closing/summary-table.ts';
import type { Row } from '../../sim/measures/tables/index.ts';

/** What a measure of a run is, without its value. */
export interface MeasureSchema {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Which way is good: higher, lower or neither. */
  readonly better: string;
  /** How days, samples or members become one value; null where the meaning says it. */
  readonly aggregation: string | null;
}

/** A measure of a run with its value; null where the run has none. */
export interface RunMeasure extends MeasureSchema {
  readonly value: number | null;
}

/** A measure's schema in stored segments and in messages: a list, since names of fields would double its length. */
export type MeasureTuple = readonly [
  name: string,
  unit: string,
  meaning: string,
  better: string,
  aggregation: string | null,
];

/** The tuple of a schema. */
export function tupleOf({ name, unit, meaning, better, aggregation }: MeasureSchema): MeasureTuple {
  return [name, unit, meaning, better, aggregation];
}

/** The schema of a tuple. */
export function schemaOf([name, unit, meaning, better, aggregation]: MeasureTuple): MeasureSchema {
  return { name, unit, meaning, better, aggregation };
}

/** The measure in a row of the simulator's table `summary`. The row must be of that table. */
export function measureInRow(row: Row): RunMeasure {
  const { measure: name, ...rest } = summaryTable.cells(row);
  return { name, ...rest };
}
