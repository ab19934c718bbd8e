import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../../report/command.ts';
import { resultsName } from '../../results/results-directory.ts';
import { resultsRoot } from '../../results/results-root.ts';
import { tableFormats } from '../../results/tables/table-file.ts';
import { readRunStates } from '../../runs/store/stored-runs.ts';
import { pointsOf } from '../../study/designs/points.ts';
import { sampleAdvice } from '../../study/designs/sample-advice.ts';
import { planOf, type Shard } from '../../study/plan.ts';
import { checkPoints, studyWarnings } from '../../study/scenario-at-point.ts';
import type { Study } from '../../study/study.ts';
import { uselessMeasures } from '../../study/study-file/check-measures.ts';
import { studyHash, writeResolvedStudy } from '../../study/study-file/resolved-study.ts';
import { pointsToCheck, tooManyRuns } from '../../study/study-size.ts';
import { writeDesign } from '../../study/tables/tabulate.ts';
import { UsageError } from '../exit.ts';
import { flag, required, resultsOptions, tableOptions, text } from '../options.ts';
import { counted, say } from '../terminal.ts';
import { reportProblems, reportWarnings } from '../text/report-problems.ts';
import { dryRun } from './dry-run.ts';
import { countRuns, performRuns } from './perform-runs.ts';
import type { StudySession } from './study-session.ts';
import { parseJobs, type RunnerArguments, runnerOptions, withRunner } from './with-runner.ts';

/** Positionals of verbs that do the runs of a study. */
export const studyPositionals = { study: required('Study file, or results directory of a study') } as const;

/** Options of verbs that do the runs of a study, but for their own. */
export const studyOptions = {
  replicates: text("Runs at each point, in place of the study's"),
  'dry-run': flag('Say how much work it is; write nothing'),
  ...runnerOptions,
  ...tableOptions,
  ...resultsOptions,
} as const;

/** Values of the {@link studyOptions} that say how the runs of a study are done, and what is written and printed. */
export interface StudyArguments extends RunnerArguments {
  /** Study file, or results directory of a study. */
  readonly study: string;
  readonly dryRun: boolean;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly parquet: boolean;
  readonly page: boolean;
}

/** A command that does the runs of a study, or of a shard of it. */
export interface StudyCommand {
  readonly verb: string;
  /** Words behind the verb. */
  readonly argv: readonly string[];
  /** What those words say. */
  readonly args: StudyArguments;
  readonly study: Study;
  readonly shard: Shard | null;
}

/**
 * Opens the results directory of a study and has the verb work on its runs there, or, with `--dry-run`, prints how
 * much work they are and writes nothing. Points of a study whose directory is there were checked by the command that
 * made it. A shard has a directory of its own, so that shards of one study may be on one disk.
 *
 * @param work what the verb does; gives the exit code
 * @returns the exit code
 * @throws UsageError when the study has no runs, or more than anyone could wait for
 */
export async function runStudy(
  { verb, argv, args, study, shard }: StudyCommand,
  work: (session: StudySession) => Promise<number>,
): Promise<number> {
  const points = pointsOf(study);
  if (points.kept === 0) {
    throw new UsageError('invalid study: its constraints leave no point', 'relax one, or widen a factor');
  }
  const tooMany = tooManyRuns(study, points.kept);
  if (tooMany !== undefined) return reportProblems([tooMany]);
  const hash = studyHash(study);
  const suffix = shard === null ? '' : `.shard-${shard.index}-of-${shard.of}`;
  const directory = join(resultsRoot(args.study, args.out), `${resultsName(study.name, hash)}${suffix}`);
  const chosen = existsSync(directory) ? [] : [...pointsToCheck(points)];
  const problems = checkPoints(study, chosen);
  if (problems.length === 0 && chosen.length > 0) problems.push(...uselessMeasures(study, chosen));
  if (problems.length > 0) return reportProblems(problems);
  const { json, quiet, parquet, page } = args;
  const advice = sampleAdvice(study.design);
  if (advice !== undefined && !quiet) say(advice);
  if (!quiet) await reportWarnings(studyWarnings(study, points));
  if (args.dryRun) {
    const plan = planOf(study, points, shard, () => undefined);
    return dryRun(plan, readRunStates(directory), { jobs: parseJobs(args.jobs), json });
  }
  const output = { argv: [verb, ...argv], hash, json, quiet, parquet, page };
  return withRunner({ ...args, directory, resume: commandLine(verb, argv) }, runner =>
    work({ directory, plan: planOf(study, points, shard, runner.find), runner, ...output }),
  );
}

/**
 * Writes the study and its design to the results directory and does the runs; results that are there but for the runs
 * no longer hold, so the manifest goes first.
 *
 * @returns rows of the design by file name
 */
export async function performStudyRuns(session: StudySession): Promise<Map<string, number>> {
  const { directory, plan, runner, parquet, quiet } = session;
  const { study, points, shard } = plan;
  rmSync(join(directory, 'manifest.json'), { force: true });
  writeResolvedStudy(directory, study);
  const design = writeDesign(directory, plan, await tableFormats(parquet));
  const { planned, done } = countRuns(plan, runner);
  const part = shard === null ? '' : ` in shard ${shard.index} of ${shard.of}`;
  if (!quiet)
    say(`${counted(planned, 'run')} at ${counted(points.kept, 'point')}${part}, ${done} done before`);
  await performRuns(plan, runner, quiet);
  return design;
}
