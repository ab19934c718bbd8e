import { type ReadScenario, readScenario } from '../../input/scenario-file.ts';
import { didYouMean } from '../../input/suggest.ts';
import type { Failed } from '../../runs/job.ts';
import { compare as comparePairs } from '../../study/comparison.ts';
import { judge, parseCondition, type Verdict } from '../../study/condition.ts';
import type { Expression } from '../../study/expression.ts';
import { recordedRuns } from '../../study/recorded.ts';
import { replicateSeed } from '../../study/seeds.ts';
import { parseArguments } from '../arguments.ts';
import { command } from '../command.ts';
import { asUsage, exit, UsageError } from '../exit.ts';
import { changes, flag, needed, seedOption, tellingOptions, text, texts, wholeNumber } from '../options.ts';
import { performPairs, type Side } from '../running/pairs.ts';
import { jobsOption } from '../running/with-runner.ts';
import { put, putJson, say, styled } from '../terminal.ts';
import { comparisonCsv, comparisonText } from '../text/comparison.ts';
import { complain } from '../text/report-problems.ts';

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
    a: needed('Scenario file or results directory'),
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
    ...tellingOptions,
  },
} as const;

/** `opset compare`: a table on stdout, or CSV, or one JSON document. */
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
  const conditions = args.failIf.map(conditionOf);
  const pathB = args.b ?? args.a;
  const common = changes(args);
  const of = (option: string, texts: readonly string[]) => texts.map(text => ({ option, text }));
  const readings = [
    readScenario(args.a, [...common, ...of('--set-a', args.setA)]),
    readScenario(pathB, [...common, ...of('--set-b', args.setB)]),
  ];
  const problems = readings.flatMap(reading => (reading.ok ? [] : reading.problems));
  if (problems.length > 0) return complain(problems);
  const [readA, readB] = readings.flatMap(reading => (reading.ok ? [reading.value] : [])) as [
    ReadScenario,
    ReadScenario,
  ];
  const side = (name: string, path: string, read: ReadScenario, changes: readonly string[]): Side => ({
    ...{ name, path, read },
    recorded: changes.length > 0 ? new Map() : recordedRuns(path, measures),
  });
  const [nameA, nameB] = namesOf(readA, readB, args.a, pathB);
  const a = side(nameA, args.a, readA, [...common, ...args.setA]);
  const b = side(nameB, pathB, readB, [...common, ...args.setB]);
  // The same seeds for both, whatever seed B has: that is what makes pairs of them.
  const seeds = Array.from({ length: replicates }, (_, index) => replicateSeed(readA.scenario.seed, index));
  const options = { measures, jobs: args.jobs, quiet };
  const { runsA, runsB, failures, found } = await performPairs(a, b, seeds, options, (one, other) => {
    const known = [...new Set([...one.legend, ...other.legend].map(([name]) => name))];
    if (known.length === 0) {
      throw new UsageError(
        `unknown measures: ${measures.join(', ')}`,
        'names are in the summary.csv of opset run',
      );
    }
    checkNames(conditions, known);
  });
  const compared = comparePairs(runsA, runsB);
  const hasPairs = runsA.length > 0;
  const verdicts = conditions.map(condition => judge(condition, compared.comparisons));
  const crossed = verdicts.filter(({ holds }) => holds !== false);
  if (json) {
    const sides = { a: { name: a.name, path: a.path }, b: { name: b.name, path: b.path } };
    putJson({ ...sides, seeds, failures, ...compared, conditions: verdicts });
  } else if (csv) put(comparisonCsv(compared));
  else if (hasPairs) {
    const pairs = `${runsA.length} pairs of runs${found > 0 ? `, ${found} runs recorded before` : ''}`;
    put(
      `${styled('bold', `${a.name} -> ${b.name}`)} (${pairs}, means)\n${comparisonText(compared, a.name, b.name)}`,
    );
  }
  return tell(argv, { ...args, quiet: quiet || !hasPairs }, failures, verdicts, crossed);
}

/** Says what failed and what to do next; the exit code. */
function tell(
  argv: readonly string[],
  { quiet, replicates }: { readonly quiet: boolean; readonly replicates: string },
  failures: readonly Failed[],
  verdicts: readonly Verdict[],
  crossed: readonly Verdict[],
): number {
  for (const { seed, error } of failures) say(`failed run: seed ${seed}: ${error}`);
  for (const { condition, holds, values } of crossed) {
    const known = values.map(({ name, value }) => `${name} is ${value ?? 'without a value'}`).join(', ');
    say(`${styled('red', holds === null ? 'undecided' : 'failed')}: ${condition} (${known})`);
  }
  if (!quiet) {
    const passed = verdicts.length - crossed.length;
    if (passed > 0) say(`${passed} of ${verdicts.length} conditions passed`);
    say(`next: ${command('compare', withMore(argv, replicates))}, for intervals half as wide`);
  }
  if (crossed.length > 0) return exit.conditionNotMet;
  return failures.length > 0 ? exit.someRunsFailed : exit.done;
}

/** Names that tell the two apart: those of the scenarios, else of the files, else A and B. */
function namesOf(a: ReadScenario, b: ReadScenario, pathA: string, pathB: string): [string, string] {
  if (a.scenario.name !== b.scenario.name) return [a.scenario.name, b.scenario.name];
  return pathA === pathB ? ['A', 'B'] : [pathA, pathB];
}

function conditionOf(text: string): Expression {
  if (text.trim() === '') {
    throw new UsageError("missing condition: --fail-if ''", "write one, such as 'a.members.mean < 10'");
  }
  return asUsage(() => parseCondition(text), 'see opset compare --help');
}

/** Throws UsageError when a condition speaks of a measure that neither scenario has. */
function checkNames(conditions: readonly Expression[], known: readonly string[]): void {
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

/** The same arguments with four times the replicates. */
function withMore(argv: readonly string[], replicates: string): string[] {
  const isNumber = (word: string) => word === '--replicates';
  const rest = argv.filter(
    (word, index) => !isNumber(word) && !isNumber(argv[index - 1] ?? '') && !word.startsWith('--replicates='),
  );
  return [...rest, '--replicates', String(Number(replicates) * 4)];
}
