import type { OperatorId } from '../../ids.ts';
import { startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { deviation } from '../statistics/returns.ts';
import type { EarnedShares } from './earned-shares.ts';
import type { Holdings } from './holdings.ts';

/** Follows what each operator's delegators earn and lose, week by week. */
export interface Diversification {
  /** Ends a week; the first call opens the first. */
  week(): void;
  /** Diversification ratio of a cohort; null without a spread of returns. */
  ratio(cohort: number): number | null;
}

/**
 * Diversification ratios (Choueifaty and Coignard 2008): the mean volatility of the operators that a cohort
 * delegates to, over the volatility of its portfolio of them; 1 where all of its operators move as one. Returns are
 * weekly, in units of the stake: what a share delegated to the operator earned less what slashes took of it, weighed over
 * strategies by stake at constant prices, those of the start. Weights are the cohort's mean stake with each operator at
 * the beginnings of weeks, held fixed.
 */
export function createDiversification(
  state: State,
  holdings: Holdings,
  earnedShares: EarnedShares,
): Diversification {
  const { world, operators, mirrors } = state;
  const S = mirrors.strategies;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const returns: number[][] = operators.map(() => []);
  const weights = world.cohorts.map(() => new Float64Array(operators.length));
  const stake = new Float64Array(operators.length * S);
  const magnitude = mirrors.maxMagnitude.slice();
  const earned = earnedShares.ofPair.slice();
  let opened = false;

  const weeklyReturn = (operator: OperatorId): number => {
    let usd = 0;
    let gain = 0;
    for (let at = operator * S; at < (operator + 1) * S; at++) {
      usd += stake[at]!;
      if (magnitude[at]! === 0) continue;
      // A share stands for more scaled shares, which earn, the more was slashed before.
      const paid = earnedShares.ofPair[at]! - earned[at]!;
      gain += stake[at]! * ((mirrors.maxMagnitude[at]! + paid) / magnitude[at]! - 1);
    }
    return usd > 0 ? gain / usd : 0;
  };

  return {
    week: () => {
      for (const { id } of operators) {
        if (opened) returns[id]!.push(weeklyReturn(id));
        for (let k = 0; k < S; k++) {
          stake[id * S + k] = mirrors.operatorShares[id * S + k]! * price[k]!;
          weights.forEach((held, cohort) => {
            held[id]! += holdings.shares(id, cohort, k) * price[k]!;
          });
        }
      }
      magnitude.set(mirrors.maxMagnitude);
      earned.set(earnedShares.ofPair);
      opened = true;
    },
    ratio: cohort => diversificationRatio(returns, weights[cohort]!),
  };
}

/** Spread of returns that counts as none: rounding, not risk. */
const NO_SPREAD = 1e-12;

/**
 * Weighted mean of the standard deviations of some series over the standard deviation of their weighted sum; null
 * without a spread.
 *
 * @param series equally long series of returns
 */
export function diversificationRatio(
  series: readonly (readonly number[])[],
  weights: ArrayLike<number>,
): number | null {
  const portfolio = (series[0] ?? []).map((_, week) =>
    series.reduce((sum, values, i) => sum + weights[i]! * values[week]!, 0),
  );
  const whole = deviation(portfolio);
  const parts = series.reduce((sum, values, i) => sum + weights[i]! * (deviation(values) ?? 0), 0);
  return whole === null || whole <= NO_SPREAD * parts ? null : parts / whole;
}
