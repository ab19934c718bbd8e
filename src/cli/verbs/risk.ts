import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { streams } from '../../../sim/engine/index.ts';
import type { StrategyId } from '../../../sim/ids.ts';
import { type Scenario, sampleOperators, worldOf } from '../../../sim/scenario/index.ts';
import { strategyUsd } from '../../../sim/state/stake.ts';
import { modelVersion } from '../../../sim/version.ts';
import { readScenario } from '../../input/scenario-file.ts';
import { didYouMean } from '../../input/suggest.ts';
import { commandLine } from '../../report/command.ts';
import { contentHash, resultsName } from '../../results/results-directory.ts';
import { resultsRoot } from '../../results/results-root.ts';
import { type CompletedRun, jobsOf, type RunJob } from '../../runs/job.ts';
import { replicateSeed } from '../../runs/replicate-seed.ts';
import type { Runner } from '../../runs/runner.ts';
import { type OperatorStakeChoice, offersTable, operatorChoices } from '../../study/risk/operator-choices.ts';
import { type PortfolioWeights, portfolioOf, selectChoices } from '../../study/risk/select-choices.ts';
import { UnknownName } from '../../study/unknown-name.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { required, resultsOptions, scenarioOverrides, text, texts, wholeNumber } from '../options.ts';
import { startProgress } from '../progress.ts';
import { askedPortfolios } from '../running/asked-portfolios.ts';
import { assessRisk, printRisk, writeRiskResults } from '../running/risk-results.ts';
import { stateAt } from '../running/state-at.ts';
import { runnerOptions, withRunner } from '../running/with-runner.ts';
import { parseStake, type StakeAmount } from '../stake-amount.ts';
import { reportProblems } from '../text/report-problems.ts';
import type { PricedStake } from '../text/risk-text.ts';

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
    ['opset risk my-market.yaml --stake 500eth', 'in tokens and USD as well, for a stake of this size'],
    ['opset risk my-market.yaml --replicates 500', 'more runs for a better look at the tail'],
  ],
  synopsis: '<scenario>',
  positionals: { scenario: required('Scenario file, or results directory of a run') },
  options: {
    replicates: { ...text('Number of runs'), default: '200' },
    operators: text('Operators and groups to assess, separated by commas'),
    portfolio: texts('A mix to assess beside them: name=weight,name=weight'),
    portfolios: text('File of portfolios, one a line: name: a=0.5,b=0.5'),
    stake: text('Stake to say the figures of in tokens and USD: a number and an asset, such as 500eth'),
    strategy: text("Asset that is staked; the scenario's first if left out"),
    ...runnerOptions,
    ...resultsOptions,
  },
} as const;

/**
 * `opset risk`: runs a scenario many times and writes what stake with each operator, group or portfolio earns and
 * loses. Prints the results directory's path on stdout, or one JSON document with `--json`. The number of runs is no
 * part of the directory's name: more of them go on where the others are.
 *
 * @returns exit code 0; 2 for an invalid scenario; 130 when it was interrupted
 * @throws UsageError when a name or a portfolio is none
 */
export async function risk(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const replicates = wholeNumber('replicates', args.replicates, 2, 1_000_000);
  const reading = readScenario(args.scenario, scenarioOverrides(args));
  if (!reading.ok) return reportProblems(reading.problems);
  const { scenario, written } = reading.value;
  const stake = args.stake === undefined ? undefined : parseStake(args.stake, scenario.strategies);
  const strategy = args.strategy ?? stake?.strategy ?? scenario.strategies[0]!;
  if (!scenario.strategies.includes(strategy)) {
    throw new UsageError(`unknown strategy: ${strategy}`, didYouMean(strategy, scenario.strategies));
  }
  if (stake !== undefined && stake.strategy !== strategy) {
    throw new UsageError(
      `invalid stake: ${args.stake} is no ${strategy}`,
      'leave out --strategy, or write that asset',
    );
  }
  const mixes = askedPortfolios(args.portfolio, args.portfolios);
  if (!mixes.ok) return reportProblems(mixes.problems);
  const portfolios = mixes.value;
  const asked = args.operators?.split(',').map(name => name.trim()) ?? [];
  refuseWrongNames(scenario, asked, portfolios);
  const jobAt = jobsOf(written, [], [offersTable]);
  const jobs = Array.from({ length: replicates }, (_, index) => jobAt(replicateSeed(scenario.seed, index)));
  const hash = contentHash([modelVersion, written]);
  const directory = join(resultsRoot(args.scenario, args.out), resultsName(`${scenario.name}-risk`, hash));
  return withRunner({ ...args, directory, resume: commandLine('risk', argv) }, async runner => {
    rmSync(join(directory, 'manifest.json'), { force: true });
    const runs = await performReplicates(jobs, runner, args.quiet);
    const fixed = new Set(Object.keys(scenario.operators).filter(group => scenario.operators[group]!.rows));
    const named = (all: readonly OperatorStakeChoice[]) => ({
      choices: selectChoices(all, asked, fixed),
      portfolios: portfolios.map(portfolio => portfolioOf(all, portfolio)),
    });
    const assessment = await assessRisk(named(operatorChoices(runs, strategy)), runs.length);
    const facts = {
      argv: ['risk', ...argv],
      hash,
      scenario: scenario.name,
      seed: scenario.seed,
      strategy,
      ...(stake && { stake: priced(stake, scenario) }),
    };
    await writeRiskResults(directory, written, assessment, facts);
    printRisk(directory, assessment, { ...facts, file: args.scenario, json: args.json, quiet: args.quiet });
    return exit.done;
  });
}

/** A stake with what one of the asset is worth on the first day. */
function priced(stake: StakeAmount, scenario: Scenario): PricedStake {
  const state = stateAt(scenario, 0);
  return {
    ...stake,
    priceUsd: strategyUsd(state, scenario.strategies.indexOf(stake.strategy) as StrategyId),
  };
}

/**
 * Throws UnknownName for a name that neither a group nor an operator of the scenario has, and UsageError for one that two
 * would have: before runs are done in vain.
 */
function refuseWrongNames(
  scenario: Scenario,
  asked: readonly string[],
  portfolios: readonly PortfolioWeights[],
): void {
  if (asked.length + portfolios.length === 0) return;
  const operators = sampleOperators(worldOf(scenario), streams(scenario.seed));
  const known = [...Object.keys(scenario.operators), ...operators.map(({ name }) => name)];
  const names = [...asked, ...portfolios.flatMap(({ parts }) => parts.map(([who]) => who))];
  const unknown = names.find(name => !known.includes(name));
  if (unknown !== undefined) throw new UnknownName('operator or group', unknown, known);
  const taken = portfolios.find(({ name }) => known.includes(name));
  if (taken) throw new UsageError(`duplicate name: ${taken.name} is an operator or group`, 'choose another');
  const twice = asked.find((name, index) => asked.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`duplicate operator: ${twice}`, 'name it once');
}

/**
 * Does the runs that the store lacks, with a progress line; what all of them gave, in the order of the jobs.
 *
 * @throws Error when one of them failed
 */
async function performReplicates(
  jobs: readonly RunJob[],
  runner: Runner,
  quiet: boolean,
): Promise<CompletedRun[]> {
  const progress = startProgress(jobs.length, 'runs', quiet);
  try {
    await runner.run(jobs, ({ found, done, failed }) => {
      const ended = found + done + failed;
      progress.show(ended / jobs.length, `run ${ended} of ${jobs.length}`);
    });
  } finally {
    progress.clear();
  }
  return jobs.map(({ key }) => {
    const run = runner.find(key)!;
    if ('error' in run) throw new Error(`failed run: seed ${run.seed}: ${run.error}`);
    return run;
  });
}
