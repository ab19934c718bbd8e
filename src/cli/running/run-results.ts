import type { ReadScenario } from '../../input/scenario-file.ts';
import type { RunFacts } from '../../results/manifest.ts';
import { writeResolvedScenario } from '../../results/resolved-scenario.ts';
import {
  allTables,
  openTables,
  replicatesTable,
  runSummaryTable,
  writeDictionary,
} from '../../results/run-tables.ts';
import { writeTable } from '../../results/tables/table-file.ts';
import { writeManifest } from '../../results/write-manifest.ts';
import { executeReplicates, type Simulate } from '../../runs/execute-replicates.ts';
import { createRunDigest } from '../../runs/run-digest.ts';
import { measureInRow } from '../../runs/run-measure.ts';
import { collectMeasures, runSummaryCells } from '../../study/statistics/measure-summaries.ts';
import type { Progress } from '../progress.ts';
import { collectDailySeries } from '../text/daily-series.ts';
import type { RunFindings } from '../text/run-text.ts';

/** Replicates of a scenario that are to be run, and the folder for their results. */
export interface RunRequest {
  readonly read: ReadScenario;
  /** What the manifest says of the command. */
  readonly facts: Omit<RunFacts, 'seed'>;
  /** Folder that is filled. */
  readonly directory: string;
  readonly simulate: Simulate;
  /** Draws charts and a page of the tables in a directory into it. */
  readonly report: (directory: string) => Promise<unknown>;
  readonly progress: Progress;
}

/**
 * Runs the replicates of a scenario and fills a folder: tables, summary, data dictionary, the resolved scenario,
 * charts and page, and last the manifest. Rows go to the disk as they come: memory does not grow with the replicates,
 * but for the value of each measure. The digest and the series are of the first replicate alone.
 *
 * @throws the system's error when the folder cannot be written
 */
export async function writeRunResults(request: RunRequest): Promise<RunFindings> {
  const { read, facts, directory, progress } = request;
  const { scenario, written } = read;
  const { replicates } = facts;
  const tables = openTables(directory);
  const measures = collectMeasures();
  const series = collectDailySeries(scenario.horizon);
  const digest = createRunDigest();
  const seeds = await executeReplicates(request.simulate, scenario, replicates, {
    row(replicate, row) {
      tables.write(replicate, row);
      if (row.table === 'summary') measures.add(measureInRow(row));
      if (replicate > 0) return;
      series.add(row);
      digest.add(row);
    },
    progress: (fraction, replicate) => progress.show(fraction, `replicate ${replicate + 1} of ${replicates}`),
  });
  const summaries = measures.summaries();
  const rows = new Map([
    ...tables.close(),
    ...writeTable(
      directory,
      replicatesTable,
      seeds.map((seed, replicate) => replicatesTable.row({ replicate, seed }).values),
    ),
    ...writeTable(directory, runSummaryTable, summaries.map(runSummaryCells)),
  ]);
  writeDictionary(directory, allTables);
  writeResolvedScenario(directory, written);
  progress.show(1, 'charts and page');
  await request.report(directory);
  writeManifest(directory, { ...facts, seed: scenario.seed }, rows);
  return { seed: scenario.seed, replicates, digest: digest.hex(), summary: summaries, series: series.all() };
}
