import type { ReadScenario } from '../../input/scenario-file.ts';
import { type RunFacts, writeManifest } from '../../results/manifest.ts';
import { writeResolvedScenario } from '../../results/resolved-scenario.ts';
import {
  allTables,
  openTables,
  replicatesTable,
  runSummaryTable,
  writeDictionary,
} from '../../results/run-tables.ts';
import { writeTable } from '../../results/table-file.ts';
import { execute, type Simulate } from '../../runs/execute-run.ts';
import { collectMeasures, type MeasureSummary, summaryCells } from '../../study/measures.ts';
import type { Progress } from '../progress.ts';
import { collectDailySeries, type DailySeries } from '../text/daily-series.ts';

/** What a record is made with: the simulator, and who draws its charts and page into a directory. */
export interface RunTools {
  readonly simulate: Simulate;
  readonly report: (directory: string) => Promise<unknown>;
}

/** What a terminal can show of the runs that were recorded. */
export interface RunFindings {
  readonly seed: number | string;
  readonly replicates: number;
  readonly summary: readonly MeasureSummary[];
  readonly series: readonly DailySeries[];
}

/**
 * Runs a scenario and fills a directory: tables, summary, data dictionary, the resolved scenario, pictures and page,
 * and last the manifest.
 */
export async function simulateIntoDirectory(
  model: RunTools,
  { scenario, written }: ReadScenario,
  facts: Omit<RunFacts, 'seed'>,
  directory: string,
  progress: Progress,
): Promise<RunFindings> {
  const { replicates } = facts;
  const tables = openTables(directory);
  const measures = collectMeasures();
  const series = collectDailySeries(scenario.horizon);
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
    ...writeTable(directory, replicatesTable, seedRows),
    ...writeTable(directory, runSummaryTable, summaries.map(summaryCells)),
  ]);
  writeDictionary(directory, allTables);
  writeResolvedScenario(directory, written);
  progress.show(1, 'charts and page');
  await model.report(directory);
  writeManifest(directory, { ...facts, seed: scenario.seed }, rows);
  return { seed: scenario.seed, replicates, summary: summaries, series: series.all() };
}
