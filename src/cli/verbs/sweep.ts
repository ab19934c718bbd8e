import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { shellQuoted } from '../../report/command.ts';
import { type Manifest, readManifest, type StudyFacts } from '../../results/manifest.ts';
import { studyFile } from '../../results/results-root.ts';
import { changedFiles, writeManifest } from '../../results/write-manifest.ts';
import type { Shard } from '../../study/plan.ts';
import { readStudy } from '../../study/study-file/read-study.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { scenarioOverrides, text } from '../options.ts';
import { countRuns, withReplicates } from '../running/perform-runs.ts';
import { finishStudy } from '../running/study-results.ts';
import { performStudyRuns, runStudy, studyOptions, studyPositionals } from '../running/study-run.ts';
import { type StudySession, studyFacts } from '../running/study-session.ts';
import { counted, printData, printJson, say } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';

const usage = {
  verb: 'sweep',
  summary: 'Run a study: a scenario at many points, many times; write tidy tables to a results directory.',
  examples: [
    ['opset sweep gpu-share.yaml --dry-run', 'how many runs, how long, how much disk'],
    ['opset sweep gpu-share.yaml', 'all runs; the same command goes on after an interrupt'],
    ['opset sweep gpu-share.yaml --replicates 40', 'more replicates: only the new ones are run'],
    ['opset sweep gpu-share.yaml --shard 3/16', 'a sixteenth of it, on one of many machines'],
    ['opset merge reports/gpu-share-*.shard-*', 'the tables of all parts'],
  ],
  synopsis: '<study>',
  positionals: studyPositionals,
  options: { shard: text('Do part i of n alone: i/n; then opset merge'), ...studyOptions },
} as const;

/**
 * `opset sweep`: does the runs of a study that its results directory lacks, then writes its tables; of a shard only the
 * runs and the manifest. Prints the directory's path on stdout, or one JSON document with `--json`.
 *
 * @returns exit code 0; 2 for an invalid study; 3 when some runs failed; 130 when it was interrupted
 */
export async function sweep(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const shard = parseShard(args.shard);
  const reading = readStudy(studyFile(args.study), scenarioOverrides(args));
  if (!reading.ok) return reportProblems(reading.problems);
  const study = withReplicates(reading.value, args.replicates);
  return runStudy({ verb: 'sweep', argv, args, study, shard }, runSweep);
}

/**
 * Does what is missing of a sweep in its results directory; the exit code. A study that is finished and whole is left
 * as it is.
 */
async function runSweep(session: StudySession): Promise<number> {
  const { directory, plan, runner, hash } = session;
  const before = countRuns(plan, runner);
  const former = formerManifest(directory);
  if (former !== undefined && isUpToDate(directory, former, before, wantedFiles(session))) {
    if (!session.quiet) say(`all ${counted(before.planned, 'run')} were done before: nothing to do`);
    if (session.json) printJson({ directory: displayPath(directory), hash, runs: before });
    else printData(displayPath(directory));
    return exit.done;
  }
  const design = await performStudyRuns(session);
  return plan.shard === null ? finishStudy(session) : finishShard(session, plan.shard, design);
}

/** Writes the manifest of a shard whose runs have all ended, and prints how to merge all shards; the exit code. */
function finishShard(session: StudySession, shard: Shard, design: ReadonlyMap<string, number>): number {
  const { directory, plan, runner, hash } = session;
  const runs = countRuns(plan, runner);
  writeManifest(directory, studyFacts(session, runs), design);
  if (session.json) printJson({ directory: displayPath(directory), hash, runs });
  else printData(displayPath(directory));
  if (!session.quiet) say(`next, once all shards are done: npx opset merge ${allShards(directory, shard)}`);
  return runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** A pattern that a shell expands to the results directories of all shards. */
function allShards(directory: string, { index, of }: Shard): string {
  const end = `${index}-of-${of}`;
  return `${shellQuoted(displayPath(directory).slice(0, -end.length))}*-of-${of}`;
}

/** The manifest of a study that was finished here before; prints it when that cannot be read. */
function formerManifest(directory: string): (Manifest & Partial<StudyFacts>) | undefined {
  if (!existsSync(join(directory, 'manifest.json'))) return undefined;
  try {
    return readManifest(directory);
  } catch {
    say('manifest.json was damaged: tables and manifest are made again');
    return undefined;
  }
}

/** Whether nothing is left to do; prints what is missing of a study that was finished. */
function isUpToDate(
  directory: string,
  former: Manifest & Partial<StudyFacts>,
  { planned, done }: StudyFacts['runs'],
  wanted: readonly string[],
): boolean {
  const isSame = former.runs?.planned === planned;
  const missing = planned - done - (former.runs?.failed ?? 0);
  if (isSame && missing > 0)
    say(`${counted(missing, 'run')} of this finished study are missing: they are done again`);
  if (!isSame || done < planned) return false;
  const changed = changedFiles(directory, former).filter(path => !path.startsWith('runs/'));
  if (changed.length > 0) say(`missing or changed, and made again: ${changed.join(', ')}`);
  return changed.length === 0 && wanted.every(file => existsSync(join(directory, file)));
}

/** Files that the options ask for and that not every sweep makes. */
function wantedFiles({ plan, parquet, page }: StudySession): string[] {
  if (plan.shard !== null) return [];
  return [...(parquet ? ['measures.parquet'] : []), ...(page ? ['index.html'] : [])];
}

/** A shard from `--shard`; null for the whole study. Throws UsageError. */
function parseShard(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of) {
    throw new UsageError(`invalid shard: ${text}`, 'write i/n, from 1/n to n/n');
  }
  return { index, of };
}
