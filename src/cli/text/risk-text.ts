import { percent } from '../../report/format.ts';
import type { SlashCorrelation } from '../../study/risk/correlations.ts';
import type { EfficientPortfolio } from '../../study/risk/efficient-frontier.ts';
import { type ChoiceRisk, type Estimate, LEVEL } from '../../study/risk/risk-figures.ts';
import { replicatesForTail } from '../../study/statistics/intervals.ts';
import type { StakeAmount } from '../stake-amount.ts';
import { figure, intervalText } from './figure.ts';
import { indentedTable } from './text-table.ts';

/** Runs that the worst twentieth must have for its mean to be worth stating. */
const tailRuns = 10;

/**
 * Choices as a table for a restaker: what is paid, what is slashed, what is left, and what is left in the worst runs.
 * All figures are percentages of stake a year, but for what the operator keeps, which is of the rewards, and for the
 * runs with a loss. Losses are written as returns: below 0 is a loss.
 */
export function riskTableText(risks: readonly ChoiceRisk[]): string {
  const rows = risks.map(({ name, keptFraction, grossApr, slashed, netApr, ...risk }) => [
    name,
    keptFraction === null ? 'none' : percent(keptFraction),
    percent(grossApr),
    percent(slashed),
    withInterval(netApr),
    risk.volatility === null ? '' : percent(risk.volatility),
    withInterval(risk.lossProbability),
    withInterval(asReturn(risk.valueAtRisk)),
    withInterval(asReturn(risk.conditionalValueAtRisk)),
  ]);
  const head = [
    '',
    'operator',
    'rewards',
    'slashed',
    'net a year',
    'spread',
    'runs with',
    '5% of runs do',
    'the worst 5%',
  ];
  const second = ['choice', 'keeps', '', '', '[95%]', '(sd)', 'a loss', 'worse than', 'mean [95%]'];
  return indentedTable([head, second, ...rows]);
}

/** A stake of a restaker, with what one of the asset is worth. */
export interface PricedStake extends StakeAmount {
  /** Price on the first day. */
  readonly priceUsd: number;
}

/** What a stake of this size earns with each choice in a year, and what is left of it in the worst runs, in tokens and USD. */
export function stakeRiskText(
  risks: readonly ChoiceRisk[],
  { amount, strategy, priceUsd }: PricedStake,
): string {
  const money = (part: number): string => {
    const tokens = amount * part;
    return `${figure(tokens, '')} ${strategy}, ${figure(tokens * priceUsd, 'USD')}`;
  };
  return indentedTable([
    ['choice', 'rewards', 'slashed', 'net a year', 'mean of the worst 5%'],
    ...risks.map(({ name, grossApr, slashed, netApr, conditionalValueAtRisk }) => [
      name,
      ...[grossApr, slashed, netApr.value, -conditionalValueAtRisk.value].map(money),
    ]),
  ]);
}

/**
 * What slashes a choice in the worst 5% of runs: the three sets that take most, largest first. Sets that take nothing
 * there are left out.
 */
export function tailText({ name, contributions }: ChoiceRisk): string {
  const slashes = contributions
    .filter(({ slashed }) => slashed > 0)
    .sort((a, b) => b.slashed - a.slashed)
    .slice(0, 3)
    .map(({ payer, slashed }) => `${payer} ${percent(slashed)}`);
  return `${name}: ${slashes.length > 0 ? `slashed by ${slashes.join(', ')}` : 'no slashes there'}`;
}

/**
 * The safest mix, the one that earns most, and the one between them, as a table. The two ends alone would show no
 * mix: between them is the middle of the frontier. Weights below half a percent are not told.
 *
 * @param front at least one; of fewer than three only the first is shown
 * @param names of the choices, in the order of the weights
 */
export function frontierText(front: readonly EfficientPortfolio[], names: readonly string[]): string {
  const picks = new Map([
    ['safest', front[0]!],
    ['between', front[Math.floor((front.length - 1) / 2)]!],
    ['earns most', front.at(-1)!],
  ]);
  const rows = [...picks].slice(0, front.length < 3 ? 1 : 3).map(([what, { mean, tail, weights }]) => [
    what,
    `${percent(mean)} a year`,
    `worst 5%: ${percent(-tail)}`,
    weights
      .map((weight, i) => [weight, names[i]!] as const)
      .filter(([weight]) => weight >= 0.005)
      .sort(([a], [b]) => b - a)
      .map(([weight, name]) => `${name} ${percent(weight)}`)
      .join(', '),
  ]);
  return indentedTable(rows);
}

/** The two choices whose slashes go together most; undefined when none do. */
export function closestText(pairs: readonly SlashCorrelation[]): string | undefined {
  const known = pairs.filter(({ a, b, ofBeing }) => a < b && ofBeing !== null && ofBeing > 0);
  const closest = known.sort((x, y) => y.ofBeing! - x.ofBeing!)[0];
  if (closest === undefined) return undefined;
  return `slashed together most: ${closest.a} and ${closest.b} (correlation ${closest.ofBeing!.toFixed(2)})`;
}

/** A warning that the runs are too few for figures of the tail, with the number that is needed; undefined when they are enough. */
export function tooFewText(replicates: number): string | undefined {
  const good = Math.ceil(tailRuns / (1 - LEVEL));
  if (replicates >= good) return undefined;
  const inTail = Number((replicates * (1 - LEVEL)).toFixed(1));
  const least = replicatesForTail(LEVEL);
  const bound = replicates < least ? `; ${least} bound it at all` : '';
  return `the worst 5% of ${replicates} runs are ${inTail}: too few for tail figures${bound}, ${good} put ${tailRuns} runs in it`;
}

/** A loss as a return: negative, with the ends of its interval swapped. */
function asReturn({ value, low, high }: Estimate): Estimate {
  return { value: -value, low: high === null ? null : -high, high: low === null ? null : -low };
}

/** A share with its interval. */
function withInterval({ value, low, high }: Estimate): string {
  return `${percent(value)}${intervalText([low, high], percent)}`;
}
