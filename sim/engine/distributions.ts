import { exp, log, logFactorial, pow } from './math.ts';
import type { Stream } from './streams.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';

/** Uniform draw in [low, high). */
export function uniform(stream: Stream, low: number, high: number): number {
  return low + (high - low) * stream();
}

/** Exponential draw of a given mean, in the mean's unit. */
export function exponential(stream: Stream, mean: number): number {
  return mean * standardExponential(stream);
}

/** Normal draw of a given mean and standard deviation. */
export function normal(stream: Stream, mean: number, sd: number): number {
  return mean + sd * standardNormal(stream);
}

/** Lognormal draw by its median and the standard deviation `sigma` of its logarithm. */
export function lognormal(stream: Stream, median: number, sigma: number): number {
  return median * exp(sigma * standardNormal(stream));
}

/** Lognormal draw by its mean and its coefficient of variation (standard deviation / mean). */
export function lognormalOfMean(stream: Stream, mean: number, cv: number): number {
  const spread = 1 + cv * cv;
  return lognormal(stream, mean / Math.sqrt(spread), Math.sqrt(log(spread)));
}

/** Pareto draw by its minimum and its tail index `shape`: P(X > x) = (minimum / x)^shape. */
export function pareto(stream: Stream, minimum: number, shape: number): number {
  return minimum * exp(standardExponential(stream) / shape);
}

/** Weibull draw by its scale and shape: P(X > x) = exp(-(x / scale)^shape). */
export function weibull(stream: Stream, scale: number, shape: number): number {
  return scale * pow(standardExponential(stream), 1 / shape);
}

/** Weibull draw by its mean and shape; shape 1 is `exponential`, draw for draw. */
export function weibullOfMean(stream: Stream, mean: number, shape: number): number {
  if (shape === 1) return exponential(stream, mean);
  return weibull(stream, mean * exp(-logFactorial(1 / shape)), shape);
}
