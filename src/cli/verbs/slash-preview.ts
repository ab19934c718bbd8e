import type { SetId } from '../../../sim/ids.ts';
import { lossesByClass } from '../../../sim/measures/slash-losses.ts';
import { isOperatorSlashable, magnitudeToWad, previewSlash } from '../../../sim/protocol/index.ts';
import { setByPath } from '../../../sim/scenario/index.ts';
import { fraction } from '../../../sim/scenario/values/units.ts';
import type { State } from '../../../sim/state/state.ts';
import { readScenario } from '../../input/scenario-file.ts';
import { didYouMean } from '../../input/suggest.ts';
import { commandLine } from '../../report/command.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { jsonOption, required, scenarioOptions, scenarioOverrides, text } from '../options.ts';
import { atOption, parseDay, stateAt } from '../running/state-at.ts';
import { listed, printData, printJson, say } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';
import { slashDocument } from '../text/slash-document.ts';
import { slashText } from '../text/slash-text.ts';

const usage = {
  verb: 'slash-preview',
  summary: 'Show what a slash would take: from the operator, each cohort, queued withdrawals and other sets.',
  examples: [
    [
      'opset slash-preview my-avs.yaml --operator-set my-avs.gpu --operator gpu-1 --fraction 10%',
      'at the start',
    ],
    ['... --at 90d', 'after 90 simulated days'],
    ['... --json | jq .losses', 'figures as data'],
  ],
  synopsis: '<scenario>',
  positionals: { scenario: required('Scenario file or results directory') },
  options: {
    'operator-set': { ...text('Set that slashes: avs.set'), demandOption: true },
    operator: { ...text('Operator that is slashed'), demandOption: true },
    fraction: {
      ...text("Part of the operator's allocation to the set that is taken, in each strategy"),
      demandOption: true,
    },
    at: atOption,
    ...scenarioOptions,
    json: jsonOption,
  },
} as const;

/**
 * `opset slash-preview`: simulates a scenario up to a day and prints what a slash would then take, and from whom, on
 * stdout: tables, or one JSON document with `--json`. Writes nothing.
 *
 * @returns exit code 0; 2 for an invalid scenario
 * @throws UsageError when the set, the operator, the fraction or the day is none
 */
export async function slashPreview(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const part = parseFraction(args.fraction);
  const reading = readScenario(args.scenario, scenarioOverrides(args));
  if (!reading.ok) return reportProblems(reading.problems);
  const { scenario } = reading.value;
  const day = parseDay(args.at, scenario);
  const state = stateAt(scenario, day);
  const set = findSet(state, args.operatorSet);
  const operator = findOperator(state, args.operator, set, day);

  const { strategies } = state.world.sets[set]!;
  const wads = strategies.map(() => magnitudeToWad(part));
  const preview = previewSlash(state.ledger, { set, operator, strategies, wads });
  const losses = lossesByClass(state, preview);
  const document = slashDocument(state, { day, set, operator, fraction: part }, preview, losses);
  if (args.json) {
    printJson(document);
    return exit.done;
  }
  printData(slashText(document));
  const later = Math.ceil(Math.ceil(scenario.horizon) / 2);
  say(
    day === 0
      ? `\nnext: ${commandLine('slash-preview', argv)} --at ${later}d, when people have moved`
      : `\nnext: npx opset run ${args.scenario}, to see how they answer the slashes that happen`,
  );
  return exit.done;
}

/** The value of `--fraction`, above 0 and at most 1; throws UsageError. */
function parseFraction(text: string): number {
  const { data } = fraction.safeParse(text.endsWith('%') ? text : Number(text || Number.NaN));
  if (data !== undefined && magnitudeToWad(data) > 0n) return data;
  throw new UsageError(`invalid fraction: ${text}`, 'write 0.02 or 2%, above 0 and at most 100%');
}

/** The id of the set at a path; throws UsageError, with the set that may be meant. */
function findSet({ world }: State, path: string): number {
  const set = setByPath(world, path);
  if (set >= 0) return set;
  const known = world.sets.map(({ avsName, name }) => `${avsName}.${name}`);
  throw new UsageError(`unknown operator set: ${path}`, didYouMean(path, known) ?? 'write avs.set');
}

/** The id of an operator that a set can slash; throws UsageError when there is none of the name, or the set cannot. */
function findOperator({ world, operators, ledger }: State, name: string, set: SetId, day: number): number {
  const slashable = operators.filter(({ id }) => isOperatorSlashable(ledger, id, set));
  const path = `${world.sets[set]!.avsName}.${world.sets[set]!.name}`;
  const names = slashable.map(operator => operator.name);
  const some = `${path} can slash ${names.length === 0 ? 'nobody' : listed(names, 8)}`;
  const found = operators.find(operator => operator.name === name);
  if (found === undefined) {
    const known = operators.map(operator => operator.name);
    throw new UsageError(`unknown operator: ${name}`, didYouMean(name, known) ?? some);
  }
  if (!slashable.includes(found)) {
    throw new UsageError(`invalid operator: ${path} cannot slash ${name} on day ${day}`, some);
  }
  return found.id;
}
