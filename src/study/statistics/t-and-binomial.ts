import { createRequire } from 'node:module';
import type BinomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import type TQuantile from '@stdlib/stats-base-dists-t-quantile';

/**
 * Loads a package when it is needed first: the 419 modules of these two take a quarter of a second, which commands that
 * compute no intervals need not spend.
 */
const load = createRequire(import.meta.url);

/** Quantiles found, by degrees of freedom: many measures have the same number of values. */
const quantiles = new Map<number, number>();

/**
 * 97.5% quantile of Student's t with a whole number of degrees of freedom: half the width of a 95% interval in
 * standard errors. Throws on less than one degree.
 */
export function tQuantile975(degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1) throw new Error(`invalid degrees of freedom: ${degrees}`);
  let quantile = quantiles.get(degrees);
  if (quantile === undefined) {
    const tQuantile: typeof TQuantile = load('@stdlib/stats-base-dists-t-quantile');
    quantile = tQuantile(0.975, degrees);
    quantiles.set(degrees, quantile);
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
