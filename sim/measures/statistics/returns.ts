import { log, pow } from '../../engine/index.ts';
import { mean } from './sums.ts';

/** Spread of returns that counts as none: rounding, not risk. */
const NO_SPREAD = 1e-12;

/** Simple returns of a series of values, value over the value before less 1, of the periods that begin with something. */
export function returnsOf(values: readonly number[]): number[] {
  return values.slice(1).flatMap((value, i) => (values[i]! > 0 ? [value / values[i]! - 1] : []));
}

/** Yearly return that turns the first value into the last over the periods between, compounded; null of nothing. */
export function annualisedReturn(values: readonly number[], periodsPerYear: number): number | null {
  const [first] = values;
  if (first === undefined || values.length < 2 || first <= 0) return null;
  return pow(Math.max(0, values.at(-1)! / first), periodsPerYear / (values.length - 1)) - 1;
}

/**
 * Loss a year of which a constant rate takes a part of what there was over some years: 1 - (1 - part)^(1 / years). What
 * is lost cannot be lost again, so that it is never above 1.
 *
 * @param part of what there was at first, from 0 to 1
 */
export function yearlyLoss(part: number, years: number): number {
  return 1 - pow(Math.max(0, 1 - part), 1 / years);
}

/**
 * Yearly volatility of a series of values: standard deviation of its log returns (n - 1) times the root of the
 * periods in a year; null where fewer than two returns or a value of 0 leave none.
 */
export function volatility(values: readonly number[], periodsPerYear: number): number | null {
  if (values.some(value => value <= 0)) return null;
  const sd = deviation(values.slice(1).map((value, i) => log(value / values[i]!)));
  return sd === null ? null : sd * Math.sqrt(periodsPerYear);
}

/**
 * Sharpe ratio (1966): mean yearly return above the risk-free rate over its standard deviation; null without spread.
 *
 * @param riskFree simple return a year
 */
export function sharpe(returns: readonly number[], periodsPerYear: number, riskFree: number): number | null {
  const sd = deviation(returns);
  if (sd === null || sd < NO_SPREAD) return null;
  return ((mean(returns)! - riskFree / periodsPerYear) / sd) * Math.sqrt(periodsPerYear);
}

/**
 * Sortino ratio (Sortino and Price 1994): as the Sharpe ratio, over the root mean square of what falls short of the
 * risk-free rate; null where nothing does.
 *
 * @param riskFree simple return a year
 */
export function sortino(returns: readonly number[], periodsPerYear: number, riskFree: number): number | null {
  if (returns.length === 0) return null;
  const excess = returns.map(value => value - riskFree / periodsPerYear);
  const short = Math.sqrt(mean(excess.map(value => Math.min(0, value) * Math.min(0, value)))!);
  return short < NO_SPREAD ? null : (mean(excess)! / short) * Math.sqrt(periodsPerYear);
}

/** Largest fall from an earlier peak, as a fraction of the peak: from 0 to 1. */
export function maxDrawdown(values: readonly number[]): number {
  let peak = 0;
  let worst = 0;
  for (const value of values) {
    peak = Math.max(peak, value);
    if (peak > 0) worst = Math.max(worst, 1 - value / peak);
  }
  return worst;
}

/** Part of the periods of a series at whose end it stands below an earlier peak; null without a period. */
export function timeUnderWater(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  let peak = values[0]!;
  let below = 0;
  for (const value of values.slice(1)) {
    if (value < peak) below++;
    peak = Math.max(peak, value);
  }
  return below / (values.length - 1);
}

/** Standard deviation (n - 1); null of fewer than two values. */
export function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values)!;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
