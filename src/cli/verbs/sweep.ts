import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import {
  changedFiles,
  type Manifest,
  readManifest,
  type StudyFacts,
  writeManifest,
} from '../../results/manifest.ts';
import { studyFile } from '../../results/results-root.ts';
import type { Lab } from '../../runs/runner.ts';
import type { Plan, Shard } from '../../study/plan.ts';
import { readStudy } from '../../study/read-study.ts';
import { parseArguments } from '../arguments.ts';
import { quoted } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { changes, text } from '../options.ts';
import { countRuns, withReplicates } from '../running/perform-runs.ts';
import { finish, type SweepTelling } from '../running/study-results.ts';
import { performStudy, studyOptions, studyPositionals, undertake } from '../running/study-run.ts';
import { counted, put, putJson, say } from '../terminal.ts';
import { complain } from '../text/report-problems.ts';

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

/** `opset sweep`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function sweep(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const shard = shardOf(args.shard);
  const reading = readStudy(studyFile(args.study), changes(args));
  if (!reading.ok) return complain(reading.problems);
  const study = withReplicates(reading.value, args.replicates);
  return undertake({ verb: 'sweep', argv, args, study, shard }, carryOut);
}

async function carryOut(directory: string, plan: Plan, lab: Lab, telling: SweepTelling): Promise<number> {
  const { study, points, shard } = plan;
  const { hash, argv } = telling;
  const before = countRuns(plan, lab);
  const former = formerManifest(directory);
  if (former !== undefined && isUpToDate(directory, former, before, wantedFiles(plan, telling))) {
    if (!telling.quiet) say(`all ${counted(before.planned, 'run')} were done before: nothing to do`);
    if (telling.json) putJson({ directory: displayPath(directory), hash, runs: before });
    else put(displayPath(directory));
    return exit.done;
  }
  const design = await performStudy(directory, plan, lab, telling);
  if (shard === null) return finish(directory, plan, lab, telling);
  const runs = countRuns(plan, lab);
  const facts: StudyFacts = {
    ...{ argv, hash, seed: study.seed, study: study.name, points: points.kept },
    shard: `${shard.index}/${shard.of}`,
    runs,
  };
  writeManifest(directory, facts, design);
  if (telling.json) putJson({ directory: displayPath(directory), hash, runs });
  else put(displayPath(directory));
  if (!telling.quiet) say(`next, once all shards are done: npx opset merge ${allShards(directory, shard)}`);
  return runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** The directories of all shards, as a shell finds them. */
function allShards(directory: string, { index, of }: Shard): string {
  const end = `${index}-of-${of}`;
  return `${quoted(displayPath(directory).slice(0, -end.length))}*-of-${of}`;
}

/** The manifest of a study that was finished here before; says so when it cannot be read. */
function formerManifest(directory: string): (Manifest & Partial<StudyFacts>) | undefined {
  if (!existsSync(join(directory, 'manifest.json'))) return undefined;
  try {
    return readManifest(directory);
  } catch {
    say('manifest.json was damaged: tables and manifest are made again');
    return undefined;
  }
}

/** Whether nothing is left to do; says what is missing of a study that was finished. */
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

/** Files that were asked for and that not every sweep makes. */
function wantedFiles({ shard }: Plan, { parquet, page }: SweepTelling): string[] {
  if (shard !== null) return [];
  return [...(parquet ? ['measures.parquet'] : []), ...(page ? ['index.html'] : [])];
}

function shardOf(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of) {
    throw new UsageError(`invalid shard: ${text}`, 'write i/n, from 1/n to n/n');
  }
  return { index, of };
}
