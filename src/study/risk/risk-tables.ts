import { avs, number, set, string } from '../../../sim/measures/tables/columns.ts';
import type { Column, Table } from '../../../sim/measures/tables/index.ts';
import type { TableCell } from '../../results/csv.ts';
import { indexColumn, intervalColumns } from '../../results/statistic-columns.ts';
import type { SlashCorrelation } from './correlations.ts';
import type { EfficientPortfolio } from './efficient-frontier.ts';
import type { ChoiceRisk, Estimate } from './risk-figures.ts';

const unit = 'fraction/year';
const choice = string(
  'choice',
  'Operator, group (stake spread evenly over its members), one of a group, or portfolio',
);

function withInterval(name: string, of: string, meaning: string): Column[] {
  return [
    number(name, of, meaning),
    ...intervalColumns(name, of, 'its 95% interval; empty where runs are too few'),
  ];
}

/** What each choice pays and risks. */
export const riskTable: Table = {
  name: 'risk',
  meaning:
    'Return and risk of stake in each choice from the first day to the last, over replicates, at starting prices',
  columns: [
    choice,
    number(
      'kept_fraction',
      'fraction',
      'Part of all pay for the stake that operators kept before rewards reached it',
    ),
    number('gross_apr_fraction', unit, 'Rewards after the split: mean'),
    number('slash_loss_fraction', unit, 'Lost to slashes: mean'),
    ...withInterval('net_apr_fraction', unit, 'Rewards less slashes: mean, with the t interval'),
    number('volatility_fraction', unit, 'Standard deviation of the net return over replicates; empty of one'),
    ...withInterval(
      'loss_probability',
      'fraction',
      'Part of replicates whose slashes exceed rewards (Wilson)',
    ),
    ...withInterval(
      'var95_fraction',
      unit,
      'Value at risk of the net loss: 95% of replicates lose at most this; below 0 a gain (order statistics)',
    ),
    ...withInterval(
      'cvar95_fraction',
      unit,
      'Conditional value at risk: mean net loss of the worst 5% of replicates (bootstrap)',
    ),
  ],
};

/** What each set adds to the tail of each choice. */
export const contributionTable: Table = {
  name: 'contributions',
  meaning:
    'Part of each choice in its conditional value at risk by who paid and slashed it; the parts add up to it',
  columns: [
    choice,
    avs,
    set,
    number('slashed_fraction', unit, 'Lost to its slashes in the worst 5% of replicates: mean'),
    number('reward_fraction', unit, 'Rewards from it there: mean'),
    number('cvar95_part_fraction', unit, 'The first less the second'),
  ],
};

/** Portfolios on the efficient frontier. */
export const frontierTable: Table = {
  name: 'frontier',
  meaning:
    'Portfolios with the least conditional value at risk for their mean return, in the replicates at hand',
  columns: [
    indexColumn('point', 'Portfolio, from the safest, 0, to the one that earns most'),
    number('net_apr_fraction', unit, 'Mean net return of the portfolio'),
    number('cvar95_fraction', unit, 'Its conditional value at risk'),
    choice,
    number('weight_fraction', 'fraction', 'Weight of the choice in it'),
  ],
};

/** How slashes go together. */
export const correlationTable: Table = {
  name: 'correlation',
  meaning: 'Correlation over replicates of the slashes of two choices',
  columns: [
    string('a', 'Choice'),
    string('b', 'Choice'),
    number(
      'slashed_correlation',
      'correlation',
      'Of being slashed at all; empty where one always or never is',
    ),
    number('loss_correlation', 'correlation', 'Of how much each lost; empty where one always loses the same'),
  ],
};

/** Cells of a choice in the table of risks. */
export function riskCells(risk: ChoiceRisk): TableCell[] {
  const figure = ({ value, low, high }: Estimate): TableCell[] => [value, low, high];
  const { name, keptFraction, grossApr, slashed, netApr, volatility } = risk;
  return [
    ...[name, keptFraction, grossApr, slashed],
    ...figure(netApr),
    volatility,
    ...figure(risk.lossProbability),
    ...figure(risk.valueAtRisk),
    ...figure(risk.conditionalValueAtRisk),
  ];
}

/** Rows of a choice in the table of contributions. */
export function contributionRows({ name, contributions }: ChoiceRisk): TableCell[][] {
  return contributions.map(({ payer, slashed, rewards }) => {
    const [avsName = '', setName = ''] = payer.split('.');
    return [name, avsName, setName, slashed, rewards, slashed - rewards];
  });
}

/** Rows of a portfolio on the frontier, without the choices that are not in it. */
export function frontierRows(
  { mean, tail, weights }: EfficientPortfolio,
  point: number,
  names: readonly string[],
): TableCell[][] {
  return weights.flatMap((weight, i) => (weight > 0 ? [[point, mean, tail, names[i]!, weight]] : []));
}

/** Cells of a pair in the table of correlations. */
export function pairCells({ a, b, ofBeing, ofLoss }: SlashCorrelation): TableCell[] {
  return [a, b, ofBeing, ofLoss];
}
