import { exp, log, logFactorial, pow } from './math.ts';
import type { Stream } from './streams.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';

/**
 * Uniform draw in [low, high), in the unit of the bounds.
 *
 * @param low lower bound, included
 * @param high upper bound, excluded
 */
export function uniform(stream: Stream, low: number, high: number): number {
  return low + (high - low) * stream();
}

/**
 * Exponential draw, in the unit of the mean.
 *
 * @param mean above 0
 */
export function exponential(stream: Stream, mean: number): number {
  return mean * standardExponential(stream);
}

/**
 * Normal draw.
 *
 * @param mean in any unit, which is that of the draw
 * @param sd standard deviation, in the unit of the mean
 */
export function normal(stream: Stream, mean: number, sd: number): number {
  return mean + sd * standardNormal(stream);
}

/**
 * Lognormal draw given its median.
 *
 * @param median in any unit, which is that of the draw; above 0
 * @param sigma standard deviation of the natural logarithm
 */
export function lognormal(stream: Stream, median: number, sigma: number): number {
  return median * exp(sigma * standardNormal(stream));
}

/**
 * Lognormal draw given its mean: sigma^2 = ln(1 + cv^2), median = mean / sqrt(1 + cv^2). With cv 0 it is the mean,
 * but a draw is taken all the same.
 *
 * @param mean in any unit, which is that of the draw; above 0
 * @param cv coefficient of variation, standard deviation / mean
 */
export function lognormalOfMean(stream: Stream, mean: number, cv: number): number {
  const spread = 1 + cv * cv;
  return lognormal(stream, mean / Math.sqrt(spread), Math.sqrt(log(spread)));
}

/**
 * Pareto draw: P(X > x) = (minimum / x)^shape for x >= minimum.
 *
 * @param minimum in any unit, which is that of the draw; above 0
 * @param shape tail index, above 0; the mean is finite above 1
 */
export function pareto(stream: Stream, minimum: number, shape: number): number {
  return minimum * exp(standardExponential(stream) / shape);
}

/**
 * Weibull draw: P(X > x) = exp(-(x / scale)^shape).
 *
 * @param scale in any unit, which is that of the draw; above 0
 * @param shape above 0; below 1 the hazard falls with time, above 1 it rises
 */
export function weibull(stream: Stream, scale: number, shape: number): number {
  return scale * pow(standardExponential(stream), 1 / shape);
}

/**
 * Weibull draw given its mean: scale = mean / Gamma(1 + 1 / shape). With shape 1 it is `exponential`, draw for
 * draw. Gamma(1 + z) is z!, so that `logFactorial(1 / shape)` is its logarithm.
 *
 * @param mean in any unit, which is that of the draw; above 0
 * @param shape above 0
 */
export function weibullOfMean(stream: Stream, mean: number, shape: number): number {
  if (shape === 1) return exponential(stream, mean);
  return weibull(stream, mean * exp(-logFactorial(1 / shape)), shape);
}
