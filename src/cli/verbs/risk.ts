import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { streams } from '../../../sim/engine/index.ts';
import { type Scenario, sampleOperators, worldOf } from '../../../sim/scenario/index.ts';
import { modelVersion } from '../../../sim/version.ts';
import { displayPath } from '../../input/problem.ts';
import { readScenario } from '../../input/scenario-file.ts';
import { didYouMean } from '../../input/suggest.ts';
import { contentHash, resultsName } from '../../results/results-directory.ts';
import { resultsRoot } from '../../results/results-root.ts';
import { type Done, jobsOf } from '../../runs/job.ts';
import type { Lab } from '../../runs/runner.ts';
import { choicesOf, type OperatorChoice, offersTable } from '../../study/risk/offers.ts';
import { portfolioOf, readPortfolio, selectChoices } from '../../study/risk/select.ts';
import { replicateSeed } from '../../study/seeds.ts';
import { UnknownName } from '../../study/unknown-name.ts';
import { parseArguments } from '../arguments.ts';
import { command } from '../command.ts';
import { asUsage, exit, UsageError } from '../exit.ts';
import { changes, needed, resultsOptions, text, texts, wholeNumber } from '../options.ts';
import { startProgress } from '../progress.ts';
import { concludeRisk, recordRisk, type Weighed, weigh } from '../running/risk-record.ts';
import { inLab, labOptions } from '../running/with-runner.ts';
import { complain } from '../text/report-problems.ts';

const usage = {
  verb: 'risk',
  summary:
    'Say what stake with each operator earns, what slashes could take of it, and which mixes are best.',
  examples: [
    ['opset risk decentralized-ai.yaml', 'groups of operators, and one operator of each'],
    ['opset risk my-market.yaml --operators gpu-1,gpu-2,cpu', 'these operators, and a group'],
    [
      "opset risk my-market.yaml --portfolio 'gpu=30%,cpu=70%'",
      'a portfolio beside them; as often as wanted',
    ],
    ['opset risk my-market.yaml --replicates 500', 'more runs for a better look at the tail'],
  ],
  synopsis: '<scenario>',
  positionals: { scenario: needed('Scenario file, or results directory of a run') },
  options: {
    replicates: { ...text('Number of runs'), default: '200' },
    operators: text('Operators and groups to weigh, by commas'),
    portfolio: texts('A mix to weigh beside them: name=weight,name=weight'),
    portfolios: text('File of portfolios, one a line: name: a=0.5,b=0.5'),
    strategy: text("Asset that is staked; the scenario's first if left out"),
    ...labOptions,
    ...resultsOptions,
  },
} as const;

/** `opset risk`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function risk(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const replicates = wholeNumber('replicates', args.replicates, 2, 1_000_000);
  const reading = readScenario(args.scenario, changes(args));
  if (!reading.ok) return complain(reading.problems);
  const { scenario, written } = reading.value;
  const strategy = args.strategy ?? scenario.strategies[0]!;
  if (!scenario.strategies.includes(strategy)) {
    throw new UsageError(`unknown strategy: ${strategy}`, didYouMean(strategy, scenario.strategies));
  }
  const help = 'write name=weight,name=weight, with weights that add up to 1 (100%)';
  const portfolios = [
    ...args.portfolio.map(text => ({ name: text, text })),
    ...portfoliosIn(args.portfolios),
  ].map(({ name, text }) => asUsage(() => readPortfolio(text, name), help));
  const asked = args.operators?.split(',').map(name => name.trim()) ?? [];
  refuseUnknown(scenario, [...asked, ...portfolios.flatMap(({ parts }) => parts.map(([who]) => who))]);
  const hash = contentHash([modelVersion, written]);
  const directory = join(resultsRoot(args.scenario, args.out), resultsName(`${scenario.name}-risk`, hash));
  return inLab({ ...args, directory, resume: command('risk', argv) }, async lab => {
    rmSync(join(directory, 'manifest.json'), { force: true });
    const runs = await runsOf(written, scenario.seed, replicates, lab, args.quiet);
    const fixed = new Set(Object.keys(scenario.operators).filter(group => scenario.operators[group]!.csv));
    const named = (all: readonly OperatorChoice[]) => ({
      choices: selectChoices(all, asked, fixed),
      portfolios: portfolios.map(portfolio => portfolioOf(all, portfolio)),
    });
    const weighed: Weighed = await weigh(named(choicesOf(runs, strategy)), runs.length);
    const telling = { argv: ['risk', ...argv], hash, scenario: scenario.name, seed: scenario.seed, strategy };
    await recordRisk(directory, written, weighed, telling);
    concludeRisk(directory, weighed, { ...telling, file: args.scenario, json: args.json, quiet: args.quiet });
    return exit.done;
  });
}

/** Throws UnknownName for one that no group and no operator of a scenario has, before runs are done for nothing. */
function refuseUnknown(scenario: Scenario, names: readonly string[]): void {
  if (names.length === 0) return;
  const operators = sampleOperators(worldOf(scenario), streams(scenario.seed));
  const known = [...Object.keys(scenario.operators), ...operators.map(({ name }) => name)];
  const unknown = names.find(name => !known.includes(name));
  if (unknown !== undefined) throw new UnknownName('operator or group', unknown, known);
}

/** Does the runs that the store lacks; those that succeeded, in the order of replicates. */
async function runsOf(
  written: Readonly<Record<string, unknown>>,
  seed: number | string,
  replicates: number,
  lab: Lab,
  quiet: boolean,
): Promise<Done[]> {
  const jobAt = jobsOf(written, [], [offersTable]);
  const jobs = Array.from({ length: replicates }, (_, replicate) => jobAt(replicateSeed(seed, replicate)));
  const progress = startProgress(replicates, 'runs', quiet);
  try {
    await lab.perform(jobs, ({ found, done, failed }) => {
      const ended = found + done + failed;
      progress.show(ended / replicates, `run ${ended} of ${replicates}`);
    });
  } finally {
    progress.clear();
  }
  const ended = jobs.map(({ key }) => lab.find(key)!);
  const failed = ended.find(run => 'error' in run);
  if (failed !== undefined)
    throw new Error(`failed run: seed ${failed.seed}: ${'error' in failed && failed.error}`);
  return ended.filter(run => 'legend' in run);
}

/** Portfolios of a file, each `name: a=0.5,b=0.5`; empty lines and those after # say nothing. */
function portfoliosIn(file: string | undefined): { readonly name: string; readonly text: string }[] {
  if (file === undefined) return [];
  if (!existsSync(file)) throw new UsageError(`missing file: ${file}`, 'check the name and the folder');
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.replace(/#.*/, '').trim());
  return lines
    .filter(line => line !== '')
    .map(line => {
      const [, name, text] = /^([^:]+):\s*(.+)$/.exec(line) ?? [];
      if (name === undefined || text === undefined) {
        throw new UsageError(`invalid portfolio: ${line}`, `write name: a=0.5,b=0.5 in ${displayPath(file)}`);
      }
      return { name: name.trim(), text };
    });
}
