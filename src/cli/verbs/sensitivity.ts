import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { descend } from '../../input/tree.ts';
import { shellQuoted } from '../../report/command.ts';
import { studyFile } from '../../results/results-root.ts';
import type { Plan } from '../../study/plan.ts';
import { type MeasureOutputs, outputsOf } from '../../study/sensitivity/measure-outputs.ts';
import { analyseSensitivity } from '../../study/sensitivity/sensitivity-analysis.ts';
import type { SensitivityAnalysis } from '../../study/sensitivity/sensitivity-finding.ts';
import { sensitivityRows, sensitivityTable as table } from '../../study/sensitivity/sensitivity-table.ts';
import { headlineMeasures } from '../../study/statistics/headline-measures.ts';
import { readStudy } from '../../study/study-file/read-study.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { flag, scenarioOverrides, text, wholeNumber } from '../options.ts';
import { withReplicates } from '../running/perform-runs.ts';
import { printStudyAnswer, reportFailedRuns, writeStudyResults } from '../running/study-results.ts';
import { performStudyRuns, runStudy, studyOptions, studyPositionals } from '../running/study-run.ts';
import type { StudySession } from '../running/study-session.ts';
import { counted, listed, printData, printJson, say, styled } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';
import { sensitivityText } from '../text/sensitivity-text.ts';

const usage = {
  verb: 'sensitivity',
  summary: 'Say which factors of a study a measure depends on, and how much.',
  examples: [
    ['opset sensitivity study.yaml', 'by the design of the study: saltelli or morris'],
    ['opset sensitivity study.yaml --method morris --dry-run', 'how many runs a screening needs'],
    ['opset sensitivity study.yaml --method morris', 'screen many factors with few runs'],
    ['opset sensitivity study.yaml --method sobol --base 256', 'shares of variance of the few that matter'],
    ['opset sensitivity study.yaml --replicates 10', 'less noise between runs'],
  ],
  synopsis: '<study>',
  positionals: studyPositionals,
  options: {
    method: {
      choices: ['morris', 'sobol'] as const,
      describe: "A design of this kind in place of the study's",
    },
    base: text('With sobol: base sample, best a power of two; default 64'),
    'second-order': flag('With sobol: interactions of pairs too'),
    trajectories: text('With morris: trajectories; default 20'),
    ...studyOptions,
  },
} as const;

/**
 * `opset sensitivity`: does the runs of a study by a design for sensitivity (Morris or Saltelli), and writes on which
 * factors each measure depends. Prints the results directory's path on stdout, or one JSON document with `--json`.
 *
 * @returns exit code 0; 2 for an invalid study; 3 when some runs failed; 130 when it was interrupted
 * @throws UsageError when the study has another design and no option asks for one
 */
export async function sensitivity(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const reading = readStudy(studyFile(args.study), scenarioOverrides(args), designOf(args));
  if (!reading.ok) return reportProblems(reading.problems);
  const study = withReplicates(reading.value, args.replicates);
  const { kind } = study.design;
  if (kind !== 'saltelli' && kind !== 'morris') {
    throw new UsageError(
      `invalid design: ${kind} says nothing of sensitivity`,
      'give --method morris or --method sobol, or write design: { kind: morris } in the study',
    );
  }
  return runStudy({ verb: 'sensitivity', argv, args, study, shard: null }, async session => {
    await performStudyRuns(session);
    return finishSensitivity(session, args.study);
  });
}

/** The design that the options ask for; undefined for the study's own. Throws UsageError when they do not fit together. */
function designOf(args: {
  readonly method?: 'morris' | 'sobol' | undefined;
  readonly base?: string | undefined;
  readonly secondOrder?: boolean | undefined;
  readonly trajectories?: string | undefined;
}): Readonly<Record<string, unknown>> | undefined {
  const { method, base, secondOrder, trajectories } = args;
  const needs = (option: string, wanted: string) => {
    throw new UsageError(`invalid option: --${option}`, `it needs --method ${wanted}`);
  };
  if (base !== undefined && method !== 'sobol') needs('base', 'sobol');
  if (secondOrder && method !== 'sobol') needs('second-order', 'sobol');
  if (trajectories !== undefined && method !== 'morris') needs('trajectories', 'morris');
  if (method === undefined) return undefined;
  if (method === 'morris') {
    return { kind: 'morris', trajectories: wholeNumber('trajectories', trajectories ?? '20', 2, 10_000) };
  }
  return {
    kind: 'saltelli',
    base: wholeNumber('base', base ?? '64', 2, 100_000),
    secondOrder: secondOrder === true,
  };
}

/**
 * Writes the results of a study whose runs have all ended, with the analysis of each measure, and prints what was found.
 *
 * @param file the study as the user named it, for the next command
 * @returns the exit code
 */
async function finishSensitivity(session: StudySession, file: string): Promise<number> {
  const { directory, plan, runner } = session;
  const outputs = outputsOf(plan, runner);
  const analyses = outputs.flatMap(output => analyseSensitivity(plan.study, output) ?? []);
  const own = { table, rows: () => analyses.flatMap(sensitivityRows) };
  const { facts, hasPage } = await writeStudyResults(session, () => {}, own);
  const shown = displayPath(directory);
  if (session.json) printJson({ directory: shown, ...facts, analyses });
  else printData(shown);
  reportFailedRuns(shown, facts.runs);
  if (analyses.length === 0) say('no finding: no measure has a value at every point; narrow the ranges');
  if (!session.quiet) {
    await printStudyAnswer(session, analyses);
    printLeftOut(outputs, analyses);
    if (analyses.length > 0) printFindings(shown, plan, analyses, { hasPage, file });
  }
  return facts.runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** Prints which measures have no value at some point, if any. */
function printLeftOut(outputs: readonly MeasureOutputs[], analyses: readonly SensitivityAnalysis[]): void {
  const unknown = outputs.filter(({ measure }) => !analyses.some(analysis => analysis.measure === measure));
  if (unknown.length === 0) return;
  const names = unknown.map(({ measure }) => measure);
  say(`left out, because some points have no value of them: ${listed(names, mostNamed)}`);
}

/** Prints what drives the measures that matter most, where the rest is, and what to do next. */
function printFindings(
  shown: string,
  { study }: Plan,
  analyses: readonly SensitivityAnalysis[],
  { hasPage, file }: { readonly hasPage: boolean; readonly file: string },
): void {
  const avss = descend(study.base, ['avss']);
  const headlines = headlineMeasures(analyses, avss?.kind === 'map' ? [...avss.entries.keys()] : []);
  const what = study.design.kind === 'morris' ? 'Morris effects' : 'shares of the variance (Sobol indices)';
  say(`\n${styled('bold', `What drives each measure: ${what}, 95% intervals`)}`);
  say(sensitivityText(headlines));
  const hidden = analyses.length - headlines.length;
  if (hidden > 0) say(`  and ${counted(hidden, 'more measure')} in sensitivity.csv`);
  say(`\ntables: ${join(shown, 'sensitivity.csv')}, summary.csv; units in columns.json`);
  if (hasPage) say(`page: ${join(shown, 'index.html')}`);
  say(`next: ${nextCommand(study.design.kind, headlines, file)}`);
}

/** Most measures that are left out and named. */
const mostNamed = 6;

/** What to do next: a screening is followed by shares of the variance, and those by a sweep or a larger sample. */
function nextCommand(kind: string, analyses: readonly SensitivityAnalysis[], file: string): string {
  const study = shellQuoted(file);
  if (kind === 'morris') {
    return `npx opset sensitivity ${study} --method sobol, on the factors that matter, for their shares of the variance`;
  }
  const isRough = analyses.some(({ warnings }) => warnings.length > 0);
  return isRough
    ? 'the larger sample that the warnings name'
    : `npx opset sweep ${study}, over the factors that matter`;
}
