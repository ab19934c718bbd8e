import type { Reading } from '../../input/problem.ts';
import { type ReadScenario, readScenario } from '../../input/scenario-file.ts';
import { didYouMean } from '../../input/suggest.ts';
import { commandLine } from '../../report/command.ts';
import type { FailedRun } from '../../runs/job.ts';
import { replicateSeed } from '../../runs/replicate-seed.ts';
import { comparisonCsv } from '../../study/comparison/comparison-csv.ts';
import { type ConditionResult, evaluateCondition, parseCondition } from '../../study/comparison/condition.ts';
import {
  compareRuns as comparePairs,
  type ScenarioComparison,
} from '../../study/comparison/paired-comparison.ts';
import { recordedRuns } from '../../study/comparison/recorded-runs.ts';
import type { Expression } from '../../study/factors/expression.ts';
import { parseArguments } from '../arguments.ts';
import { asUsageError, exit, UsageError } from '../exit.ts';
import {
  flag,
  outputOptions,
  required,
  scenarioOverrides,
  seedOption,
  text,
  texts,
  wholeNumber,
} from '../options.ts';
import { type ComparedScenario, type DonePairs, performPairs } from '../running/perform-pairs.ts';
import { jobsOption } from '../running/with-runner.ts';
import { printData, printJson, say, styled } from '../terminal.ts';
import { comparisonText } from '../text/comparison-table.ts';
import { reportProblems } from '../text/report-problems.ts';

const usage = {
  verb: 'compare',
  summary: 'Run two scenarios with the same seeds and say what differs, with intervals.',
  examples: [
    ['opset compare equal-pay.yaml my-avs.yaml', 'the second less the first'],
    [
      'opset compare my-avs.yaml --set-b avss.my-avs.budget.usdPerWeek=2e4',
      'a scenario against a change of it',
    ],
    ['opset compare reports/equal-pay-* my-avs.yaml', 'runs of a results directory are not done again'],
    ["opset compare a.yaml b.yaml --measures 'inference.*' --csv", 'some measures, as CSV on stdout'],
    ["opset compare a.yaml b.yaml --fail-if 'inference.heavy.coverage.p05 < 0.95'", 'for CI: exit code 4'],
  ],
  synopsis: '<a> [b]',
  positionals: {
    a: required('Scenario file or results directory'),
    b: { type: 'string', describe: 'The other one; A with the changes of --set-b when it is left out' },
  },
  options: {
    replicates: { ...text('Pairs of runs, each with its own seed'), default: '20' },
    measures: texts('Measures to compare; * stands for any text'),
    'fail-if': texts(
      'End with exit code 4 when this holds: on means of B, or a(x), difference(x), and low(x), high(x) of its interval',
    ),
    set: texts('Change a value of both: path.to.key=value'),
    'set-a': texts('Change a value of A'),
    'set-b': texts('Change a value of B'),
    seed: seedOption,
    jobs: jobsOption,
    csv: flag('Print all measures as CSV on stdout'),
    ...outputOptions,
  },
} as const;

/**
 * `opset compare`: runs two scenarios with the same seeds and prints what differs on stdout: a table, or a CSV with
 * `--csv`, or one JSON document with `--json`. Writes nothing.
 *
 * @returns exit code 0; 2 for an invalid scenario; 3 when some runs failed; 4 when a `--fail-if` holds or is undecided
 * @throws UsageError when a condition is none, or names a measure that does not exist
 */
export async function compare(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const replicates = wholeNumber('replicates', args.replicates, 2, 100_000);
  const { csv, json, quiet, measures } = args;
  if (csv && json) throw new UsageError('invalid options: --csv and --json', 'ask for one of them');
  if (args.b === undefined && args.setB.length === 0) {
    throw new UsageError(
      'missing argument: <b>',
      'name another scenario, or a change of this one with --set-b',
    );
  }
  const conditions = args.failIf.map(parseFailCondition);
  const reading = readBoth(args);
  if (!reading.ok) return reportProblems(reading.problems);
  const [a, b] = reading.value;
  // The same seeds for both, whatever seed B has: that is what makes pairs of them.
  const seeds = Array.from({ length: replicates }, (_, index) => replicateSeed(a.read.scenario.seed, index));
  const pairs = await performPairs({ a, b, seeds, measures, jobs: args.jobs, quiet }, (one, other) => {
    const known = [...new Set([...one.measures, ...other.measures].map(({ name }) => name))];
    if (known.length === 0) {
      throw new UsageError(
        `unknown measures: ${measures.join(', ')}`,
        'names are in the summary.csv of opset run',
      );
    }
    refuseUnknownMeasures(conditions, known);
  });
  const compared = comparePairs(pairs.runsA, pairs.runsB);
  const verdicts = conditions.map(condition => evaluateCondition(condition, compared.comparisons));
  if (json) {
    const sides = { a: { name: a.name, path: a.path }, b: { name: b.name, path: b.path } };
    printJson({ ...sides, seeds, failures: pairs.failures, ...compared, conditions: verdicts });
  } else if (csv) printData(comparisonCsv(compared));
  else if (pairs.runsA.length > 0) printComparison(a.name, b.name, pairs, compared);
  const isQuiet = quiet || pairs.runsA.length === 0;
  return reportVerdicts(argv, { ...args, quiet: isQuiet }, pairs.failures, verdicts);
}

/** Values of the arguments that say what is compared. */
interface ComparedArguments {
  readonly a: string;
  readonly b: string | undefined;
  readonly seed: string | undefined;
  readonly set: readonly string[];
  readonly setA: readonly string[];
  readonly setB: readonly string[];
  readonly measures: readonly string[];
}

/** Reads the two scenarios that the arguments mean, with the runs of them that are recorded. */
function readBoth(args: ComparedArguments): Reading<readonly [ComparedScenario, ComparedScenario]> {
  const pathB = args.b ?? args.a;
  const common = scenarioOverrides(args);
  const of = (option: string, texts: readonly string[]) => texts.map(text => ({ option, text }));
  const [readA, readB] = [
    readScenario(args.a, [...common, ...of('--set-a', args.setA)]),
    readScenario(pathB, [...common, ...of('--set-b', args.setB)]),
  ];
  if (!readA.ok || !readB.ok) {
    return { ok: false, problems: [readA, readB].flatMap(read => (read.ok ? [] : read.problems)) };
  }
  const [nameA, nameB] = distinctNames(readA.value, readB.value, args.a, pathB);
  const recorded = (path: string, own: readonly string[]) =>
    common.length + own.length > 0 ? new Map() : recordedRuns(path, args.measures);
  return {
    ok: true,
    value: [
      { name: nameA, path: args.a, read: readA.value, recorded: recorded(args.a, args.setA) },
      { name: nameB, path: pathB, read: readB.value, recorded: recorded(pathB, args.setB) },
    ],
  };
}

/** Prints the measures that changed most, under the names of the two scenarios. */
function printComparison(
  nameA: string,
  nameB: string,
  { runsA, found }: DonePairs,
  compared: ScenarioComparison,
): void {
  const pairs = `${runsA.length} pairs of runs${found > 0 ? `, ${found} runs recorded before` : ''}`;
  const heading = `${styled('bold', `${nameA} -> ${nameB}`)} (${pairs}, means)`;
  printData(`${heading}\n${comparisonText(compared, nameA, nameB)}`);
}

/** Prints what failed, which conditions hold and what to do next; the exit code. */
function reportVerdicts(
  argv: readonly string[],
  { quiet, replicates }: { readonly quiet: boolean; readonly replicates: string },
  failures: readonly FailedRun[],
  verdicts: readonly ConditionResult[],
): number {
  // One that cannot be decided does not pass.
  const crossed = verdicts.filter(({ holds }) => holds !== false);
  for (const { seed, error } of failures) say(`failed run: seed ${seed}: ${error}`);
  for (const { condition, holds, values } of crossed) {
    const known = values.map(({ name, value }) => `${name} is ${value ?? 'without a value'}`).join(', ');
    say(`${styled('red', holds === null ? 'undecided' : 'failed')}: ${condition} (${known})`);
  }
  if (!quiet) {
    const passed = verdicts.length - crossed.length;
    if (passed > 0) say(`${passed} of ${verdicts.length} conditions passed`);
    const more = commandLine('compare', withFourTimesReplicates(argv, replicates));
    say(`next: ${more}, for intervals half as wide`);
  }
  if (crossed.length > 0) return exit.conditionNotMet;
  return failures.length > 0 ? exit.someRunsFailed : exit.done;
}

/** Names that tell the two apart: those of the scenarios, else of the files, else A and B. */
function distinctNames(a: ReadScenario, b: ReadScenario, pathA: string, pathB: string): [string, string] {
  if (a.scenario.name !== b.scenario.name) return [a.scenario.name, b.scenario.name];
  return pathA === pathB ? ['A', 'B'] : [pathA, pathB];
}

/** The condition of a `--fail-if`; throws UsageError when it is none. */
function parseFailCondition(text: string): Expression {
  if (text.trim() === '') {
    throw new UsageError("missing condition: --fail-if ''", "write one, such as 'a.members.mean < 10'");
  }
  return asUsageError(() => parseCondition(text), 'see opset compare --help');
}

/** Throws UsageError when a condition names a measure that neither scenario has. */
function refuseUnknownMeasures(conditions: readonly Expression[], known: readonly string[]): void {
  for (const { references } of conditions) {
    for (const { name } of references) {
      if (known.includes(name)) continue;
      throw new UsageError(
        `unknown measure: ${name}`,
        didYouMean(name, known) ?? 'names are in summary.csv; put those that have dashes or spaces in quotes',
      );
    }
  }
}

/** The same arguments with four times the replicates, which halves the intervals. */
function withFourTimesReplicates(argv: readonly string[], replicates: string): string[] {
  const isNumber = (word: string) => word === '--replicates';
  const rest = argv.filter(
    (word, index) => !isNumber(word) && !isNumber(argv[index - 1] ?? '') && !word.startsWith('--replicates='),
  );
  return [...rest, '--replicates', String(Number(replicates) * 4)];
}
