import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  changedFiles,
  type Manifest,
  readManifest,
  type StudyFacts,
  writeManifest,
} from '../files/manifest.ts';
import { displayPath } from '../files/problem.ts';
import { resultsName } from '../files/results.ts';
import { formats } from '../files/table-file.ts';
import type { Lab } from '../study/lab/lab.ts';
import { peek } from '../study/lab/store.ts';
import { type Plan, planOf, type Shard } from '../study/plan.ts';
import { type Points, pointsOf } from '../study/points.ts';
import { readStudy } from '../study/read-study.ts';
import { studyHash, writeResolvedStudy } from '../study/resolved.ts';
import { checkPoints } from '../study/scenario-at.ts';
import { writeDesign } from '../study/tabulate.ts';
import { parseArguments } from './arguments.ts';
import { complain } from './complain.ts';
import { exit, UsageError } from './exit.ts';
import { counted, finish, type SweepTelling } from './finish.ts';
import { inLab, labOptions } from './laboratory.ts';
import {
  jsonOption,
  outBesideOption,
  pageOption,
  parquetOption,
  quietOption,
  seedOption,
  seedOverride,
  setOption,
  wholeNumber,
} from './options.ts';
import { resultsRoot, studyFile } from './place.ts';
import { rehearse } from './rehearse.ts';
import { countRuns, performAll, quoted, refuseEndless, withReplicates } from './runs.ts';
import { put, putJson, say } from './terminal.ts';

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
  positionals: {
    study: { type: 'string', demandOption: true, describe: 'Study file, or results directory of a study' },
  },
  options: {
    'dry-run': { type: 'boolean', default: false, describe: 'Say how much work it is; write nothing' },
    replicates: {
      type: 'string',
      requiresArg: true,
      describe: "Runs at each point, in place of the study's",
    },
    ...labOptions,
    shard: { type: 'string', requiresArg: true, describe: 'Do part i of n alone: i/n; then opset merge' },
    parquet: parquetOption,
    page: pageOption,
    seed: seedOption,
    set: setOption,
    out: outBesideOption,
    json: jsonOption,
    quiet: quietOption,
  },
} as const;

/** Points whose scenarios are checked before the first run; those of a larger study fail one by one. */
const mostChecked = 1_000;

/** `opset sweep`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function sweep(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const shard = shardOf(args.shard);
  const reading = readStudy(studyFile(args.study), [...args.set, ...seedOverride(args.seed)]);
  if (!reading.ok) return complain(reading.problems);
  const study = withReplicates(reading.value, args.replicates);
  const points = pointsOf(study);
  if (points.kept === 0) throw new UsageError('invalid study: its constraints leave no point');
  refuseEndless(study, points.kept);
  const hash = studyHash(study);
  const suffix = shard === null ? '' : `.shard-${shard.index}-of-${shard.of}`;
  const directory = join(resultsRoot(args.study, args.out), `${resultsName(study.name, hash)}${suffix}`);
  if (!existsSync(directory)) {
    const problems = checkPoints(study, some(points));
    if (problems.length > 0) return complain(problems);
  }
  if (args['dry-run']) {
    const jobs = args.jobs === undefined ? undefined : wholeNumber('jobs', args.jobs, 1, 1_024);
    return rehearse(
      planOf(study, points, shard, () => undefined),
      peek(directory),
      { jobs, json: args.json },
    );
  }
  const resume = `npx opset sweep ${argv.map(quoted).join(' ')}`;
  const telling = {
    argv: ['sweep', ...argv],
    hash,
    json: args.json,
    quiet: args.quiet,
    parquet: args.parquet,
    page: args.page,
  };
  const { jobs, executor, redis, quiet } = args;
  return inLab({ directory, jobs, executor, redis, quiet, resume }, lab =>
    carryOut(directory, planOf(study, points, shard, lab.find), lab, telling),
  );
}

async function carryOut(directory: string, plan: Plan, lab: Lab, telling: SweepTelling): Promise<number> {
  const { study, points, shard } = plan;
  const before = countRuns(plan, lab);
  const former = formerManifest(directory);
  if (former !== undefined && isUpToDate(directory, former, before, wantedFiles(plan, telling))) {
    if (!telling.quiet) say(`all ${counted(before.planned, 'run')} were done before: nothing to do`);
    if (telling.json) putJson({ directory: displayPath(directory), hash: telling.hash, runs: before });
    else put(displayPath(directory));
    return exit.done;
  }
  rmSync(join(directory, 'manifest.json'), { force: true });
  writeResolvedStudy(directory, study);
  const design = writeDesign(directory, plan, await formats(telling.parquet));
  if (!telling.quiet) {
    const part = shard === null ? '' : ` in shard ${shard.index} of ${shard.of}`;
    say(
      `${counted(before.planned, 'run')} at ${counted(points.kept, 'point')}${part}, ${before.done} done before`,
    );
  }
  await performAll(plan, lab, telling.quiet);
  if (shard === null) return finish(directory, plan, lab, telling);
  const runs = countRuns(plan, lab);
  const { hash, argv } = telling;
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
  if (index === undefined || index < 1 || index > of) {
    throw new UsageError(`invalid shard: ${text}`, 'write i/n, from 1/n to n/n');
  }
  return { index, of };
}

/** Points evenly over a design, so many at most. */
function some(points: Points): Points {
  const step = Math.max(1, Math.ceil(points.kept / mostChecked));
  return {
    ...points,
    *[Symbol.iterator]() {
      let ordinal = 0;
      for (const point of points) if (ordinal++ % step === 0) yield point;
    },
  };
}
