import { join, resolve } from 'node:path';
import { modelVersion } from '../../../sim/version.ts';
import { displayPath } from '../../input/problem.ts';
import { type ReadScenario, readScenario } from '../../input/scenario-file.ts';
import { answerOf } from '../../report/answer/answer.ts';
import { summaryLine } from '../../report/results.ts';
import { settingOf } from '../../report/setting.ts';
import { EnvironmentError } from '../../results/environment-error.ts';
import { isDiskFull } from '../../results/folder.ts';
import type { RunFacts } from '../../results/manifest.ts';
import {
  contentHash,
  resultsName,
  type StagedResults,
  stageResults,
  targetObstacle,
} from '../../results/results-directory.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { interruptible } from '../interrupt.ts';
import {
  forceOption,
  outputOptions,
  required,
  scenarioOptions,
  scenarioOverrides,
  text,
  wholeNumber,
} from '../options.ts';
import { startProgress } from '../progress.ts';
import { writeRunResults } from '../running/run-results.ts';
import { printData, printJson } from '../terminal.ts';
import { reportProblems, reportWarnings } from '../text/report-problems.ts';
import { printRunSummary, type RunFindings } from '../text/run-text.ts';

const usage = {
  verb: 'run',
  summary: 'Simulate a scenario; write tables, charts and a page to a results directory.',
  examples: [
    ['opset run my-avs.yaml', 'one run'],
    ['opset run my-avs.yaml --replicates 20', 'twenty, for intervals'],
    ['opset run my-avs.yaml --set avss.my-avs.budget.usdPerWeek=2e4', 'with a value changed'],
    ['opset run my-avs.yaml --json | jq .summary', 'figures as data'],
  ],
  synopsis: '<scenario>',
  positionals: { scenario: required('Scenario file or results directory') },
  options: {
    replicates: { ...text('Number of runs, each with its own seed'), default: '1' },
    force: forceOption,
    ...scenarioOptions,
    out: { ...text('Folder that results directories go to'), default: 'reports' },
    ...outputOptions,
  },
} as const;

/**
 * `opset run`: runs the replicates of a scenario one after the other and writes one results directory of them. Its
 * name follows from the model, the scenario and the number of replicates, so that the same command writes the same
 * directory. Prints the directory's path on stdout, or one JSON document with `--json`. One process does them: their
 * rows go to the same tables, in the order of the replicates.
 *
 * @returns exit code 0; 2 for an invalid scenario
 * @throws UsageError when something else than results of this tool is in the way
 */
export async function run(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const replicates = wholeNumber('replicates', args.replicates, 1, 100_000);
  const reading = readScenario(args.scenario, scenarioOverrides(args));
  if (!reading.ok) return reportProblems(reading.problems);
  if (!args.quiet) await reportWarnings(reading.warnings);
  const { scenario } = reading.value;
  const hash = contentHash([modelVersion, scenario, replicates]);
  const target = join(resolve(args.out), resultsName(scenario.name, hash));
  const inTheWay = targetObstacle(target);
  if (inTheWay !== undefined && !args.force) {
    throw new UsageError(inTheWay.message, inTheWay.help);
  }

  const facts = { argv: ['run', ...argv], scenario: scenario.name, hash, replicates };
  const findings = await simulateInto(target, reading.value, facts, args.quiet);
  const directory = displayPath(target);
  const answer = answerOf(findings.summary.map(summaryLine), settingOf(reading.value.written), {
    runs: replicates,
    days: Math.round(scenario.horizon),
  });
  if (args.json) {
    const { question, sentence } = answer;
    printJson({
      directory,
      page: join(directory, 'index.html'),
      hash,
      question,
      answer: sentence,
      ...findings,
    });
  } else printData(directory);
  const avss = Object.keys(scenario.avss);
  if (!args.quiet) printRunSummary({ scenario: args.scenario, avss, directory, answer }, findings);
  return exit.done;
}

/**
 * Runs the replicates of a scenario into a results directory, which appears whole once all is written; an interrupt, a
 * full disk or another error leaves nothing of it.
 */
async function simulateInto(
  target: string,
  read: ReadScenario,
  facts: Omit<RunFacts, 'seed'>,
  quiet: boolean,
): Promise<RunFindings> {
  const [{ simulate }, { report }] = await Promise.all([
    import('../../../sim/simulate.ts'),
    import('../../report/index.ts'),
  ]);
  let staged: StagedResults | undefined;
  const progress = startProgress(read.scenario.horizon * facts.replicates, 'days', quiet);
  try {
    return await interruptible(
      async () => {
        staged = stageResults(target);
        const directory = staged.path;
        const findings = await writeRunResults({ read, facts, directory, simulate, report, progress });
        staged.commit();
        return findings;
      },
      () => {
        progress.clear();
        staged?.discard();
      },
      'interrupted: nothing was written; the same command starts again',
    );
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    throw new EnvironmentError(
      `no space left for ${displayPath(target)}; nothing was written`,
      'make room, or choose another --out',
    );
  } finally {
    progress.clear();
  }
}
