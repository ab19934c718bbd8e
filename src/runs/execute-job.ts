import type { Row } from '../../sim/measures/tables/index.ts';
import { parseScenario, type Scenario } from '../../sim/scenario/index.ts';
import { simulate } from '../../sim/simulate.ts';
import type { FinishedRun, Legend, Measure, RunJob } from './job.ts';
import { measureMatcher } from './measure-pattern.ts';
import { startTimeSlices } from './time-slices.ts';

/** The scenario that was read last: jobs of the same scenario mostly follow each other, as the replicates of a point. */
let lastRead: { readonly text: string; readonly scenario: Scenario } | undefined;

/** The legend made last: runs of a scenario share it, so that it is sent and digested once for many. */
let shared: Legend = [];

/** Runs one job in this process. Never throws: a run that ends with an error is a result too. */
export async function executeJob({ key, scenario, seed, measures, tables }: RunJob): Promise<FinishedRun> {
  try {
    const isKept = measureMatcher(measures);
    const legend: Legend[number][] = [];
    const values: (number | null)[] = [];
    const rows = Object.fromEntries(tables.map((table): [string, Row['values'][]] => [table, []]));
    const slices = startTimeSlices();
    for (const part of simulate(read(scenario), seed, {}, ['summary', ...tables]).parts) {
      for (const row of part) {
        if (row.table === 'summary' && isKept(String(row.values[0]))) {
          const [measure, unit, value, ...rest] = finite(row.values as unknown as Measure);
          legend.push([measure, unit, ...rest]);
          values.push(value);
        }
        rows[row.table]?.push(allFinite(row));
      }
      if (slices.isOver()) await slices.next();
    }
    shared = isSame(legend, shared) ? shared : legend;
    return { key, seed, legend: shared, values, ...(tables.length > 0 && { rows }) };
  } catch (error) {
    return { key, seed, error: error instanceof Error ? error.message : String(error) };
  }
}

function isSame(one: Legend, other: Legend): boolean {
  return (
    one.length === other.length && one.every((entry, at) => entry.every((is, k) => is === other[at]![k]))
  );
}

/** A measure, unless it is of a number that no table can hold. */
function finite(measure: Measure): Measure {
  const [name, , value] = measure;
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

function read(text: string): Scenario {
  if (lastRead?.text === text) return lastRead.scenario;
  const parsed = parseScenario(JSON.parse(text));
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  lastRead = { text, scenario: parsed.scenario };
  return parsed.scenario;
}
