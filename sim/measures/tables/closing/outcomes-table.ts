import type { State } from '../../../state/state.ts';
import { weightedQuantiles } from '../../statistics/concentration.ts';
import {
  annualisedReturn,
  maxDrawdown,
  returnsOf,
  sharpe,
  sortino,
  timeUnderWater,
  volatility,
  yearlyLoss,
} from '../../statistics/returns.ts';
import { sum } from '../../statistics/sums.ts';
import { conditionalValueAtRisk, probabilityOfLoss, valueAtRisk } from '../../statistics/tail.ts';
import type { CohortOutcome } from '../../trackers/cohort-outcomes.ts';
import type { Worth } from '../../trackers/cohorts.ts';
import { count, fraction, optional, quantity, ratio, text, usd, yearly } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `outcomes`. */
export const outcomesTable = defineTable({
  name: 'outcomes',
  meaning: 'What each cohort of restakers got in the end; spread is over its accounts, weighted by stake',
  columns: {
    cohort: text('Cohort of restakers'),
    accounts: count('Accounts in the cohort'),
    stakeUsd: usd('Stake at the start'),
    grossAprFraction: optional(
      yearly('Rewards, each over what the stake at the start was worth when it was paid, by year: simple'),
    ),
    slashLossFraction: optional(
      yearly('Part of the stake at the start that slashes took, by year at a constant rate: at most 1'),
    ),
    netAprFraction: optional(yearly('The first less the second: a return in units of the stake')),
    netAprP05Fraction: optional(yearly('5th percentile of net APR over stake')),
    netAprP50Fraction: optional(yearly('Median of net APR over stake')),
    netAprP95Fraction: optional(yearly('95th percentile of net APR over stake')),
    lossFraction: optional(fraction('Share of stake whose slashes exceeded its rewards')),
    slashLossVar95Fraction: optional(
      yearly('Value at risk of the loss to slashes: 95% of stake lost at most this'),
    ),
    slashLossCvar95Fraction: optional(
      yearly('Conditional value at risk of the loss to slashes: mean over the worst twentieth of stake'),
    ),
    netLossCvar95Fraction: optional(
      yearly('The same of slashes less rewards; below 0 where even the worst twentieth gained'),
    ),
    annualisedReturnConstantPricesFraction: optional(
      yearly('Net return over whole weeks in units of the stake, as at constant prices, compounded'),
    ),
    volatilityConstantPricesFraction: optional(
      quantity(
        'fraction/sqrt(year)',
        'Standard deviation of weekly log returns in units of the stake, as at constant prices, by year',
      ),
    ),
    sharpeConstantPricesRatio: optional(
      ratio(
        'Mean weekly return in units of the stake, as at constant prices above the base yield over its spread, by year',
      ),
    ),
    sortinoConstantPricesRatio: optional(ratio('The same over what falls short; empty where nothing does')),
    maxDrawdownConstantPricesFraction: optional(
      fraction('Largest fall of its worth in units of the stake, as at constant prices from an earlier week'),
    ),
    underWaterConstantPricesFraction: optional(
      fraction('Weeks that ended below an earlier worth in units of the stake, as at constant prices'),
    ),
    annualisedReturnUsdFraction: optional(
      yearly('Net return over whole weeks in USD, moves of prices among it, compounded'),
    ),
    volatilityUsdFraction: optional(
      quantity(
        'fraction/sqrt(year)',
        'Standard deviation of weekly log returns in USD, moves of prices among it, by year',
      ),
    ),
    sharpeUsdRatio: optional(
      ratio(
        'Mean weekly return in USD, moves of prices among it above the base yield over its spread, by year',
      ),
    ),
    sortinoUsdRatio: optional(ratio('The same over what falls short; empty where nothing does')),
    maxDrawdownUsdFraction: optional(
      fraction('Largest fall of its worth in USD, moves of prices among it from an earlier week'),
    ),
    underWaterUsdFraction: optional(
      fraction('Weeks that ended below an earlier worth in USD, moves of prices among it'),
    ),
    diversificationRatio: optional(
      ratio(
        'Mean volatility of its operators over the volatility of its portfolio of them; empty without a spread',
      ),
    ),
    exitValueP05Fraction: optional(
      fraction(
        '5th percentile over weeks of the value of its stake 14 days later, after slashes and at the prices then, over its value: what leaving then would have brought',
      ),
    ),
  },
});

/** Level of the tail figures: they speak of the worst twentieth of the stake. */
export const TAIL_LEVEL = 0.95;

/** Weeks in a year. */
const WEEKS = 365 / 7;

/** What the rows of outcomes are made from, all by cohort. */
export interface OutcomesSources {
  readonly outcomes: readonly CohortOutcome[];
  /** Worth at the start and at the end of each week, `[cohort][week]`. */
  readonly weeklyWorth: readonly (readonly Worth[])[];
  /** See `Diversification.ratio` and `ExitValues.fifthPercentile`. */
  readonly diversificationRatio: (cohort: number) => number | null;
  readonly exitValue: (cohort: number) => number | null;
}

/**
 * Rows of the table `outcomes`: one for each cohort. Returns are by year: in units of the stake at the start, which
 * leaves moves of prices out, or in USD, which takes them in.
 *
 * @param days length of the run
 */
export function outcomeRows({ world }: State, days: number, sources: OutcomesSources): Row[] {
  const { outcomes, weeklyWorth, diversificationRatio, exitValue } = sources;
  return world.cohorts.map(({ name, spec }, cohort) => {
    const { stakes } = outcomes[cohort]!;
    const stakeUsd = sum(stakes);
    const worth = stakeUsd > 0 ? weeklyWorth[cohort]! : [];
    const inUnits = weeklyFigures(
      worth.map(({ constantUsd }) => constantUsd),
      spec.policy.baseYield,
    );
    const inUsd = weeklyFigures(
      worth.map(({ usd: worthUsd }) => worthUsd),
      spec.policy.baseYield,
    );
    return outcomesTable.row({
      cohort: name,
      accounts: stakes.length,
      stakeUsd,
      ...accountFigures(outcomes[cohort]!, stakeUsd, days / 365),
      annualisedReturnConstantPricesFraction: inUnits.annualisedReturn,
      volatilityConstantPricesFraction: inUnits.volatility,
      sharpeConstantPricesRatio: inUnits.sharpe,
      sortinoConstantPricesRatio: inUnits.sortino,
      maxDrawdownConstantPricesFraction: inUnits.maxDrawdown,
      underWaterConstantPricesFraction: inUnits.underWater,
      annualisedReturnUsdFraction: inUsd.annualisedReturn,
      volatilityUsdFraction: inUsd.volatility,
      sharpeUsdRatio: inUsd.sharpe,
      sortinoUsdRatio: inUsd.sortino,
      maxDrawdownUsdFraction: inUsd.maxDrawdown,
      underWaterUsdFraction: inUsd.underWater,
      diversificationRatio: diversificationRatio(cohort),
      exitValueP05Fraction: exitValue(cohort),
    });
  });
}

/**
 * Figures over the accounts of a cohort, weighted by their stakes.
 *
 * @param total sum of the stakes, in USD
 */
function accountFigures({ stakes, earned, lost }: CohortOutcome, total: number, years: number) {
  const aprOf = (amount: number, stake: number): number | null => (stake > 0 ? amount / stake / years : null);
  const lossOf = (amount: number, stake: number): number => yearlyLoss(amount / stake, years);
  const grossApr = aprOf(sum(earned), total);
  const slashLoss = total > 0 ? lossOf(sum(lost), total) : null;
  const losing = stakes.map((stake, i) => lossOf(lost[i]!, stake));
  const nets = stakes.map((stake, i) => aprOf(earned[i]!, stake)! - losing[i]!);
  const slashes = { losses: losing, weights: stakes };
  const net = { losses: nets.map(value => -value), weights: stakes };
  const edge = valueAtRisk(slashes, TAIL_LEVEL);
  const [p05, p50, p95] = weightedQuantiles(nets, stakes, [0.05, 0.5, 0.95]);
  return {
    grossAprFraction: grossApr,
    slashLossFraction: slashLoss,
    netAprFraction: grossApr === null ? null : grossApr - slashLoss!,
    netAprP05Fraction: p05!,
    netAprP50Fraction: p50!,
    netAprP95Fraction: p95!,
    lossFraction: probabilityOfLoss({ losses: stakes.map((_, i) => lost[i]! - earned[i]!), weights: stakes }),
    slashLossVar95Fraction: edge,
    slashLossCvar95Fraction: conditionalValueAtRisk(slashes, TAIL_LEVEL, edge),
    netLossCvar95Fraction: conditionalValueAtRisk(net, TAIL_LEVEL),
  };
}

/**
 * Figures over the weeks of a cohort.
 *
 * @param worth its worth at the start and at the end of each week, in USD
 * @param baseYield risk-free return, simple, a year
 */
function weeklyFigures(worth: readonly number[], baseYield: number) {
  const returns = returnsOf(worth);
  return {
    annualisedReturn: annualisedReturn(worth, WEEKS),
    volatility: volatility(worth, WEEKS),
    sharpe: sharpe(returns, WEEKS, baseYield),
    sortino: sortino(returns, WEEKS, baseYield),
    maxDrawdown: worth.length > 1 ? maxDrawdown(worth) : null,
    underWater: timeUnderWater(worth),
  };
}
