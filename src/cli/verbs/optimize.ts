import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { resultsName } from '../../results/results-directory.ts';
import { resultsRoot, studyFile } from '../../results/results-root.ts';
import type { Lab } from '../../runs/runner.ts';
import { settingOf } from '../../study/factor.ts';
import { leastBudget } from '../../study/objective.ts';
import { readStudy } from '../../study/read-study.ts';
import { searchHash, writeResolvedStudy } from '../../study/resolved.ts';
import { scenarioAt } from '../../study/scenario-at.ts';
import { readGoals, withBudget } from '../../study/search/goals.ts';
import { breaks } from '../../study/search/judge.ts';
import { type Optimisation, optimisationOf, optimise } from '../../study/search/optimise.ts';
import type { Found } from '../../study/search/problem.ts';
import { parseArguments } from '../arguments.ts';
import { command, quoted } from '../command.ts';
import { exit } from '../exit.ts';
import { changes, needed, resultsOptions, text, wholeNumber } from '../options.ts';
import { startProgress } from '../progress.ts';
import { writeFound } from '../running/optimize-record.ts';
import { inLab, labOptions } from '../running/with-runner.ts';
import { counted, put, putJson, say, styled } from '../terminal.ts';
import { foundText } from '../text/optimum.ts';
import { complain } from '../text/report-problems.ts';

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
  positionals: { study: needed('Study file with an objective, or its results') },
  options: { budget: text("Most runs, in place of the study's"), ...labOptions, ...resultsOptions },
} as const;

/** The search chooses its points itself: the design of the study is for other verbs. */
const design = { kind: 'sobol', points: 64 };

/** Settings of the start whose scenarios are checked before the first run. */
const checked = 50;

/** What each stage of a search is for, in the progress line. */
const stages = { start: 'first look', refine: 'nearer', confirm: 'confirming' } as const;

/** `opset optimize`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function optimize(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const reading = readStudy(studyFile(args.study), changes(args), design);
  if (!reading.ok) return complain(reading.problems);
  const study =
    args.budget === undefined
      ? reading.value
      : withBudget(reading.value, wholeNumber('budget', args.budget, leastBudget, 1_000_000));
  const goals = readGoals(study);
  if (!goals.ok) return complain(goals.problems);
  const optimisation = optimisationOf(study, goals.value);
  for (const point of optimisation.starts(checked)) {
    const scenario = scenarioAt(optimisation.study, point);
    if (!scenario.ok) return complain(scenario.problems);
  }
  const hash = searchHash(study);
  const directory = join(resultsRoot(args.study, args.out), resultsName(`${study.name}-optimize`, hash));
  return inLab({ ...args, directory, resume: command('optimize', argv) }, async lab => {
    rmSync(join(directory, 'manifest.json'), { force: true });
    writeResolvedStudy(directory, optimisation.study);
    const found = await searched(optimisation, lab, args.quiet);
    const units = unitsOf(optimisation, lab, found);
    await writeFound(directory, optimisation, found, units, { argv: ['optimize', ...argv], hash });
    return conclude(directory, optimisation, found, units, args);
  });
}

async function searched(optimisation: Optimisation, lab: Lab, quiet: boolean): Promise<Found> {
  const { budget } = optimisation.goals;
  const progress = startProgress(budget, 'runs', quiet);
  try {
    return await optimise(optimisation, lab, ({ stage, trials }, before, ended) =>
      progress.show(
        (before + ended) / budget,
        `${stages[stage]}: ${counted(new Set(trials.map(({ candidate }) => candidate)).size, 'setting')}`,
      ),
    );
  } finally {
    progress.clear();
  }
}

/** Unit of each objective: that of its measures where they have the same. */
function unitsOf({ goals, jobOf }: Optimisation, lab: Lab, { candidates }: Found): string[] {
  const [candidate] = candidates;
  const run = candidate && lab.find(jobOf({ candidate, replicate: 0 }).key);
  const known = new Map(run && 'legend' in run ? run.legend.map(([name, unit]) => [name, unit]) : []);
  return goals.goals.map(({ formula }) => {
    const units = new Set(formula.references.map(({ name }) => known.get(name) ?? ''));
    // A quotient or a product has no unit of its measures.
    return units.size === 1 && !/[*/]/.test(formula.text) ? [...units][0]! : '';
  });
}

/** Says where the results are, what was found, and what to do next; the exit code. */
function conclude(
  directory: string,
  optimisation: Optimisation,
  found: Found,
  units: readonly string[],
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
): number {
  const { recommended, isProven, runs, candidates } = found;
  const shown = displayPath(directory);
  const { study } = optimisation;
  // One that breaks a constraint is merely the nearest.
  const isKept = recommended !== null && !breaks(recommended, optimisation.goals.limits);
  const code = isKept ? exit.done : exit.conditionNotMet;
  const settings = recommended === null ? {} : optimisation.pointOf(recommended).settings;
  if (json) {
    const levels = recommended === null ? null : optimisation.pointOf(recommended).levels;
    putJson({ directory: shown, runs, candidates: candidates.length, isKept, isProven, levels, settings });
  } else put(shown);
  if (quiet) return code;
  say(
    `\n${foundText(
      optimisation,
      found,
      i => units[i] ?? '',
      text => styled('bold', text),
    )}`,
  );
  say(`\n${counted(candidates.length, 'setting')} in ${counted(runs, 'run')}`);
  say(`page: ${join(shown, 'index.html')}; tables: candidates.csv, front.csv; chart: charts/search.png`);
  if (recommended === null) return code;
  const sets = study.factors.flatMap(factor => {
    const level = optimisation.pointOf(recommended).levels[factor.name]!;
    const value = JSON.stringify(settingOf(factor, level)).replace(/^"(.*)"$/, '$1');
    return factor.paths.map(path => `--set ${quoted(`${path}=${value}`)}`);
  });
  const ease = isKept ? '' : 'ease a constraint or widen a factor; to look at the nearest: ';
  say(`next: ${ease}npx opset run ${quoted(join(shown, 'scenario.yaml'))} ${sets.join(' ')} --replicates 20`);
  return code;
}
