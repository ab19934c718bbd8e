import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeLeftovers } from '../files/leftovers.ts';
import { type StudyFacts, writeManifest } from '../files/manifest.ts';
import { displayPath } from '../files/problem.ts';
import { resultsName } from '../files/results.ts';
import { formats, openTable } from '../files/table-file.ts';
import { descend } from '../files/tree.ts';
import { headlinesOf } from '../study/headline.ts';
import type { Lab } from '../study/lab/lab.ts';
import { peek } from '../study/lab/store.ts';
import { type Plan, planOf } from '../study/plan.ts';
import { pointsOf } from '../study/points.ts';
import { readStudy } from '../study/read-study.ts';
import { studyHash, writeResolvedStudy } from '../study/resolved.ts';
import { checkPoints } from '../study/scenario-at.ts';
import { type Analysis, analyse } from '../study/sensitivity/analysis.ts';
import { outputsOf } from '../study/sensitivity/outputs.ts';
import { sensitivityRows, sensitivity as table } from '../study/sensitivity/table.ts';
import { tabulate, writeDesign } from '../study/tabulate.ts';
import { parseArguments } from './arguments.ts';
import { complain } from './complain.ts';
import { exit, UsageError } from './exit.ts';
import { counted, type SweepTelling } from './finish.ts';
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
import { sensitivityText } from './sensitivity-text.ts';
import { put, putJson, say, styled } from './terminal.ts';

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
  positionals: {
    study: { type: 'string', demandOption: true, describe: 'Study file, or results directory of a study' },
  },
  options: {
    method: {
      choices: ['morris', 'sobol'] as const,
      describe: "A design of this kind in place of the study's",
    },
    base: {
      type: 'string',
      requiresArg: true,
      describe: 'With sobol: base sample, best a power of two; default 64',
    },
    'second-order': { type: 'boolean', default: false, describe: 'With sobol: interactions of pairs too' },
    trajectories: { type: 'string', requiresArg: true, describe: 'With morris: trajectories; default 20' },
    replicates: {
      type: 'string',
      requiresArg: true,
      describe: "Runs at each point, in place of the study's",
    },
    'dry-run': { type: 'boolean', default: false, describe: 'Say how much work it is; write nothing' },
    ...labOptions,
    parquet: parquetOption,
    page: pageOption,
    seed: seedOption,
    set: setOption,
    out: outBesideOption,
    json: jsonOption,
    quiet: quietOption,
  },
} as const;

/** `opset sensitivity`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function sensitivity(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const reading = readStudy(studyFile(args.study), [...args.set, ...seedOverride(args.seed)], designOf(args));
  if (!reading.ok) return complain(reading.problems);
  const study = withReplicates(reading.value, args.replicates);
  const { kind } = study.design;
  if (kind !== 'saltelli' && kind !== 'morris') {
    throw new UsageError(
      `invalid design: ${kind} says nothing of sensitivity`,
      'give --method morris or --method sobol, or write design: { kind: morris } in the study',
    );
  }
  const points = pointsOf(study);
  refuseEndless(study, points.kept);
  const hash = studyHash(study);
  const directory = join(resultsRoot(args.study, args.out), resultsName(study.name, hash));
  const problems = existsSync(directory) ? [] : checkPoints(study, points);
  if (problems.length > 0) return complain(problems);
  const command = `npx opset sensitivity ${argv.map(quoted).join(' ')}`;
  const { json, quiet, parquet, page, jobs, executor, redis } = args;
  if (args.dryRun) {
    const plan = planOf(study, points, null, () => undefined);
    const atOnce = jobs === undefined ? undefined : wholeNumber('jobs', jobs, 1, 1_024);
    return rehearse(plan, peek(directory), { jobs: atOnce, json });
  }
  const telling = { argv: ['sensitivity', ...argv], hash, json, quiet, parquet, page };
  return inLab({ directory, jobs, executor, redis, quiet, resume: command }, async lab => {
    const plan = planOf(study, points, null, lab.find);
    rmSync(join(directory, 'manifest.json'), { force: true });
    writeResolvedStudy(directory, study);
    const { planned, done } = countRuns(plan, lab);
    if (!quiet) say(`${counted(planned, 'run')} at ${counted(points.kept, 'point')}, ${done} done before`);
    await performAll(plan, lab, quiet);
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
  const { study, points } = plan;
  const all = await formats(telling.parquet);
  const design = writeDesign(directory, plan, all);
  const { done, failed, rows } = await tabulate(directory, plan, lab, all, () => {}, [table]);
  const outputs = outputsOf(plan, lab);
  const analyses = outputs.flatMap(output => analyse(study, output) ?? []);
  const files = openTable(directory, table, all);
  for (const analysis of analyses) for (const cells of sensitivityRows(analysis)) files.write(cells);
  const own = files.close();
  const avss = descend(study.base, ['avss']);
  const headlines = headlinesOf(analyses, avss?.kind === 'map' ? [...avss.entries.keys()] : []);
  const hasPage = telling.page && done > 0;
  removeLeftovers(directory, [...design.keys(), ...rows.keys(), ...own.keys()]);
  if (hasPage) await (await import('../report/study/index.ts')).studyReport(directory);
  const facts: StudyFacts = {
    ...{ argv: telling.argv, hash: telling.hash, seed: study.seed, study: study.name },
    ...{ points: points.kept, shard: null, runs: { planned: done + failed, done, failed } },
  };
  writeManifest(directory, facts, new Map([...design, ...rows, ...own]));
  const shown = displayPath(directory);
  if (telling.json) putJson({ directory: shown, ...facts, analyses });
  else put(shown);
  const unknown = outputs.filter(({ measure }) => !analyses.some(analysis => analysis.measure === measure));
  if (failed > 0) say(`${failed} of ${done + failed} runs failed: see ${join(shown, 'failures.csv')}`);
  if (unknown.length > 0 && !telling.quiet) {
    const names = unknown.slice(0, mostNamed).map(({ measure }) => measure);
    const others = unknown.length - names.length;
    const more = others > 0 ? ` and ${counted(others, 'other')}` : '';
    say(`left out, for some points have no value of them: ${names.join(', ')}${more}`);
  }
  if (analyses.length === 0) say('nothing to tell: no measure has a value at every point; narrow the ranges');
  else if (!telling.quiet) {
    const what = study.design.kind === 'morris' ? 'Morris effects' : 'shares of the variance (Sobol indices)';
    say(`\n${styled('bold', `What drives each measure: ${what}, 95% intervals`)}`);
    say(sensitivityText(headlines));
    const hidden = analyses.length - headlines.length;
    if (hidden > 0) say(`  and ${counted(hidden, 'more measure')} in sensitivity.csv`);
    say(`\ntables: ${join(shown, 'sensitivity.csv')}, summary.csv; units in columns.json`);
    if (hasPage) say(`page: ${join(shown, 'index.html')}`);
    say(`next: ${nextCommand(study.design.kind, headlines, file)}`);
  }
  return failed > 0 ? exit.someRunsFailed : exit.done;
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
