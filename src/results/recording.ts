import type { Progress } from '../cli/progress.ts';
import { collectSeries, type Series } from '../cli/text/series.ts';
import type { ReadScenario } from '../input/scenario-file.ts';
import { execute, type Simulate } from '../runs/execute-run.ts';
import { collectMeasures, type MeasureSummary, summaryCells } from '../study/measures.ts';
import { type RunFacts, writeManifest } from './manifest.ts';
import { writeResolved } from './resolved.ts';
import { writeTable } from './table-file.ts';
import { allTables, design, openTables, summary, writeDictionary } from './tables.ts';

/** What a record is made with: the simulator, and who draws its charts and page into a directory. */
export interface Model {
  readonly simulate: Simulate;
  readonly report: (directory: string) => Promise<unknown>;
}

/** What a terminal can show of the runs that were recorded. */
export interface Recorded {
  readonly seed: number | string;
  readonly replicates: number;
  readonly summary: readonly MeasureSummary[];
  readonly series: readonly Series[];
}

/**
 * Runs a scenario and fills a directory: tables, summary, data dictionary, the resolved scenario, pictures and page,
 * and last the manifest.
 */
export async function record(
  model: Model,
  { scenario, written }: ReadScenario,
  facts: Omit<RunFacts, 'seed'>,
  directory: string,
  progress: Progress,
): Promise<Recorded> {
  const { replicates } = facts;
  const tables = openTables(directory);
  const measures = collectMeasures();
  const series = collectSeries(scenario.horizon);
  const seeds = await execute(model.simulate, scenario, replicates, {
    row(replicate, row) {
      tables.write(replicate, row);
      if (row.table === 'summary') measures.add(row);
      if (replicate === 0) series.add(row);
    },
    progress: (fraction, replicate) => progress.show(fraction, `replicate ${replicate + 1} of ${replicates}`),
  });
  const summaries = measures.summaries();
  const seedRows = seeds.map((seed, index) => [index, seed]);
  const rows = new Map([
    ...tables.close(),
    ...writeTable(directory, design, seedRows),
    ...writeTable(directory, summary, summaries.map(summaryCells)),
  ]);
  writeDictionary(directory, allTables);
  writeResolved(directory, written);
  progress.show(1, 'charts and page');
  await model.report(directory);
  writeManifest(directory, { ...facts, seed: scenario.seed }, rows);
  return { seed: scenario.seed, replicates, summary: summaries, series: series.all() };
}
