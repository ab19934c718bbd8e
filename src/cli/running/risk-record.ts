import { join } from 'node:path';
import type { Table } from '../../../sim/measures/tables/index.ts';
import { displayPath } from '../../input/problem.ts';
import { analysisReport } from '../../report/analysis.ts';
import { riskChart } from '../../report/charts/risk.ts';
import { correlationChart } from '../../report/charts/slash-correlation.ts';
import { many } from '../../report/format.ts';
import type { Cell } from '../../results/csv.ts';
import { writeManifest } from '../../results/manifest.ts';
import { writeResolved } from '../../results/resolved.ts';
import { writeTable } from '../../results/table-file.ts';
import { writeDictionary } from '../../results/tables.ts';
import { type Choice, lossesOf } from '../../study/risk/choice.ts';
import { type Pair, slashCorrelations } from '../../study/risk/correlation.ts';
import { LEVEL, type Risk, riskOf } from '../../study/risk/figures.ts';
import { type Efficient, efficientFrontier } from '../../study/risk/frontier.ts';
import { canMix } from '../../study/risk/select.ts';
import {
  contributionRows,
  contributionTable,
  correlationTable,
  frontierRows,
  frontierTable,
  pairCells,
  riskCells,
  riskTable,
} from '../../study/risk/tables.ts';
import { counted, put, putJson, say, styled } from '../terminal.ts';
import { closestText, frontierText, riskTableText, tailText, tooFewText } from '../text/risk.ts';

/** What was found of choices and portfolios. */
export interface Weighed {
  readonly replicates: number;
  /** Choices first, then portfolios. */
  readonly risks: readonly Risk[];
  readonly choices: readonly string[];
  /** Choices that the frontier mixes. */
  readonly mixed: readonly string[];
  readonly front: readonly Efficient[];
  readonly pairs: readonly Pair[];
}

/** Points on the frontier. */
const points = 21;

/** Figures of choices and portfolios, the frontier of the choices, and how their slashes go together. */
export async function weigh(
  { choices, portfolios }: { readonly choices: readonly Choice[]; readonly portfolios: readonly Choice[] },
  replicates: number,
): Promise<Weighed> {
  const mixed = choices.filter(canMix);
  return {
    replicates,
    risks: [...choices, ...portfolios].map(choice => riskOf(choice, replicates)),
    choices: choices.map(({ name }) => name),
    mixed: mixed.map(({ name }) => name),
    front: await efficientFrontier(
      mixed.map(choice => lossesOf(choice, replicates)),
      LEVEL,
      points,
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
  readonly strategy: string;
}

/** Writes the tables, charts, dictionary, the resolved scenario, and last the manifest. */
export async function recordRisk(
  directory: string,
  written: Readonly<Record<string, unknown>>,
  weighed: Weighed,
  { argv, hash, scenario, seed, strategy }: RiskFacts,
): Promise<void> {
  const { replicates, risks, choices, mixed, front, pairs } = weighed;
  const contents: readonly (readonly [Table, readonly (readonly Cell[])[]])[] = [
    [riskTable, risks.map(riskCells)],
    [contributionTable, risks.flatMap(contributionRows)],
    [frontierTable, front.flatMap((efficient, point) => frontierRows(efficient, point, mixed))],
    [correlationTable, pairs.map(pairCells)],
  ];
  const rows = new Map(contents.flatMap(([table, cells]) => [...writeTable(directory, table, cells)]));
  const tables = contents.map(([table]) => table);
  writeDictionary(directory, tables);
  writeResolved(directory, written);
  const portfolios = new Set(risks.map(({ name }) => name).filter(name => !choices.includes(name)));
  const together = correlationChart(pairs);
  await analysisReport(directory, {
    name: scenario,
    kind: 'risk',
    description: `What stake of ${strategy} with each operator earns, and what slashes could take of it.`,
    facts: `${many(replicates, 'run')} · seed ${seed}`,
    text: weighedText(weighed, strategy, text => text),
    charts: [riskChart(risks, front, portfolios), ...(together === undefined ? [] : [together])],
    tables,
    inputs: [['scenario.yaml', 'The scenario that was run']],
  });
  writeManifest(directory, { argv, hash, seed, scenario, replicates }, rows);
}

/** Tells people what was found, or puts out one document. */
export function concludeRisk(
  directory: string,
  weighed: Weighed,
  facts: RiskFacts & { readonly file: string; readonly json: boolean; readonly quiet: boolean },
): void {
  const { replicates, risks, choices, mixed, front, pairs } = weighed;
  const { file, strategy, json, quiet } = facts;
  const shown = displayPath(directory);
  const few = tooFewText(replicates);
  if (json)
    putJson({
      directory: shown,
      replicates,
      strategy,
      choices,
      risks,
      mixed,
      frontier: front,
      correlation: pairs,
    });
  else put(shown);
  if (quiet) return;
  say(`\n${weighedText(weighed, strategy, text => styled('bold', text))}`);
  say(
    `\npage: ${join(shown, 'index.html')}; tables: risk.csv, contributions.csv, frontier.csv, correlation.csv`,
  );
  const more = few === undefined ? `--portfolio '${exampleOf(front, mixed)}'` : '--replicates 200';
  say(`next: npx opset risk ${file} ${more}`);
}

/** What was found, for people: the table of choices, their tails, mixes, and who is slashed together. */
function weighedText(
  { replicates, risks, mixed, front, pairs }: Weighed,
  strategy: string,
  heading: (text: string) => string,
): string {
  const few = tooFewText(replicates);
  const closest = closestText(pairs);
  return [
    `${heading(`Stake of ${strategy} from the first day to the last, by year (${counted(replicates, 'run')})`)}\n${riskTableText(risks)}`,
    ...(few === undefined ? [] : [few]),
    `${heading('In the worst 5% of runs')}\n${risks.map(risk => `  ${tailText(risk)}`).join('\n')}`,
    `${heading('Efficient mixes: most in the worst 5% for their return, in these runs')}\n${frontierText(front, mixed)}`,
    ...(closest === undefined ? [] : [closest]),
  ].join('\n\n');
}

/** The portfolio in the middle of the frontier, to be weighed as it is. */
function exampleOf(front: readonly Efficient[], choices: readonly string[]): string {
  const { weights } = front[Math.floor((front.length - 1) / 2)]!;
  const parts = weights.flatMap((weight, i) => (weight >= 0.005 ? [[choices[i]!, weight] as const] : []));
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0);
  const percents = parts.map(([, weight]) => Math.round((weight / total) * 100));
  // What rounding leaves goes to the largest.
  percents[percents.indexOf(Math.max(...percents))]! += 100 - percents.reduce((a, b) => a + b, 0);
  return parts.map(([name], i) => `${name}=${percents[i]}%`).join(',');
}
