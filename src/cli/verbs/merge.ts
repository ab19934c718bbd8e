import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { commandLine, shellQuoted } from '../../report/command.ts';
import { makeFolder } from '../../results/folder.ts';
import { resultsName } from '../../results/results-directory.ts';
import { segmentNames } from '../../runs/store/segment.ts';
import { pointsOf } from '../../study/designs/points.ts';
import { planOf } from '../../study/plan.ts';
import { readStudy } from '../../study/study-file/read-study.ts';
import { studyHash, writeResolvedStudy } from '../../study/study-file/resolved-study.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { outputOptions, required, tableOptions, text } from '../options.ts';
import { finishStudy } from '../running/study-results.ts';
import { withRunner } from '../running/with-runner.ts';
import { counted, say } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';

const usage = {
  verb: 'merge',
  summary: 'Make the tables of a study from the results directories of its shards.',
  examples: [
    ['opset merge reports/gpu-share-*.shard-*', 'the same tables as from one machine'],
    ['opset merge a/* b/* --out reports', 'from several disks'],
  ],
  synopsis: '<directories..>',
  positionals: {
    directories: { ...required('Results directories of shards'), array: true },
  },
  options: {
    out: text('Folder that the results directory goes to; by default that of the first shard'),
    ...tableOptions,
    ...outputOptions,
  },
} as const;

/**
 * `opset merge`: brings the runs of shards into one results directory and writes the tables of the whole study. Prints the
 * directory's path on stdout, or one JSON document with `--json`.
 *
 * @returns exit code 0; 1 when runs are missing, which it says how to do; 2 for an invalid study; 3 when some runs failed
 * @throws UsageError when a directory is no shard, or of another study than the first
 */
export async function merge(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const [first] = args.directories;
  const reading = readShard(first!);
  if (!reading.ok) return reportProblems(reading.problems);
  const study = reading.value;
  const hash = studyHash(study);
  for (const other of args.directories.slice(1)) {
    const shard = readShard(other);
    if (!shard.ok) return reportProblems(shard.problems);
    if (studyHash(shard.value) === hash) continue;
    throw new UsageError(
      `invalid shard: ${other} is of another study than ${first}`,
      'merge shards of one study, all done with the same options and the same version',
    );
  }
  const directory = join(resolve(args.out ?? dirname(resolve(first!))), resultsName(study.name, hash));
  // Segments are brought before the store is opened, which checks every one of them.
  gatherSegments(args.directories, join(directory, 'runs'));
  return withRunner({ directory, quiet: true, resume: commandLine('merge', argv) }, async runner => {
    const plan = planOf(study, pointsOf(study), null, runner.find);
    let missing = 0;
    for (const { job } of plan.runs()) if (runner.stateOf(job.key) === undefined) missing++;
    writeResolvedStudy(directory, study);
    if (missing > 0) {
      say(`${counted(missing, 'run')} of the study are in none of the shards`);
      const here = `${shellQuoted(displayPath(directory))} --out ${shellQuoted(displayPath(dirname(directory)))}`;
      say(`next: finish the shards and merge again, or do the rest here: npx opset sweep ${here}`);
      return exit.failure;
    }
    const { parquet, page, json, quiet } = args;
    return finishStudy({
      directory,
      plan,
      runner,
      argv: ['merge', ...argv],
      hash,
      parquet,
      page,
      json,
      quiet,
    });
  });
}

/** Reads the study of a shard's results directory; throws UsageError when there is none. */
function readShard(directory: string) {
  const file = join(directory, 'study.yaml');
  if (existsSync(file)) return readStudy(file);
  throw new UsageError(
    `invalid shard: ${directory} holds no study`,
    'give directories that opset sweep --shard wrote',
  );
}

/** Brings the segments of runs of directories into a folder: by a hard link, or by a copy from another disk. */
function gatherSegments(directories: readonly string[], folder: string): void {
  makeFolder(folder);
  for (const directory of directories) {
    const from = join(directory, 'runs');
    for (const name of existsSync(from) ? segmentNames(from) : []) {
      const target = join(folder, name);
      if (existsSync(target)) continue;
      try {
        linkSync(join(from, name), target);
      } catch {
        const draft = join(folder, `.${name}.${process.pid}`);
        try {
          copyFileSync(join(from, name), draft);
          renameSync(draft, target);
        } finally {
          rmSync(draft, { force: true });
        }
      }
    }
  }
}
