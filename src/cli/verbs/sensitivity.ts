import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { descend } from '../../input/tree.ts';
import { studyFile } from '../../results/results-root.ts';
import type { Lab } from '../../runs/runner.ts';
import { headlinesOf } from '../../study/headline.ts';
import type { Plan } from '../../study/plan.ts';
import { readStudy } from '../../study/read-study.ts';
import { type Analysis, analyse } from '../../study/sensitivity/analysis.ts';
import { type Outputs, outputsOf } from '../../study/sensitivity/outputs.ts';
import { sensitivityRows, sensitivity as table } from '../../study/sensitivity/table.ts';
import { parseArguments } from '../arguments.ts';
import { quoted } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { changes, flag, text, wholeNumber } from '../options.ts';
import { withReplicates } from '../running/perform-runs.ts';
import { recordStudy, type SweepTelling, sayFailed } from '../running/study-results.ts';
import { performStudy, studyOptions, studyPositionals, undertake } from '../running/study-run.ts';
import { counted, put, putJson, say, styled } from '../terminal.ts';
import { complain } from '../text/report-problems.ts';
import { sensitivityText } from '../text/sensitivity.ts';

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

/** `opset sensitivity`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function sensitivity(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const reading = readStudy(studyFile(args.study), changes(args), designOf(args));
  if (!reading.ok) return complain(reading.problems);
  const study = withReplicates(reading.value, args.replicates);
  const { kind } = study.design;
  if (kind !== 'saltelli' && kind !== 'morris') {
    throw new UsageError(
      `invalid design: ${kind} says nothing of sensitivity`,
      'give --method morris or --method sobol, or write design: { kind: morris } in the study',
    );
  }
  const undertaking = { verb: 'sensitivity', argv, args, study, shard: null };
  return undertake(undertaking, async (directory, plan, lab, telling) => {
    await performStudy(directory, plan, lab, telling);
    return conclude(directory, plan, lab, telling, args.study);
  });
}

/** The design that the options ask for; undefined for that of the study. */
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

/** Makes tables, chart and manifest once all runs have ended, and says what was found; the exit code. */
async function conclude(
  directory: string,
  plan: Plan,
  lab: Lab,
  telling: SweepTelling,
  file: string,
): Promise<number> {
  const { study } = plan;
  const outputs = outputsOf(plan, lab);
  const analyses = outputs.flatMap(output => analyse(study, output) ?? []);
  const own = { table, rows: () => analyses.flatMap(sensitivityRows) };
  const { facts, hasPage } = await recordStudy(directory, plan, lab, telling, () => {}, own);
  const shown = displayPath(directory);
  if (telling.json) putJson({ directory: shown, ...facts, analyses });
  else put(shown);
  sayFailed(shown, facts.runs);
  if (analyses.length === 0) say('nothing to tell: no measure has a value at every point; narrow the ranges');
  if (!telling.quiet) {
    sayLeftOut(outputs, analyses);
    if (analyses.length > 0) sayFound(shown, plan, analyses, { hasPage, file });
  }
  return facts.runs.failed > 0 ? exit.someRunsFailed : exit.done;
}

/** Says which measures have no value at some point, if any. */
function sayLeftOut(outputs: readonly Outputs[], analyses: readonly Analysis[]): void {
  const unknown = outputs.filter(({ measure }) => !analyses.some(analysis => analysis.measure === measure));
  if (unknown.length === 0) return;
  const names = unknown.slice(0, mostNamed).map(({ measure }) => measure);
  const others = unknown.length - names.length;
  const more = others > 0 ? ` and ${counted(others, 'other')}` : '';
  say(`left out, for some points have no value of them: ${names.join(', ')}${more}`);
}

/** Says what drives the measures that matter most, where the rest is, and what to do next. */
function sayFound(
  shown: string,
  { study }: Plan,
  analyses: readonly Analysis[],
  { hasPage, file }: { readonly hasPage: boolean; readonly file: string },
): void {
  const avss = descend(study.base, ['avss']);
  const headlines = headlinesOf(analyses, avss?.kind === 'map' ? [...avss.entries.keys()] : []);
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

function nextCommand(kind: string, analyses: readonly Analysis[], file: string): string {
  const study = quoted(file);
  if (kind === 'morris') {
    return `npx opset sensitivity ${study} --method sobol, on the factors that matter, for their shares of the variance`;
  }
  const isRough = analyses.some(({ warnings }) => warnings.length > 0);
  return isRough
    ? 'the larger sample that the warnings name'
    : `npx opset sweep ${study}, over the factors that matter`;
}
