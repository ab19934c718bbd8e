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
} from '../../statistics/returns.ts';
import { sum } from '../../statistics/sums.ts';
import { conditionalValueAtRisk, probabilityOfLoss, valueAtRisk } from '../../statistics/tail.ts';
import type { CohortOutcome } from '../../trackers/cohort-outcomes.ts';
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
    grossAprFraction: optional(yearly('Rewards over stake at the start, by year')),
    slashLossFraction: optional(yearly('Stake lost to slashes over stake at the start, by year')),
    netAprFraction: optional(yearly('Rewards less slashes over stake at the start, by year')),
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
      yearly('Conditional value at risk of the net loss, slashes less rewards; below 0 where even the worst twentieth gained'),
    ),
    annualisedReturnFraction: optional(yearly('Net return over whole weeks, compounded')),
    volatilityFraction: optional(
      quantity(
        'fraction/sqrt(year)',
        'Standard deviation of weekly log returns net of slashes, at starting prices, by year',
      ),
    ),
    sharpeRatio: optional(ratio('Mean weekly return above the base yield over its spread, by year')),
    sortinoRatio: optional(ratio('Mean weekly return above the base yield over the spread of returns below it, by year; empty without any')),
    maxDrawdownFraction: optional(fraction('Largest fall of its worth from an earlier week')),
    underWaterFraction: optional(fraction('Weeks that ended below an earlier worth')),
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
  /** Worth at the start and at the end of each week, in USD. */
  readonly weeklyWorthUsd: readonly (readonly number[])[];
  /** See `Diversification.ratio` and `ExitValues.worst`. */
  readonly diversificationRatio: (cohort: number) => number | null;
  readonly exitValue: (cohort: number) => number | null;
}

/**
 * Rows of the table `outcomes`: one for each cohort. Returns are by year, on stake at the start, at starting prices.
 *
 * @param days length of the run
 */
export function outcomeRows({ world }: State, days: number, sources: OutcomesSources): Row[] {
  const { outcomes, weeklyWorthUsd, diversificationRatio, exitValue } = sources;
  return world.cohorts.map(({ name, spec }, cohort) => {
    const { stakes } = outcomes[cohort]!;
    const stakeUsd = sum(stakes);
    return outcomesTable.row({
      cohort: name,
      accounts: stakes.length,
      stakeUsd,
      ...accountFigures(outcomes[cohort]!, stakeUsd, days / 365),
      ...weeklyFigures(stakeUsd > 0 ? weeklyWorthUsd[cohort]! : [], spec.policy.baseYield),
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
  const gross = sum(earned);
  const loss = sum(lost);
  const aYear = (amount: number): number | null => (total > 0 ? amount / total / years : null);
  const nets = stakes.map((stake, i) => (earned[i]! - lost[i]!) / stake / years);
  const slashes = { losses: stakes.map((stake, i) => lost[i]! / stake / years), weights: stakes };
  const net = { losses: nets.map(value => -value), weights: stakes };
  const edge = valueAtRisk(slashes, TAIL_LEVEL);
  const [p05, p50, p95] = weightedQuantiles(nets, stakes, [0.05, 0.5, 0.95]);
  return {
    grossAprFraction: aYear(gross),
    slashLossFraction: aYear(loss),
    netAprFraction: aYear(gross - loss),
    netAprP05Fraction: p05!,
    netAprP50Fraction: p50!,
    netAprP95Fraction: p95!,
    lossFraction: probabilityOfLoss(net),
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
    annualisedReturnFraction: annualisedReturn(worth, WEEKS),
    volatilityFraction: volatility(worth, WEEKS),
    sharpeRatio: sharpe(returns, WEEKS, baseYield),
    sortinoRatio: sortino(returns, WEEKS, baseYield),
    maxDrawdownFraction: worth.length > 1 ? maxDrawdown(worth) : null,
    underWaterFraction: timeUnderWater(worth),
  };
}
