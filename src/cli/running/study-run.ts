import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resultsName } from '../../results/results-directory.ts';
import { resultsRoot } from '../../results/results-root.ts';
import { formats } from '../../results/table-file.ts';
import type { Lab } from '../../runs/runner.ts';
import { peek } from '../../runs/store.ts';
import { type Plan, planOf, type Shard } from '../../study/plan.ts';
import { type Points, pointsOf } from '../../study/points.ts';
import { studyHash, writeResolvedStudy } from '../../study/resolved.ts';
import { checkPoints } from '../../study/scenario-at.ts';
import type { Study } from '../../study/study.ts';
import { writeDesign } from '../../study/tabulate.ts';
import { command } from '../command.ts';
import { UsageError } from '../exit.ts';
import { flag, needed, resultsOptions, tableOptions, text } from '../options.ts';
import { counted, say } from '../terminal.ts';
import { complain } from '../text/report-problems.ts';
import { rehearse } from './dry-run.ts';
import { countRuns, performAll, refuseEndless } from './perform-runs.ts';
import type { SweepTelling } from './study-results.ts';
import { inLab, jobsAsked, type LabArguments, labOptions } from './with-runner.ts';

/** Positionals of verbs that do the runs of a study. */
export const studyPositionals = { study: needed('Study file, or results directory of a study') } as const;

/** Options of verbs that do the runs of a study, but for their own. */
export const studyOptions = {
  replicates: text("Runs at each point, in place of the study's"),
  'dry-run': flag('Say how much work it is; write nothing'),
  ...labOptions,
  ...tableOptions,
  ...resultsOptions,
} as const;

/** Values of the {@link studyOptions} that say how the runs of a study are done and told. */
export interface StudyArguments extends LabArguments {
  readonly study: string;
  readonly dryRun: boolean;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly parquet: boolean;
  readonly page: boolean;
}

/** What is to be undertaken: a study or a shard of it, for a verb with arguments. */
export interface Undertaking {
  readonly verb: string;
  readonly argv: readonly string[];
  readonly args: StudyArguments;
  readonly study: Study;
  readonly shard: Shard | null;
}

/** Points whose scenarios are checked before the first run; those of a larger study fail one by one. */
const mostChecked = 1_000;

/**
 * Works on the runs of a study in its results directory, or says how much work they are where that is asked. The exit
 * code.
 *
 * @throws UsageError when the study has no runs, or more than anyone could wait for
 */
export async function undertake(
  { verb, argv, args, study, shard }: Undertaking,
  work: (directory: string, plan: Plan, lab: Lab, telling: SweepTelling) => Promise<number>,
): Promise<number> {
  const points = pointsOf(study);
  if (points.kept === 0) {
    throw new UsageError('invalid study: its constraints leave no point', 'ease one, or widen a factor');
  }
  refuseEndless(study, points.kept);
  const hash = studyHash(study);
  const suffix = shard === null ? '' : `.shard-${shard.index}-of-${shard.of}`;
  const directory = join(resultsRoot(args.study, args.out), `${resultsName(study.name, hash)}${suffix}`);
  const problems = existsSync(directory) ? [] : checkPoints(study, some(points));
  if (problems.length > 0) return complain(problems);
  const { json, quiet, parquet, page } = args;
  if (args.dryRun) {
    const plan = planOf(study, points, shard, () => undefined);
    return rehearse(plan, peek(directory), { jobs: jobsAsked(args.jobs), json });
  }
  const telling = { argv: [verb, ...argv], hash, json, quiet, parquet, page };
  return inLab({ ...args, directory, resume: command(verb, argv) }, lab =>
    work(directory, planOf(study, points, shard, lab.find), lab, telling),
  );
}

/** Writes the study and its design down and does its runs; rows of the design by file name. */
export async function performStudy(
  directory: string,
  plan: Plan,
  lab: Lab,
  { parquet, quiet }: SweepTelling,
): Promise<Map<string, number>> {
  const { study, points, shard } = plan;
  rmSync(join(directory, 'manifest.json'), { force: true });
  writeResolvedStudy(directory, study);
  const design = writeDesign(directory, plan, await formats(parquet));
  const { planned, done } = countRuns(plan, lab);
  const part = shard === null ? '' : ` in shard ${shard.index} of ${shard.of}`;
  if (!quiet)
    say(`${counted(planned, 'run')} at ${counted(points.kept, 'point')}${part}, ${done} done before`);
  await performAll(plan, lab, quiet);
  return design;
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
