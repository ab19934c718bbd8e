import type { Table } from '../../../sim/measures/tables/index.ts';
import { writeDictionary } from '../../results/run-tables.ts';
import type { TableCell } from '../../results/tables/csv.ts';
import { openTable, type TableFormat, writeTable } from '../../results/tables/table-file.ts';
import { type CompletedRun, measuresOf } from '../../runs/job.ts';
import type { RunMeasure } from '../../runs/run-measure.ts';
import { Interrupted, type Runner } from '../../runs/runner.ts';
import { startTimeSlices } from '../../runs/time-slices.ts';
import type { Plan, PlannedRun } from '../plan.ts';
import { collectMeasures, type MeasureSummary, summaryCells } from '../statistics/measure-summaries.ts';
import type { DesignPoint } from '../study.ts';
import {
  designCells,
  designTable,
  failuresTable,
  keptTables,
  measuresTable,
  runCells,
  summaryTable,
} from './study-tables.ts';

/** Receives what a study found at a point: its measures over the replicates. */
export type PointReceiver = (point: DesignPoint, summaries: readonly MeasureSummary[]) => void;

/** What tables are made of, and where they go. */
export interface Tabulation {
  readonly directory: string;
  readonly plan: Plan;
  readonly runner: Runner;
  readonly formats: readonly TableFormat[];
  /** Called for each point once its last run was read, in the order of the plan. */
  readonly onPoint: PointReceiver;
  /** Further tables of the directory, for the dictionary. */
  readonly others?: readonly Table[];
}

/** What tables were made of. */
export interface TabulationResult {
  readonly done: number;
  readonly failed: number;
  /** Rows of the tables by file name. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Writes the table `design`: the runs that are wanted, with the levels of the factors. Its rows by file name. */
export function writeDesign(
  directory: string,
  plan: Plan,
  formats: readonly TableFormat[],
): Map<string, number> {
  const { factors } = plan.study;
  const rows = function* (): Generator<TableCell[]> {
    for (const run of plan.runs()) yield designCells(run, factors);
  };
  return writeTable(directory, designTable(factors), rows(), formats);
}

/**
 * Writes the tables of what a plan's runs gave, in the order of the plan, in whatever order they ended: `measures`,
 * `summary`, `failures`, those that the study keeps of each run, and the dictionary of columns and measures. Holds the
 * measures of one point at a time.
 *
 * @throws {Interrupted} when the signal stops it; no table is then half written
 */
export async function tabulate(tabulation: Tabulation): Promise<TabulationResult> {
  const { directory, plan, runner } = tabulation;
  const tables = openStudyTables(tabulation);
  const count = { done: 0, failed: 0 };
  const slices = startTimeSlices();
  try {
    for (const planned of plan.runs()) {
      tables.enterPoint(planned.point);
      const run = runner.find(planned.job.key);
      if (run === undefined) throw new Error(`missing run: ${planned.job.key}`);
      if ('error' in run) {
        count.failed++;
        tables.writeFailure(planned, run.error);
        continue;
      }
      count.done++;
      tables.writeRun(planned, run);
      if (!slices.isOver()) continue;
      await slices.next();
      if (runner.signal.aborted) throw new Interrupted('interrupted');
    }
    const rows = tables.close();
    const { study } = plan;
    const kept = keptTables(study.tables);
    const own = [designTable(study.factors), measuresTable, summaryTable, failuresTable, ...kept];
    writeDictionary(directory, [...own, ...(tabulation.others ?? [])], {
      measures: tables.knownMeasures().map(dictionaryEntry),
    });
    return { ...count, rows };
  } catch (error) {
    tables.discard();
    throw error;
  }
}

/** The tables of a study while runs fill them, point by point. */
interface StudyTableWriters {
  /** Begins a point where it is another than that of the last run; the last one's summary is written. */
  enterPoint(point: DesignPoint): void;
  writeRun(planned: PlannedRun, run: CompletedRun): void;
  writeFailure(planned: PlannedRun, error: string): void;
  /** The first value of each measure that a run has had, in order of appearance. */
  knownMeasures(): RunMeasure[];
  /** Ends the last point and gives the files their names; rows by file name. */
  close(): Map<string, number>;
  /** Removes what was written. */
  discard(): void;
}

function openStudyTables({ directory, plan, formats, onPoint }: Tabulation): StudyTableWriters {
  const open = (table: Table) => openTable(directory, table, formats);
  const files = { measures: open(measuresTable), summary: open(summaryTable), failures: open(failuresTable) };
  const kept = new Map(keptTables(plan.study.tables).map(table => [table.name, open(table)]));
  const all = [...Object.values(files), ...kept.values()];
  const known = new Map<string, RunMeasure>();
  let point: DesignPoint | undefined;
  let collected = collectMeasures();
  const endPoint = (): void => {
    if (point === undefined) return;
    const summaries = collected.summaries();
    for (const one of summaries) {
      const cells = { point: point.index, ...summaryCells(one), better: one.better };
      files.summary.write(summaryTable.row(cells).values);
    }
    onPoint(point, summaries);
    collected = collectMeasures();
  };
  return {
    enterPoint(next) {
      if (next.index === point?.index) return;
      endPoint();
      point = next;
    },
    writeRun(planned, run) {
      const own = runCells(planned);
      for (const [table, rows] of Object.entries(run.rows ?? {})) {
        for (const row of rows) kept.get(table)?.write([own.run, own.point, own.replicate, ...row]);
      }
      for (const measure of measuresOf(run)) {
        const { name, value } = measure;
        if (!known.has(name)) known.set(name, measure);
        files.measures.write(measuresTable.row({ ...own, measure: name, value }).values);
        collected.add(measure);
      }
    },
    writeFailure(planned, error) {
      const cells = { ...runCells(planned), seed: String(planned.job.seed), error };
      files.failures.write(failuresTable.row(cells).values);
    },
    knownMeasures: () => [...known.values()],
    close() {
      endPoint();
      return new Map(all.flatMap(file => [...file.close()]));
    },
    discard() {
      for (const file of all) file.discard();
    },
  };
}

/** A measure in the data dictionary. */
function dictionaryEntry({ name, unit, meaning, better, aggregation }: RunMeasure) {
  return { measure: name, unit, meaning, better, aggregation };
}
