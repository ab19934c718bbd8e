import type { Scenario } from '../../../sim/scenario/index.ts';
import { compare } from '../../../sim/security/index.ts';
import { corruptibleNetwork, corruptibleSets } from '../../../sim/state/corruptible-network.ts';
import type { Reading } from '../../input/problem.ts';
import { readScenario } from '../../input/scenario-file.ts';
import { commandLine, shellQuoted } from '../../report/command.ts';
import { isResults } from '../../results/manifest.ts';
import { analyseSecurity, type SecurityAnalysis } from '../../security/analyse-security.ts';
import type { WrittenNetwork } from '../../security/parse-network.ts';
import { readNetworkUnless } from '../../security/read-network.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { jsonOption, required, scenarioOptions, scenarioOverrides, text } from '../options.ts';
import { questionOf, questionOptions } from '../running/security/security-question.ts';
import { atOption, parseDay, stateAt } from '../running/state-at.ts';
import { printData, printJson, say } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';
import { securityDocument } from '../text/security/security-document.ts';
import { type SecuritySubject, securityText } from '../text/security/security-text.ts';

const usage = {
  verb: 'security',
  summary: 'Say who could attack operator sets, at what cost, and how far a loss of stake spreads.',
  examples: [
    ['opset security network.yaml', 'a network by hand'],
    ['opset security network.yaml --shock a,b', 'if these are lost'],
    ['opset security network.yaml --psi 5%', 'the worst loss of 5%'],
    ['opset security alike.yaml --degrees 1,2 --solve stake', 'elastic stake'],
    ['opset security my-avs.yaml --at 90d', 'sets of a scenario on a day'],
    ['... --out pictures', 'the attack drawn as SVG and PNG'],
    ['... --json | jq .gamma', 'figures as data'],
  ],
  synopsis: '<file>',
  positionals: { file: required('Network, scenario or results directory') },
  options: {
    ...questionOptions,
    at: atOption,
    ...scenarioOptions,
    out: text('Folder for a picture of the attack: SVG and PNG'),
    json: jsonOption,
  },
} as const;

/** Keys at the top of a file that say that it is a scenario or a study, and no network. */
const otherKeys = ['name', 'avss', 'extends', 'factors', 'scenario', 'assets', 'horizon'];

/**
 * `opset security`: analyses a network of services and operators, written by hand or as the ledger of a scenario has it
 * after some days, and prints what was found on stdout: text, or one JSON document with `--json`. Writes nothing but a
 * picture, where `--out` asks for it.
 *
 * @returns exit code 0; 2 for an invalid file
 * @throws UsageError when an option makes no sense
 * @throws EnvironmentError when the picture cannot be written
 */
export async function security(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const reading = readSubject(args);
  if (!reading.ok) return reportProblems(reading.problems);
  const { written, subject } = reading.value;
  const analysis = analyseSecurity(written, questionOf(args, written));
  if (args.json) printJson(securityDocument(analysis));
  else printData(securityText(analysis, subject));
  if (args.out !== undefined) {
    const { drawAttack } = await import('../running/security/attack-picture.ts');
    const pictures = await drawAttack(
      args.out,
      { file: args.file, isUsd: subject.ledger !== undefined },
      analysis,
    );
    say(`${args.json ? '' : '\n'}pictures: ${pictures.join(', ')}`);
  }
  if (!args.json) say(`\nnext: ${nextCommand(args, argv, analysis)}`);
  return exit.done;
}

/** Arguments that say which network is meant. */
interface Given {
  readonly file: string;
  readonly at: string;
  readonly seed: string | undefined;
  readonly set: readonly string[];
}

/** A network, and what people call it. */
interface Subject {
  readonly written: WrittenNetwork;
  readonly subject: SecuritySubject;
}

/** The network that a file says, or that a scenario has come to. */
function readSubject(given: Given): Reading<Subject> {
  const { file } = given;
  if (!isResults(file)) {
    // A file that may be either is read as a network, whose problems are then told.
    const isOther = (keys: ReadonlySet<string>): boolean =>
      !keys.has('services') && !keys.has('symmetric') && otherKeys.some(key => keys.has(key));
    const reading = readNetworkUnless(file, isOther);
    if (reading !== undefined) {
      refuseScenarioOptions(given);
      const subject = { name: file };
      return reading.ok ? { ok: true, value: { written: reading.value, subject } } : reading;
    }
  }
  const reading = readScenario(file, scenarioOverrides(given));
  if (!reading.ok) return reading;
  return { ok: true, value: subjectOf(given, reading.value.scenario) };
}

/** The network that a scenario has come to; throws UsageError where no set says what corrupting it brings. */
function subjectOf({ file, at }: Given, scenario: Scenario): Subject {
  const day = parseDay(at, scenario);
  const state = stateAt(scenario, day);
  const sets = corruptibleSets(state.world);
  if (sets.length === 0) {
    throw new UsageError(
      `invalid scenario: no operator set of ${file} says what corrupting it brings`,
      'give one `corruption: { profitUsd: 1000000, threshold: 33.4%, condition: ..., discount: 30% }`',
    );
  }
  const network = corruptibleNetwork(state, sets, day);
  return {
    written: { kind: 'network', network, emptyServiceIsFree: true },
    subject: {
      name: `${file} on day ${day}`,
      ledger: {
        leftOut: state.world.sets.length - sets.length,
        attacked: network.services.filter(({ profit }) => profit.numerator === 0n).map(({ name }) => name),
      },
    },
  };
}

/** What to look at next: what the loss of the largest operator starts, a later day, or the stake that is enough. */
function nextCommand(
  { file, shock }: { readonly file: string; readonly shock: string | undefined },
  argv: readonly string[],
  { network, question, attack }: SecurityAnalysis,
): string {
  const again = commandLine('security', argv);
  if (question.isElastic && question.solve === undefined) return `${again} --solve stake`;
  if (attack !== undefined && !question.isElastic) return `${again} --elastic --solve stake`;
  if (shock === undefined && network.operators.length > 0) {
    const [largest] = network.operators.toSorted((a, b) => compare(b.stake, a.stake));
    return `${commandLine('security', withoutPsi(argv))} --shock ${shellQuoted(largest!.name)}`;
  }
  return `npx opset security ${shellQuoted(file)} --psi 0.2`;
}

/** Arguments without the size of the worst shock, which has no meaning where operators are named. */
function withoutPsi(argv: readonly string[]): string[] {
  return argv.filter(
    (one, place) => one !== '--psi' && argv[place - 1] !== '--psi' && !one.startsWith('--psi='),
  );
}

/** Throws UsageError where options change a scenario although the file is a network. */
function refuseScenarioOptions({ at, seed, set }: Given): void {
  const given = [
    ...(at === atOption.default ? [] : ['at']),
    ...(seed === undefined ? [] : ['seed']),
    ...(set.length === 0 ? [] : ['set']),
  ];
  if (given.length === 0) return;
  throw new UsageError(
    `invalid option: --${given.join(', --')}`,
    'leave it out: it is for scenarios, and this is a network',
  );
}
