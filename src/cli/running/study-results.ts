import { join } from 'node:path';
import type { Table } from '../../../sim/measures/tables/index.ts';
import { displayPath } from '../../input/problem.ts';
import { descend } from '../../input/tree.ts';
import type { TableCell } from '../../results/csv.ts';
import { type StudyFacts, writeManifest } from '../../results/manifest.ts';
import { removeStaleFiles } from '../../results/stale-files.ts';
import { tableFormats, writeTable } from '../../results/table-file.ts';
import type { Lab } from '../../runs/runner.ts';
import type { Plan } from '../../study/plan.ts';
import { createShortfall } from '../../study/shortfall.ts';
import { type OnPoint, tabulate, writeDesign } from '../../study/tabulate.ts';
import { exit } from '../exit.ts';
import { counted, printData, printJson, say, styled } from '../terminal.ts';
import { createExtremes } from '../text/extremes.ts';

/** Rows of `measures.csv` from which on it is too large for a spreadsheet, and Parquet is written too. */
const manyRows = 1_000_000;

/** How the end of a study is told. */
export interface Telling {
  readonly argv: readonly string[];
  readonly hash: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly parquet: boolean;
}

/** How the end of a sweep is told. */
export interface SweepTelling extends Telling {
  /** Whether charts and a page are made. */
  readonly page: boolean;
}

/** What the tables of a study were made of, and whether there is a page of them. */
export interface WrittenStudy {
  readonly facts: StudyFacts;
  readonly hasPage: boolean;
}

/**
 * Makes the tables, the charts and the manifest of a study whose runs have all ended.
 *
 * @param own a table of the verb's, made when the others are written
 */
export async function writeStudyResults(
  directory: string,
  plan: Plan,
  runner: Lab,
  telling: SweepTelling,
  onPoint: OnPoint,
  own?: { readonly table: Table; readonly rows: () => Iterable<readonly TableCell[]> },
): Promise<WrittenStudy> {
  const { study, points } = plan;
  const all = await tableFormats(telling.parquet || expectedMeasureRows(plan, runner) > manyRows);
  const design = writeDesign(directory, plan, all);
  const tables = own === undefined ? [] : [own.table];
  const { done, failed, rows } = await tabulate(directory, plan, runner, all, onPoint, tables);
  const more = own === undefined ? [] : writeTable(directory, own.table, own.rows(), all);
  const files = new Map([...design, ...rows, ...more]);
  const hasPage = telling.page && done > 0;
  removeStaleFiles(directory, [...files.keys()]);
  if (hasPage) await (await import('../../report/study/index.ts')).studyReport(directory);
  const facts: StudyFacts = {
    ...{ argv: telling.argv, hash: telling.hash, seed: study.seed, study: study.name },
    ...{ points: points.kept, shard: null, runs: { planned: done + failed, done, failed } },
  };
  writeManifest(directory, facts, files);
  return { facts, hasPage };
}

/** Makes what a sweep leaves of a study whose runs have all ended, and says what it found; the exit code. */
export async function finishSweep(
  directory: string,
  plan: Plan,
  runner: Lab,
  telling: SweepTelling,
): Promise<number> {
  const { study } = plan;
  const avss = descend(study.base, ['avss']);
  // A study that says what it keeps says what it is about.
  const isChosen = study.measures.length > 0 || avss?.kind !== 'map';
  const extremes = createExtremes(study.factors, isChosen ? [] : [...avss.entries.keys()]);
  const shortfall = createShortfall(study.replicates);
  const { facts } = await writeStudyResults(directory, plan, runner, telling, (point, summaries) => {
    extremes.see(point, summaries);
    shortfall.see(point, summaries);
  });
  const short = shortfall.text();
  if (short !== undefined) say(short);
  printSweepSummary(directory, facts, telling, extremes.text());
  return facts.runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** Says where the results are, what they show, and what to do next. */
function printSweepSummary(
  directory: string,
  { hash, points, runs }: StudyFacts,
  telling: SweepTelling,
  text: string,
): void {
  const shown = displayPath(directory);
  if (telling.json) printJson({ directory: shown, hash, points, runs });
  else printData(shown);
  reportFailedRuns(shown, runs);
  if (telling.quiet) return;
  const each = `${counted(runs.done, 'run')} at ${counted(points, 'point')}`;
  say(`\n${styled('bold', `Lowest and highest mean over points (${each}; 95% intervals)`)}\n${text}`);
  say(`\ntables: ${join(shown, 'summary.csv')}, measures.csv, design.csv; units in columns.json`);
  if (telling.page) say(`next: open ${join(shown, 'index.html')} in a browser`);
}

/** Says how many runs of a study failed, if any. */
export function reportFailedRuns(shown: string, { planned, failed }: StudyFacts['runs']): void {
  if (failed > 0) say(`${failed} of ${planned} runs failed: see ${join(shown, 'failures.csv')}`);
}

/** Rows that `measures.csv` will have, judged by the first run. */
function expectedMeasureRows(plan: Plan, runner: Lab): number {
  let runs = 0;
  let each = 0;
  for (const { job } of plan.runs()) {
    if (runs++ > 0) continue;
    const first = runner.find(job.key);
    each = first === undefined || 'error' in first ? 0 : first.values.length;
  }
  return runs * each;
}
