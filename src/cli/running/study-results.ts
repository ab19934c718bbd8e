import { join } from 'node:path';
import type { Table } from '../../../sim/measures/tables/index.ts';
import { displayPath } from '../../input/problem.ts';
import { descend } from '../../input/tree.ts';
import type { Cell } from '../../results/csv.ts';
import { type StudyFacts, writeManifest } from '../../results/manifest.ts';
import { removeLeftovers } from '../../results/stale-files.ts';
import { formats, writeTable } from '../../results/table-file.ts';
import type { Lab } from '../../runs/runner.ts';
import type { Plan } from '../../study/plan.ts';
import { createShortfall } from '../../study/shortfall.ts';
import { type OnPoint, tabulate, writeDesign } from '../../study/tabulate.ts';
import { exit } from '../exit.ts';
import { counted, put, putJson, say, styled } from '../terminal.ts';
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
export interface RecordedStudy {
  readonly facts: StudyFacts;
  readonly hasPage: boolean;
}

/**
 * Makes the tables, the charts and the manifest of a study whose runs have all ended.
 *
 * @param own a table of the verb's, made when the others are written
 */
export async function recordStudy(
  directory: string,
  plan: Plan,
  lab: Lab,
  telling: SweepTelling,
  onPoint: OnPoint,
  own?: { readonly table: Table; readonly rows: () => Iterable<readonly Cell[]> },
): Promise<RecordedStudy> {
  const { study, points } = plan;
  const all = await formats(telling.parquet || rowsToExpect(plan, lab) > manyRows);
  const design = writeDesign(directory, plan, all);
  const tables = own === undefined ? [] : [own.table];
  const { done, failed, rows } = await tabulate(directory, plan, lab, all, onPoint, tables);
  const more = own === undefined ? [] : writeTable(directory, own.table, own.rows(), all);
  const files = new Map([...design, ...rows, ...more]);
  const hasPage = telling.page && done > 0;
  removeLeftovers(directory, [...files.keys()]);
  if (hasPage) await (await import('../../report/study/index.ts')).studyReport(directory);
  const facts: StudyFacts = {
    ...{ argv: telling.argv, hash: telling.hash, seed: study.seed, study: study.name },
    ...{ points: points.kept, shard: null, runs: { planned: done + failed, done, failed } },
  };
  writeManifest(directory, facts, files);
  return { facts, hasPage };
}

/** Makes what a sweep leaves of a study whose runs have all ended, and says what it found; the exit code. */
export async function finish(
  directory: string,
  plan: Plan,
  lab: Lab,
  telling: SweepTelling,
): Promise<number> {
  const { study } = plan;
  const avss = descend(study.base, ['avss']);
  // A study that says what it keeps says what it is about.
  const isChosen = study.measures.length > 0 || avss?.kind !== 'map';
  const extremes = createExtremes(study.factors, isChosen ? [] : [...avss.entries.keys()]);
  const shortfall = createShortfall(study.replicates);
  const { facts } = await recordStudy(directory, plan, lab, telling, (point, summaries) => {
    extremes.see(point, summaries);
    shortfall.see(point, summaries);
  });
  const short = shortfall.text();
  if (short !== undefined) say(short);
  conclude(directory, facts, telling, extremes.text());
  return facts.runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** Says where the results are, what they show, and what to do next. */
function conclude(
  directory: string,
  { hash, points, runs }: StudyFacts,
  telling: SweepTelling,
  text: string,
): void {
  const shown = displayPath(directory);
  if (telling.json) putJson({ directory: shown, hash, points, runs });
  else put(shown);
  sayFailed(shown, runs);
  if (telling.quiet) return;
  const each = `${counted(runs.done, 'run')} at ${counted(points, 'point')}`;
  say(`\n${styled('bold', `Lowest and highest mean over points (${each}; 95% intervals)`)}\n${text}`);
  say(`\ntables: ${join(shown, 'summary.csv')}, measures.csv, design.csv; units in columns.json`);
  if (telling.page) say(`next: open ${join(shown, 'index.html')} in a browser`);
}

/** Says how many runs of a study failed, if any. */
export function sayFailed(shown: string, { planned, failed }: StudyFacts['runs']): void {
  if (failed > 0) say(`${failed} of ${planned} runs failed: see ${join(shown, 'failures.csv')}`);
}

/** Rows that `measures.csv` will have, judged by the first run. */
function rowsToExpect(plan: Plan, lab: Lab): number {
  let runs = 0;
  let each = 0;
  for (const { job } of plan.runs()) {
    if (runs++ > 0) continue;
    const first = lab.find(job.key);
    each = first === undefined || 'error' in first ? 0 : first.values.length;
  }
  return runs * each;
}
