import type { Row } from '../../sim/measures/tables/index.ts';
import { parseScenario, type Scenario } from '../../sim/scenario/index.ts';
import { simulate } from '../../sim/simulate.ts';
import type { FinishedRun, RunJob } from './job.ts';
import { measureMatcher } from './measure-pattern.ts';
import { type MeasureSchema, measureInRow, type RunMeasure, tupleOf } from './run-measure.ts';
import { startTimeSlices } from './time-slices.ts';

/** The scenario that was read last: jobs of the same scenario mostly follow each other, as the replicates of a point. */
let lastRead: { readonly text: string; readonly scenario: Scenario } | undefined;

/** The schemas of the last run's measures: runs of a scenario share them, so that they are sent and digested once. */
let shared: readonly MeasureSchema[] = [];

/**
 * Runs one job in this process. Never throws: a run that ends with an error is a result too. The key is handed on as
 * it came: whoever takes jobs from others checks it. Between time slices the process hears signals and messages.
 */
export async function executeJob({ key, scenario, seed, measures, tables }: RunJob): Promise<FinishedRun> {
  try {
    const isKept = measureMatcher(measures);
    const kept: RunMeasure[] = [];
    const rows = Object.fromEntries(tables.map((table): [string, Row['values'][]] => [table, []]));
    const slices = startTimeSlices();
    for (const part of simulate(read(scenario), seed, {}, ['summary', ...tables]).slices) {
      for (const row of part ?? []) {
        if (row.table === 'summary') {
          const measure = measureInRow(row);
          if (isKept(measure.name)) kept.push(finite(measure));
        }
        rows[row.table]?.push(allFinite(row));
      }
      if (slices.isOver()) await slices.next();
    }
    if (!haveSchemas(kept, shared)) shared = kept.map(({ value, ...schema }) => schema);
    const values = kept.map(({ value }) => value);
    return { key, seed, measures: shared, values, ...(tables.length > 0 && { rows }) };
  } catch (error) {
    return { key, seed, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether measures have these schemas, in this order. */
function haveSchemas(measures: readonly RunMeasure[], schemas: readonly MeasureSchema[]): boolean {
  if (measures.length !== schemas.length) return false;
  return measures.every((measure, at) => {
    const schema = tupleOf(schemas[at]!);
    return tupleOf(measure).every((field, index) => field === schema[index]);
  });
}

/** A measure, unless it is of a number that no table can hold. */
function finite(measure: RunMeasure): RunMeasure {
  const { name, value } = measure;
  if (value === null || Number.isFinite(value)) return measure;
  throw new Error(`invalid number: ${value} as ${name}`);
}

/** Values of a row, unless one is a number that no table can hold. */
function allFinite({ table, values }: Row): Row['values'] {
  for (const value of values) {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Error(`invalid number: ${value} in ${table}`);
  }
  return values;
}

/** The scenario of a job, from its JSON; throws where it is none. */
function read(text: string): Scenario {
  if (lastRead?.text === text) return lastRead.scenario;
  const parsed = parseScenario(JSON.parse(text));
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  lastRead = { text, scenario: parsed.scenario };
  return parsed.scenario;
}
