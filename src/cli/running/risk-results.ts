import { join } from 'node:path';
import type { Table } from '../../../sim/measures/tables/index.ts';
import { displayPath } from '../../input/problem.ts';
import { analysisReport } from '../../report/analysis-page.ts';
import { riskChart } from '../../report/charts/analysis/risk-chart.ts';
import { correlationChart } from '../../report/charts/analysis/slash-correlation-chart.ts';
import { many } from '../../report/format.ts';
import { writeResolvedScenario } from '../../results/resolved-scenario.ts';
import { writeDictionary } from '../../results/run-tables.ts';
import type { TableCell } from '../../results/tables/csv.ts';
import { writeTable } from '../../results/tables/table-file.ts';
import { writeManifest } from '../../results/write-manifest.ts';
import { type SlashCorrelation, slashCorrelations } from '../../study/risk/correlations.ts';
import { type EfficientPortfolio, efficientFrontier } from '../../study/risk/efficient-frontier.ts';
import { type ChoiceRisk, LEVEL, riskOf } from '../../study/risk/risk-figures.ts';
import {
  contributionRows,
  contributionTable,
  correlationTable,
  frontierRows,
  frontierTable,
  pairCells,
  riskCells,
  riskTable,
} from '../../study/risk/risk-tables.ts';
import { canMix } from '../../study/risk/select-choices.ts';
import { lossesOf, type StakeChoice } from '../../study/risk/stake-choice.ts';
import { counted, printData, printJson, say, styled } from '../terminal.ts';
import { figure } from '../text/figure.ts';
import {
  closestText,
  frontierText,
  type PricedStake,
  riskTableText,
  stakeRiskText,
  tailText,
  tooFewText,
} from '../text/risk-text.ts';

/** What was found of operators, groups of them and portfolios, as choices for a restaker. */
export interface RiskAssessment {
  /** Runs that the figures are of. */
  readonly replicates: number;
  /** Choices first, then portfolios. */
  readonly risks: readonly ChoiceRisk[];
  /** Names of the choices. */
  readonly choices: readonly string[];
  /** Choices that the frontier mixes. */
  readonly mixed: readonly string[];
  /** From the safest mix to the one that earns most. */
  readonly front: readonly EfficientPortfolio[];
  /** How the slashes of two choices go together. */
  readonly pairs: readonly SlashCorrelation[];
}

/** Points on the frontier. */
const frontierPoints = 21;

/**
 * Assesses choices and portfolios by what runs of one scenario gave: the return and the risk of each, the frontier of
 * mixes of the choices, and how their slashes go together. The frontier mixes choices only that can be mixed;
 * portfolios are assessed as they were asked for.
 *
 * @param replicates number of the runs
 */
export async function assessRisk(
  {
    choices,
    portfolios,
  }: { readonly choices: readonly StakeChoice[]; readonly portfolios: readonly StakeChoice[] },
  replicates: number,
): Promise<RiskAssessment> {
  const mixed = choices.filter(canMix);
  return {
    replicates,
    risks: [...choices, ...portfolios].map(choice => riskOf(choice, replicates)),
    choices: choices.map(({ name }) => name),
    mixed: mixed.map(({ name }) => name),
    front: await efficientFrontier(
      mixed.map(choice => lossesOf(choice, replicates)),
      LEVEL,
      frontierPoints,
    ),
    pairs: slashCorrelations(choices, replicates),
  };
}

/** What the manifest and the terminal say of the command. */
export interface RiskFacts {
  readonly argv: readonly string[];
  readonly hash: string;
  readonly scenario: string;
  readonly seed: number | string;
  /** Asset that is staked. */
  readonly strategy: string;
  /** Stake to say the figures of in tokens and USD; none where it was not asked for. */
  readonly stake?: PricedStake;
}

/**
 * Writes the results of `opset risk`: four tables, their dictionary, the resolved scenario, charts and page, and last
 * the manifest. The directory is there already, with the store of the runs in it.
 *
 * @param written the scenario as written, standing alone
 */
export async function writeRiskResults(
  directory: string,
  written: Readonly<Record<string, unknown>>,
  assessment: RiskAssessment,
  facts: RiskFacts,
): Promise<void> {
  const { argv, hash, scenario, seed, strategy } = facts;
  const { replicates, risks, choices, mixed, front, pairs } = assessment;
  const contents: readonly (readonly [Table, readonly (readonly TableCell[])[]])[] = [
    [riskTable, risks.map(riskCells)],
    [contributionTable, risks.flatMap(contributionRows)],
    [frontierTable, front.flatMap((efficient, point) => frontierRows(efficient, point, mixed))],
    [correlationTable, pairs.map(pairCells)],
  ];
  const rows = new Map(contents.flatMap(([table, cells]) => [...writeTable(directory, table, cells)]));
  const tables = contents.map(([table]) => table);
  writeDictionary(directory, tables);
  writeResolvedScenario(directory, written);
  const portfolios = new Set(risks.map(({ name }) => name).filter(name => !choices.includes(name)));
  const together = correlationChart(pairs);
  await analysisReport(directory, {
    name: scenario,
    kind: 'risk',
    description: `What stake of ${strategy} with each operator earns, and what slashes could take of it.`,
    facts: `${many(replicates, 'run')} · seed ${seed}`,
    text: assessmentText(assessment, facts, text => text),
    charts: [riskChart(risks, front, portfolios), ...(together === undefined ? [] : [together])],
    tables,
    inputs: [['scenario.yaml', 'The scenario that was run']],
  });
  writeManifest(directory, { argv, hash, seed, scenario, replicates }, rows);
}

/**
 * Prints where the results are and what was found, or one JSON document. Data goes to stdout, what people read to
 * stderr.
 */
export function printRisk(
  directory: string,
  assessment: RiskAssessment,
  facts: RiskFacts & { readonly file: string; readonly json: boolean; readonly quiet: boolean },
): void {
  const { replicates, risks, choices, mixed, front, pairs } = assessment;
  const { file, strategy, stake, json, quiet } = facts;
  const shown = displayPath(directory);
  const few = tooFewText(replicates);
  if (json)
    printJson({
      directory: shown,
      replicates,
      strategy,
      ...(stake && { stake }),
      choices,
      risks,
      mixed,
      frontier: front,
      correlation: pairs,
    });
  else printData(shown);
  if (quiet) return;
  say(`\n${assessmentText(assessment, facts, text => styled('bold', text))}`);
  say(
    `\npage: ${join(shown, 'index.html')}; tables: risk.csv, contributions.csv, frontier.csv, correlation.csv`,
  );
  const more = few === undefined ? `--portfolio '${examplePortfolio(front, mixed)}'` : '--replicates 200';
  say(`next: npx opset risk ${file} ${more}`);
}

/**
 * The assessment as text: the choices, what slashes them in the worst runs, the best mixes, and who is slashed together.
 *
 * @param heading how headings are written
 */
function assessmentText(
  { replicates, risks, mixed, front, pairs }: RiskAssessment,
  { strategy, stake }: Pick<RiskFacts, 'strategy' | 'stake'>,
  heading: (text: string) => string,
): string {
  const few = tooFewText(replicates);
  const closest = closestText(pairs);
  return [
    `${heading(`Stake of ${strategy} from the first day to the last, by year (${counted(replicates, 'run')})`)}\n${riskTableText(risks)}`,
    ...(few === undefined ? [] : [few]),
    ...(stake === undefined
      ? []
      : [
          `${heading(`Of ${stake.amount} ${strategy}, at ${figure(stake.priceUsd, 'USD')} each, in a year`)}\n${stakeRiskText(risks, stake)}`,
        ]),
    `${heading('In the worst 5% of runs')}\n${risks.map(risk => `  ${tailText(risk)}`).join('\n')}`,
    `${heading('Efficient mixes: most in the worst 5% for their return, in these runs')}\n${frontierText(front, mixed)}`,
    ...(closest === undefined ? [] : [closest]),
  ].join('\n\n');
}

/** The portfolio in the middle of the frontier as a value of `--portfolio`, in whole percents that add up to 100. */
function examplePortfolio(front: readonly EfficientPortfolio[], choices: readonly string[]): string {
  const { weights } = front[Math.floor((front.length - 1) / 2)]!;
  const parts = weights.flatMap((weight, i) => (weight >= 0.005 ? [[choices[i]!, weight] as const] : []));
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0);
  const percents = parts.map(([, weight]) => Math.round((weight / total) * 100));
  // What rounding leaves goes to the largest.
  percents[percents.indexOf(Math.max(...percents))]! += 100 - percents.reduce((a, b) => a + b, 0);
  return parts.map(([name], i) => `${name}=${percents[i]}%`).join(',');
}
