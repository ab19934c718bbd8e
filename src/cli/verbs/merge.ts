import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { makeFolder } from '../../results/folder.ts';
import { resultsName } from '../../results/results-directory.ts';
import { segmentNames } from '../../runs/segment.ts';
import { planOf } from '../../study/plan.ts';
import { pointsOf } from '../../study/points.ts';
import { readStudy } from '../../study/read-study.ts';
import { studyHash, writeResolvedStudy } from '../../study/resolved.ts';
import { parseArguments } from '../arguments.ts';
import { command, quoted } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { needed, tableOptions, tellingOptions, text } from '../options.ts';
import { finish } from '../running/study-results.ts';
import { inLab } from '../running/with-runner.ts';
import { counted, say } from '../terminal.ts';
import { complain } from '../text/report-problems.ts';

const usage = {
  verb: 'merge',
  summary: 'Make the tables of a study from the results directories of its shards.',
  examples: [
    ['opset merge reports/gpu-share-*.shard-*', 'the same tables as from one machine'],
    ['opset merge a/* b/* --out reports', 'from several disks'],
  ],
  synopsis: '<directories..>',
  positionals: {
    directories: { ...needed('Results directories of shards'), array: true },
  },
  options: {
    out: text('Folder that the results directory goes to; by default that of the first shard'),
    ...tableOptions,
    ...tellingOptions,
  },
} as const;

/** `opset merge`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function merge(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const [first] = args.directories;
  const reading = readShard(first!);
  if (!reading.ok) return complain(reading.problems);
  const study = reading.value;
  const hash = studyHash(study);
  for (const other of args.directories.slice(1)) {
    const shard = readShard(other);
    if (!shard.ok) return complain(shard.problems);
    if (studyHash(shard.value) === hash) continue;
    throw new UsageError(
      `invalid shard: ${other} is of another study than ${first}`,
      'merge shards of one study, all done with the same options and the same version',
    );
  }
  const directory = join(resolve(args.out ?? dirname(resolve(first!))), resultsName(study.name, hash));
  // Segments are brought before the store is opened, which checks every one of them.
  gather(args.directories, join(directory, 'runs'));
  return inLab({ directory, quiet: true, resume: command('merge', argv) }, async lab => {
    const plan = planOf(study, pointsOf(study), null, lab.find);
    let missing = 0;
    for (const { job } of plan.runs()) if (lab.has(job.key) === undefined) missing++;
    writeResolvedStudy(directory, study);
    if (missing > 0) {
      say(`${counted(missing, 'run')} of the study are in none of the shards`);
      const here = `${quoted(displayPath(directory))} --out ${quoted(displayPath(dirname(directory)))}`;
      say(`next: finish the shards and merge again, or do the rest here: npx opset sweep ${here}`);
      return exit.failure;
    }
    const { parquet, page, json, quiet } = args;
    return finish(directory, plan, lab, { argv: ['merge', ...argv], hash, parquet, page, json, quiet });
  });
}

function readShard(directory: string) {
  const file = join(directory, 'study.yaml');
  if (existsSync(file)) return readStudy(file);
  throw new UsageError(
    `invalid shard: ${directory} holds no study`,
    'give directories that opset sweep --shard wrote',
  );
}

/** Brings the segments of directories into a folder: by a link where one disk holds both, else by a copy. */
function gather(directories: readonly string[], folder: string): void {
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
