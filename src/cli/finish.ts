import { join } from 'node:path';
import { removeLeftovers } from '../files/leftovers.ts';
import { type StudyFacts, writeManifest } from '../files/manifest.ts';
import { displayPath } from '../files/problem.ts';
import { formats } from '../files/table-file.ts';
import { descend } from '../files/tree.ts';
import type { Lab } from '../study/lab/lab.ts';
import type { Plan } from '../study/plan.ts';
import { createShortfall } from '../study/shortfall.ts';
import { tabulate, writeDesign } from '../study/tabulate.ts';
import { exit } from './exit.ts';
import { createExtremes } from './extremes.ts';
import { put, putJson, say, styled } from './terminal.ts';

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

/** Makes the tables and the manifest of a study whose runs have all ended, and says what it found; the exit code. */
export async function finish(
  directory: string,
  plan: Plan,
  lab: Lab,
  telling: SweepTelling,
): Promise<number> {
  const { study, points } = plan;
  const avss = descend(study.base, ['avss']);
  // A study that says what it keeps says what it is about.
  const isChosen = study.measures.length > 0 || avss?.kind !== 'map';
  const extremes = createExtremes(study.factors, isChosen ? [] : [...avss.entries.keys()]);
  const all = await formats(telling.parquet || rowsToExpect(plan, lab) > manyRows);
  const design = writeDesign(directory, plan, all);
  const shortfall = createShortfall(study.replicates);
  const { done, failed, rows } = await tabulate(directory, plan, lab, all, (point, summaries) => {
    extremes.see(point, summaries);
    shortfall.see(point, summaries);
  });
  const page = telling.page && done > 0;
  removeLeftovers(directory, [...design.keys(), ...rows.keys()]);
  if (page) await (await import('../report/study/index.ts')).studyReport(directory);
  const runs = { planned: done + failed, done, failed };
  const { hash, argv } = telling;
  const facts: StudyFacts = {
    argv,
    hash,
    seed: study.seed,
    study: study.name,
    points: points.kept,
    shard: null,
    runs,
  };
  writeManifest(directory, facts, new Map([...design, ...rows]));
  const short = shortfall.text();
  if (short !== undefined) say(short);
  conclude(directory, facts, telling, extremes.text());
  return failed > 0 ? exit.someRunsFailed : exit.done;
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
  if (runs.failed > 0)
    say(`${runs.failed} of ${runs.planned} runs failed: see ${join(shown, 'failures.csv')}`);
  if (telling.quiet) return;
  const each = `${counted(runs.done, 'run')} at ${counted(points, 'point')}`;
  say(`\n${styled('bold', `Lowest and highest mean over points (${each}; 95% intervals)`)}\n${text}`);
  say(`\ntables: ${join(shown, 'summary.csv')}, measures.csv, design.csv; units in columns.json`);
  if (telling.page) say(`next: open ${join(shown, 'index.html')} in a browser`);
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

/** A number of things, such as `1 run` or `1,200 runs`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
