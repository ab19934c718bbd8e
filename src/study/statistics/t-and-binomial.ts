import { createRequire } from 'node:module';
import type BinomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import type TQuantile from '@stdlib/stats-base-dists-t-quantile';

/**
 * Loads a package when it is needed first: the 419 modules of these two take a quarter of a second, which commands that
 * compute no intervals need not spend.
 */
const load = createRequire(import.meta.url);

/** Quantiles found, by probability and degrees of freedom: many measures have the same number of values. */
const quantiles = new Map<string, number>();

/**
 * Quantile of Student's t. Throws on less than one degree of freedom.
 *
 * @param probability between 0 and 1: 0.975 for half the width of a 95% interval in standard errors
 * @param degrees degrees of freedom, a whole number
 */
export function tQuantile(probability: number, degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1) throw new Error(`invalid degrees of freedom: ${degrees}`);
  const key = `${probability} ${degrees}`;
  let quantile = quantiles.get(key);
  if (quantile === undefined) {
    const find: typeof TQuantile = load('@stdlib/stats-base-dists-t-quantile');
    quantile = find(probability, degrees);
    quantiles.set(key, quantile);
  }
  return quantile;
}

/**
 * The cumulative distribution function of the number of successes in tries.
 *
 * @param tries number of independent tries, a whole number
 * @param p probability of success in each, from 0 to 1
 * @returns the probability of at most so many successes
 */
export function binomialDistribution(tries: number, p: number): (successes: number) => number {
  const cdf: typeof BinomialCdf = load('@stdlib/stats-base-dists-binomial-cdf');
  return cdf.factory(tries, p);
}
