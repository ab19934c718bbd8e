import { join } from 'node:path';
import type { Table } from '../../../sim/measures/tables/index.ts';
import { displayPath } from '../../input/problem.ts';
import { descend } from '../../input/tree.ts';
import { studyAnswer } from '../../report/answer/study-answer.ts';
import type { Dependence } from '../../report/charts/analysis/sensitivity-chart.ts';
import { readStudyResults } from '../../report/study/read-study-results.ts';
import type { StudyFacts } from '../../results/manifest.ts';
import { removeStaleFiles } from '../../results/stale-files.ts';
import type { TableCell } from '../../results/tables/csv.ts';
import { tableFormats, writeTable } from '../../results/tables/table-file.ts';
import { writeManifest } from '../../results/write-manifest.ts';
import { createShortfall } from '../../study/tables/shortfall.ts';
import { type PointReceiver, tabulate, writeDesign } from '../../study/tables/tabulate.ts';
import { exit } from '../exit.ts';
import { counted, printData, printJson, say, styled } from '../terminal.ts';
import { createExtremes } from '../text/extremes.ts';
import { wrapped } from '../text/text-table.ts';
import { type StudySession, studyFacts } from './study-session.ts';

/** Rows of `measures.csv` from which on it is too large for a spreadsheet, and Parquet is written too. */
const manyRows = 1_000_000;

/** What the manifest of a study says, and whether there is a page of its tables. */
export interface WrittenStudy {
  readonly facts: StudyFacts;
  readonly hasPage: boolean;
}

/**
 * Writes the tables, the charts, the page and the manifest of a study whose runs have all ended. Tables that an
 * earlier command made, and this one does not, are removed: they would no longer belong to the others. The manifest
 * is last, so that a directory that was interrupted shows as unfinished.
 *
 * @param onPoint gets the measures of each point
 * @param own a table of the verb's own; its rows are asked for when the other tables are written
 */
export async function writeStudyResults(
  session: StudySession,
  onPoint: PointReceiver,
  own?: { readonly table: Table; readonly rows: () => Iterable<readonly TableCell[]> },
): Promise<WrittenStudy> {
  const { directory, plan, runner } = session;
  const formats = await tableFormats(session.parquet || expectedMeasureRows(session) > manyRows);
  const design = writeDesign(directory, plan, formats);
  const tables = own === undefined ? [] : [own.table];
  const { done, failed, rows } = await tabulate({
    directory,
    plan,
    runner,
    formats,
    onPoint,
    others: tables,
  });
  const more = own === undefined ? [] : writeTable(directory, own.table, own.rows(), formats);
  const files = new Map([...design, ...rows, ...more]);
  const hasPage = session.page && done > 0;
  removeStaleFiles(directory, [...files.keys()]);
  if (hasPage) await (await import('../../report/study/index.ts')).studyReport(directory);
  const facts = studyFacts(session, { planned: done + failed, done, failed });
  writeManifest(directory, facts, files);
  return { facts, hasPage };
}

/**
 * Writes the results of a study whose runs have all ended, and prints where each headline is extreme; the exit code.
 * 3 where some runs failed: their points then have fewer replicates than asked for.
 */
export async function finishStudy(session: StudySession): Promise<number> {
  const { study } = session.plan;
  const avss = descend(study.base, ['avss']);
  // A study that says what it keeps says what it is about.
  const isChosen = study.measures.length > 0 || avss?.kind !== 'map';
  const extremes = createExtremes(study.factors, isChosen ? [] : [...avss.entries.keys()]);
  const shortfall = createShortfall(study.replicates);
  const { facts } = await writeStudyResults(session, (point, summaries) => {
    extremes.see(point, summaries);
    shortfall.see(point, summaries);
  });
  if (!session.quiet) await printStudyAnswer(session);
  const short = shortfall.text();
  if (short !== undefined) say(short);
  printStudySummary(session, facts, extremes.text());
  return facts.runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** Prints the question of a study whose tables are written, and the sentence that answers it. */
export async function printStudyAnswer(
  { directory }: StudySession,
  dependences: readonly Dependence[] = [],
): Promise<void> {
  const { question, sentence } = studyAnswer(await readStudyResults(directory), dependences);
  say(`\n${styled('bold', question)}`);
  if (sentence !== '') say(wrapped(sentence).join('\n'));
}

/** Prints where the results are, what they show, and what to do next. */
function printStudySummary(session: StudySession, { hash, points, runs }: StudyFacts, text: string): void {
  const shown = displayPath(session.directory);
  if (session.json) printJson({ directory: shown, hash, points, runs });
  else printData(shown);
  reportFailedRuns(shown, runs);
  if (session.quiet) return;
  const each = `${counted(runs.done, 'run')} at ${counted(points, 'point')}`;
  say(`\n${styled('bold', `Lowest and highest mean over points (${each}; 95% intervals)`)}\n${text}`);
  say(`\ntables: ${join(shown, 'summary.csv')}, measures.csv, design.csv; units in columns.json`);
  if (session.page) say(`next: open ${join(shown, 'index.html')} in a browser`);
}

/** Prints how many runs of a study failed, if any, and where they are listed. */
export function reportFailedRuns(shown: string, { planned, failed }: StudyFacts['runs']): void {
  if (failed > 0) say(`${failed} of ${planned} runs failed: see ${join(shown, 'failures.csv')}`);
}

/**
 * Rows that `measures.csv` will have, if all runs have as many measures as the first. 0 where the first run failed or
 * is not there.
 */
function expectedMeasureRows({ plan, runner }: StudySession): number {
  let runs = 0;
  let each = 0;
  for (const { job } of plan.runs()) {
    if (runs++ > 0) continue;
    const first = runner.find(job.key);
    each = first === undefined || 'error' in first ? 0 : first.values.length;
  }
  return runs * each;
}
