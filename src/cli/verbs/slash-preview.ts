import { lossesByClass } from '../../../sim/measures/slash-losses.ts';
import { magnitudeToWad, previewSlash } from '../../../sim/protocol/index.ts';
import { fraction } from '../../../sim/scenario/values/units.ts';
import type { State } from '../../../sim/state/state.ts';
import { readScenario } from '../../input/scenario-file.ts';
import { commandLine } from '../../report/command.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { jsonOption, required, scenarioOptions, scenarioOverrides, text } from '../options.ts';
import { findOperators, findSet } from '../running/slash-targets.ts';
import { atOption, parseDay, stateAt } from '../running/state-at.ts';
import { parseStake } from '../stake-amount.ts';
import { printData, printJson, say } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';
import { type PreviewedSlash, type SlashDocument, slashDocument } from '../text/slash-document.ts';
import { slashOfMany } from '../text/slash-of-many.ts';
import { slashOfManyText, slashText, stakeText } from '../text/slash-text.ts';
import { stakeLoss } from '../text/stake-loss.ts';

const usage = {
  verb: 'slash-preview',
  summary: 'Show what a slash would take: from the operator, each cohort, queued withdrawals and other sets.',
  examples: [
    [
      'opset slash-preview my-avs.yaml --operator-set my-avs.gpu --operator gpu-1 --fraction 10%',
      'at the start',
    ],
    [
      'opset slash-preview my-avs.yaml --operator-set my-avs.gpu --fraction 10% --stake 500eth',
      'all members of the set, and what that takes of 500 ETH with them',
    ],
    ['... --at 90d', 'after 90 simulated days'],
    ['... --json | jq .losses', 'figures as data'],
  ],
  synopsis: '<scenario>',
  positionals: { scenario: required('Scenario file or results directory') },
  options: {
    'operator-set': { ...text('Set that slashes: avs.set'), demandOption: true },
    operator: text('Operator, or group of operators, that is slashed; left out: all that the set can slash'),
    stake: text('Stake to say the loss of: a number and an asset, spread equally over who is slashed'),
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
  const operators = findOperators(state, args.operator, set, day);
  const stake = args.stake === undefined ? undefined : parseStake(args.stake, scenario.strategies);
  const documents = operators.map(operator => slashOf(state, { day, set, operator, fraction: part }));
  const loss = stake && stakeLoss(stake, documents);
  const document = documents.length > 1 ? slashOfMany(documents) : documents[0]!;
  if (args.json) {
    printJson({ ...document, ...(loss && { stake: loss }) });
    return exit.done;
  }
  if (loss)
    printData(
      `${stakeText(
        loss,
        documents.map(({ operator }) => operator),
      )}\n`,
    );
  printData('operators' in document ? slashOfManyText(document) : slashText(document));
  const later = Math.ceil(Math.ceil(scenario.horizon) / 2);
  say(
    day === 0
      ? `\nnext: ${commandLine('slash-preview', argv)} --at ${later}d, when people have moved`
      : `\nnext: npx opset run ${args.scenario}, to see how they answer the slashes that happen`,
  );
  return exit.done;
}

/** The document of a slash that takes the same part in each strategy of the set: the slasher of a set gives one for each. */
function slashOf(state: State, slash: PreviewedSlash): SlashDocument {
  const { set, operator, fraction: part } = slash;
  const { strategies } = state.world.sets[set]!;
  const wads = strategies.map(() => magnitudeToWad(part));
  const preview = previewSlash(state.ledger, { set, operator, strategies, wads });
  return slashDocument(state, slash, preview, lossesByClass(state, preview));
}

/** The value of `--fraction`, above 0 and at most 1; throws UsageError. */
function parseFraction(text: string): number {
  const { data } = fraction.safeParse(text.endsWith('%') ? text : Number(text || Number.NaN));
  if (data !== undefined && magnitudeToWad(data) > 0n) return data;
  throw new UsageError(`invalid fraction: ${text}`, 'write 0.02 or 2%, above 0 and at most 100%');
}
