import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { commandLine, shellQuoted } from '../../report/command.ts';
import { resultsName } from '../../results/results-directory.ts';
import { resultsRoot, studyFile } from '../../results/results-root.ts';
import type { Runner } from '../../runs/runner.ts';
import { settingOf } from '../../study/factors/factor.ts';
import { scenarioAtPoint } from '../../study/scenario-at-point.ts';
import { readGoals, withBudget } from '../../study/search/goals.ts';
import type { CandidateSetting, SearchResult } from '../../study/search/optimisation-problem.ts';
import { optimisationOf, optimiseStudy, type StudyOptimisation } from '../../study/search/optimise-study.ts';
import { breaksRequirement } from '../../study/search/verdict.ts';
import { unknownMeasures } from '../../study/study-file/check-measures.ts';
import { leastBudget } from '../../study/study-file/objective-schema.ts';
import { readStudy } from '../../study/study-file/read-study.ts';
import { searchHash, writeResolvedStudy } from '../../study/study-file/resolved-study.ts';
import { parseArguments } from '../arguments.ts';
import { exit } from '../exit.ts';
import { required, resultsOptions, scenarioOverrides, text, wholeNumber } from '../options.ts';
import { startProgress } from '../progress.ts';
import { writeSearchResults } from '../running/search-results.ts';
import { runnerOptions, withRunner } from '../running/with-runner.ts';
import { counted, printData, printJson, say, styled } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';
import { type EndedSearch, searchText } from '../text/search-text.ts';

const usage = {
  verb: 'optimize',
  summary:
    'Find the setting of a study that is best and keeps its constraints, under noise; say how sure that is. Exit code 4 when no setting keeps them.',
  examples: [
    ['opset optimize cheapest.yaml', 'search within the budget of runs that the study states'],
    ['opset optimize cheapest.yaml --budget 800', 'with more runs'],
    ['opset optimize cheapest.yaml --json', 'the recommended setting as one JSON document'],
  ],
  synopsis: '<study>',
  positionals: { study: required('Study file with an objective, or its results') },
  options: { budget: text("Most runs, in place of the study's"), ...runnerOptions, ...resultsOptions },
} as const;

/** The design that stands in for the study's own, which is for other verbs: the search chooses its points itself. */
const design = { kind: 'sobol', points: 64 };

/** Points at the start of the search whose scenarios are checked before the first run. */
const mostChecked = 50;

/** Names of the stages of a search in the progress line. */
const stages = { start: 'first look', refine: 'nearer', confirm: 'confirming' } as const;

/**
 * `opset optimize`: searches the setting of a study's factors that is best by its objective and keeps its
 * constraints. Prints the results directory's path on stdout, or one JSON document with `--json`. The directory is
 * named by the study with its objective: more budget goes on in the same one, with the runs that are there.
 *
 * @returns exit code 0; 2 for an invalid study or objective; 4 when no setting keeps the constraints; 130 when it
 *   was interrupted
 */
export async function optimize(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const reading = readStudy(studyFile(args.study), scenarioOverrides(args), design);
  if (!reading.ok) return reportProblems(reading.problems);
  const study =
    args.budget === undefined
      ? reading.value
      : withBudget(reading.value, wholeNumber('budget', args.budget, leastBudget, 1_000_000));
  const goals = readGoals(study);
  if (!goals.ok) return reportProblems(goals.problems);
  const optimisation = optimisationOf(study, goals.value);
  const starts = [...optimisation.starts(mostChecked)];
  for (const point of starts) {
    const scenario = scenarioAtPoint(optimisation.study, point);
    if (!scenario.ok) return reportProblems(scenario.problems);
  }
  const unknown = unknownMeasures(optimisation.study, starts);
  if (unknown.length > 0) return reportProblems(unknown);
  const hash = searchHash(study);
  const directory = join(resultsRoot(args.study, args.out), resultsName(`${study.name}-optimize`, hash));
  return withRunner({ ...args, directory, resume: commandLine('optimize', argv) }, async runner => {
    // What is there no longer holds, and is unfinished from here on.
    rmSync(join(directory, 'manifest.json'), { force: true });
    writeResolvedStudy(directory, optimisation.study);
    const found = await search(optimisation, runner, args.quiet);
    const ended = { optimisation, found, units: unitsOf(optimisation, runner, found) };
    await writeSearchResults(directory, ended, { argv: ['optimize', ...argv], hash });
    return printOptimum(directory, ended, args);
  });
}

/**
 * Does the runs that the search asks for, with a progress line. Its end is the budget, which a search may leave in
 * part.
 */
async function search(
  optimisation: StudyOptimisation,
  runner: Runner,
  quiet: boolean,
): Promise<SearchResult> {
  const { budget } = optimisation.goals;
  const progress = startProgress(budget, 'runs', quiet);
  try {
    return await optimiseStudy(optimisation, runner, ({ stage, trials }, before, ended) =>
      progress.show(
        (before + ended) / budget,
        `${stages[stage]}: ${counted(new Set(trials.map(({ candidate }) => candidate)).size, 'setting')}`,
      ),
    );
  } finally {
    progress.clear();
  }
}

/** Unit of each objective: that of its measures when they all have the same, else empty. */
function unitsOf(
  { goals, jobOf }: StudyOptimisation,
  runner: Runner,
  { candidates }: SearchResult,
): string[] {
  const [candidate] = candidates;
  const run = candidate && runner.find(jobOf({ candidate, replicate: 0 }).key);
  const known = new Map(run && 'measures' in run ? run.measures.map(({ name, unit }) => [name, unit]) : []);
  return goals.goals.map(({ formula }) => {
    const units = new Set(formula.references.map(({ name }) => known.get(name) ?? ''));
    // A quotient or a product has no unit of its measures.
    return units.size === 1 && !/[*/]/.test(formula.text) ? [...units][0]! : '';
  });
}

/** Prints where the results are, what was found, and what to do next; the exit code. */
function printOptimum(
  directory: string,
  search: EndedSearch,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): number {
  const { optimisation, found } = search;
  const { recommended, isProven, runs, candidates } = found;
  const shown = displayPath(directory);
  // One that breaks a constraint is merely the nearest.
  const isKept = recommended !== null && !breaksRequirement(recommended, optimisation.goals.limits);
  const code = isKept ? exit.done : exit.conditionNotMet;
  if (json) {
    const { levels, settings } =
      recommended === null ? { levels: null, settings: {} } : optimisation.pointOf(recommended);
    printJson({ directory: shown, runs, candidates: candidates.length, isKept, isProven, levels, settings });
  } else printData(shown);
  if (quiet) return code;
  say(`\n${searchText(search, text => styled('bold', text))}`);
  say(`\n${counted(candidates.length, 'setting')} in ${counted(runs, 'run')}`);
  say(`page: ${join(shown, 'index.html')}; tables: candidates.csv, front.csv; chart: charts/search.png`);
  if (recommended === null) return code;
  const advice = isKept ? '' : 'relax a constraint or widen a factor; to look at the nearest: ';
  const scenario = shellQuoted(join(shown, 'scenario.yaml'));
  const sets = setOptions(optimisation, recommended).join(' ');
  say(`next: ${advice}npx opset run ${scenario} ${sets} --replicates 20`);
  return code;
}

/** The options `--set` that give a scenario the levels of a candidate. */
function setOptions({ study, pointOf }: StudyOptimisation, candidate: CandidateSetting): string[] {
  const { levels } = pointOf(candidate);
  return study.factors.flatMap(factor => {
    const value = JSON.stringify(settingOf(factor, levels[factor.name]!)).replace(/^"(.*)"$/, '$1');
    return factor.paths.map(path => `--set ${shellQuoted(`${path}=${value}`)}`);
  });
}
