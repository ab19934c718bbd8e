import type { Table } from '../../../sim/measures/tables/index.ts';
import type { TableCell } from '../../results/csv.ts';
import { runSummaryTable as runSummary, writeDictionary } from '../../results/run-tables.ts';
import { openTable, type TableFormat, writeTable } from '../../results/table-file.ts';
import { type Measure, measuresOf } from '../../runs/job.ts';
import { Interrupted, type Runner } from '../../runs/runner.ts';
import type { Plan, PlannedRun } from '../plan.ts';
import { collectMeasures, type MeasureSummary, summaryCells } from '../statistics/measure-summaries.ts';
import type { DesignPoint } from '../study.ts';
import { designTable, failures, keptTables, levelCell, measures, summary } from './study-tables.ts';

/** How long tables are written before signals get their turn, in milliseconds. */
const sliceMs = 40;

/** What a study found at a point: its measures over the replicates. */
export type PointReceiver = (point: DesignPoint, summaries: readonly MeasureSummary[]) => void;

/** What tables were made of. */
export interface TabulationResult {
  readonly done: number;
  readonly failed: number;
  /** Rows of the tables by file name. */
  readonly rows: ReadonlyMap<string, number>;
}

/** Writes `design.csv`: the runs that are wanted. Its rows by file name. */
export function writeDesign(
  directory: string,
  plan: Plan,
  formats: readonly TableFormat[],
): Map<string, number> {
  const { factors } = plan.study;
  const rows = function* (): Generator<TableCell[]> {
    for (const run of plan.runs()) {
      const levels = factors.map(({ name }) => levelCell(run.point.levels[name]!));
      yield [...runCells(run), String(run.job.seed), ...levels];
    }
  };
  return writeTable(directory, designTable(factors), rows(), formats);
}

/**
 * Writes the tables of what a plan's runs gave, in the order of the plan, in whatever order they ended: `measures`,
 * `summary`, `failures`, those that the study keeps of each run, and the dictionary of columns and measures. Holds the measures of one point at a time.
 *
 * @param others further tables of the directory, for the dictionary
 * @throws {Interrupted} when the signal stops it; no table is then half written
 */
export async function tabulate(
  directory: string,
  plan: Plan,
  runner: Runner,
  formats: readonly TableFormat[],
  onPoint: PointReceiver,
  others: readonly Table[] = [],
): Promise<TabulationResult> {
  const open = (table: Table) => openTable(directory, table, formats);
  const files = { measures: open(measures), summary: open(summary), failures: open(failures) };
  const kept = new Map(keptTables(plan.study.tables).map(table => [table.name, open(table)]));
  const all = [...Object.values(files), ...kept.values()];
  const known = new Map<string, Measure>();
  const count = { done: 0, failed: 0 };
  let point: DesignPoint | undefined;
  let collected = collectMeasures();
  const closePoint = (): void => {
    if (point === undefined) return;
    const summaries = collected.summaries();
    for (const one of summaries) files.summary.write([point.index, ...withoutMeaning(summaryCells(one))]);
    onPoint(point, summaries);
    collected = collectMeasures();
  };
  let rested = performance.now();
  try {
    for (const planned of plan.runs()) {
      const { job } = planned;
      if (planned.point.index !== point?.index) {
        closePoint();
        point = planned.point;
      }
      const run = runner.find(job.key);
      if (run === undefined) throw new Error(`missing run: ${job.key}`);
      if ('error' in run) {
        count.failed++;
        files.failures.write([...runCells(planned), String(job.seed), run.error]);
        continue;
      }
      count.done++;
      for (const [table, rows] of Object.entries(run.rows ?? {})) {
        for (const row of rows) kept.get(table)?.write([...runCells(planned), ...row]);
      }
      for (const measure of measuresOf(run)) {
        const [name, , value] = measure;
        if (!known.has(name)) known.set(name, measure);
        files.measures.write([...runCells(planned), name, value]);
        collected.add({ table: 'summary', values: measure });
      }
      if (performance.now() - rested < sliceMs) continue;
      await new Promise(resolve => setImmediate(resolve));
      if (runner.signal.aborted) throw new Interrupted('interrupted');
      rested = performance.now();
    }
    closePoint();
    const rows = all.flatMap(file => [...file.close()]);
    const { factors, tables } = plan.study;
    const written = [designTable(factors), measures, summary, failures, ...keptTables(tables), ...others];
    writeDictionary(directory, written, { measures: [...known.values()].map(measureEntry) });
    return { ...count, rows: new Map(rows) };
  } catch (error) {
    for (const file of all) file.discard();
    throw error;
  }
}

/** A measure in the data dictionary. */
function measureEntry([measure, unit, , meaning, better, aggregation]: Measure) {
  return { measure, unit, meaning, better, aggregation };
}

function runCells({ point, replicate, job }: PlannedRun): TableCell[] {
  return [job.key.slice(0, 16), point.index, replicate];
}

const meaningColumn = runSummary.columns.findIndex(({ name }) => name === 'meaning');

function withoutMeaning(cells: readonly TableCell[]): TableCell[] {
  return cells.toSpliced(meaningColumn, 1);
}
