import {
  avs,
  fraction,
  optional,
  quantity,
  set,
  text,
  yearly,
} from '../../../sim/measures/tables/column-kinds.ts';
import { defineTable, type TableCell } from '../../../sim/measures/tables/define-table.ts';
import { index, intervalCells, intervalColumns } from '../../results/statistic-columns.ts';
import type { SlashCorrelation } from './correlations.ts';
import type { EfficientPortfolio } from './efficient-frontier.ts';
import type { ChoiceRisk, Estimate } from './risk-figures.ts';

const choice = text('Operator, group (stake spread evenly over its members), one of a group, or portfolio');

/** The two columns of the interval of an estimate. */
function intervalOf<Key extends string>(key: Key, unit: string) {
  return intervalColumns(key, unit, 'its 95% interval; empty where runs are too few or all the same');
}

const YEARLY = 'fraction/year';

/** What each choice pays and risks. */
export const riskTable = defineTable({
  name: 'risk',
  meaning:
    'Return and risk of stake in each choice from the first day to the last, over replicates, at starting prices',
  columns: {
    choice,
    keptFraction: optional(
      fraction('Part of all pay for the stake that operators kept before rewards reached it'),
    ),
    grossAprFraction: yearly('Rewards after the split: mean'),
    slashLossFraction: yearly('Lost to slashes: mean'),
    netAprFraction: yearly('Rewards less slashes: mean'),
    ...intervalOf('netAprFraction', YEARLY),
    volatilityFraction: optional(
      yearly('Standard deviation of the net return over replicates; empty of one'),
    ),
    lossProbability: fraction('Part of replicates whose slashes exceed rewards (Wilson)'),
    ...intervalOf('lossProbability', 'fraction'),
    var95Fraction: yearly(
      'Value at risk of the net loss: 95% of replicates lose at most this; below 0 a gain (order statistics)',
    ),
    ...intervalOf('var95Fraction', YEARLY),
    cvar95Fraction: yearly(
      'Conditional value at risk: mean net loss of the worst 5% of replicates (bootstrap)',
    ),
    ...intervalOf('cvar95Fraction', YEARLY),
  },
});

/** Cells of a choice in the table of risks. */
export function riskCells(risk: ChoiceRisk): readonly TableCell[] {
  const ends = <Key extends string>(key: Key, { low, high }: Estimate) => intervalCells(key, low, high);
  const { netApr, lossProbability, valueAtRisk, conditionalValueAtRisk } = risk;
  return riskTable.row({
    choice: risk.name,
    keptFraction: risk.keptFraction,
    grossAprFraction: risk.grossApr,
    slashLossFraction: risk.slashed,
    netAprFraction: netApr.value,
    ...ends('netAprFraction', netApr),
    volatilityFraction: risk.volatility,
    lossProbability: lossProbability.value,
    ...ends('lossProbability', lossProbability),
    var95Fraction: valueAtRisk.value,
    ...ends('var95Fraction', valueAtRisk),
    cvar95Fraction: conditionalValueAtRisk.value,
    ...ends('cvar95Fraction', conditionalValueAtRisk),
  }).values;
}

/** What each set adds to the tail of each choice. */
export const contributionTable = defineTable({
  name: 'contributions',
  meaning:
    'Part of each choice in its conditional value at risk by who paid and slashed it; the parts add up to it',
  columns: {
    choice,
    avs,
    set,
    slashedFraction: yearly('Lost to its slashes in the worst 5% of replicates: mean'),
    rewardFraction: yearly('Rewards from it there: mean'),
    cvar95PartFraction: yearly('The first less the second'),
  },
});

/** Rows of a choice in the table of contributions. */
export function contributionRows({ name, contributions }: ChoiceRisk): (readonly TableCell[])[] {
  return contributions.map(({ payer, slashed, rewards }) => {
    const [avsName = '', setName = ''] = payer.split('.');
    return contributionTable.row({
      choice: name,
      avs: avsName,
      set: setName,
      slashedFraction: slashed,
      rewardFraction: rewards,
      cvar95PartFraction: slashed - rewards,
    }).values;
  });
}

/** Portfolios on the efficient frontier. */
export const frontierTable = defineTable({
  name: 'frontier',
  meaning:
    'Portfolios with the least conditional value at risk for their mean return, in the replicates at hand',
  columns: {
    point: index('Portfolio, from the safest, 0, to the one that earns most'),
    netAprFraction: yearly('Mean net return of the portfolio'),
    cvar95Fraction: yearly('Its conditional value at risk'),
    choice,
    weightFraction: fraction('Weight of the choice in it'),
  },
});

/**
 * Rows of a portfolio on the frontier, without the choices that are not in it.
 *
 * @param point number of the portfolio, from 0
 * @param names of the choices, in the order of the weights
 */
export function frontierRows(
  { mean, tail, weights }: EfficientPortfolio,
  point: number,
  names: readonly string[],
): (readonly TableCell[])[] {
  const portfolio = { point, netAprFraction: mean, cvar95Fraction: tail };
  return weights.flatMap((weightFraction, i) =>
    weightFraction > 0 ? [frontierTable.row({ ...portfolio, choice: names[i]!, weightFraction }).values] : [],
  );
}

/** How slashes go together. */
export const correlationTable = defineTable({
  name: 'correlation',
  meaning: 'Correlation over replicates of the slashes of two choices',
  columns: {
    a: text('Choice'),
    b: text('Choice'),
    slashedCorrelation: optional(
      quantity('correlation', 'Of being slashed at all; empty where one always or never is'),
    ),
    lossCorrelation: optional(
      quantity('correlation', 'Of how much each lost; empty where one always loses the same'),
    ),
  },
});

/** Cells of a pair in the table of correlations. */
export function pairCells({ a, b, ofBeing, ofLoss }: SlashCorrelation): readonly TableCell[] {
  return correlationTable.row({ a, b, slashedCorrelation: ofBeing, lossCorrelation: ofLoss }).values;
}
