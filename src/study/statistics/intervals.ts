import { bisector, range } from 'd3';
import { log, pow } from '../../../sim/engine/index.ts';
import { z975 } from './normal-quantile.ts';
import { binomialDistribution, tQuantile } from './t-and-binomial.ts';

/** Lower and upper end of a 95% interval. */
export type Interval = readonly [low: number, high: number];

/**
 * 95% interval of a probability from how often something happened in n tries (E. B. Wilson, JASA 22, 1927). Throws
 * without tries.
 *
 * @param happened how often it happened, from 0 to n
 * @param n number of tries
 */
export function wilsonInterval(happened: number, n: number): Interval {
  if (n < 1) throw new Error('missing tries: a share needs at least one');
  const share = happened / n;
  const centre = share + (z975 * z975) / (2 * n);
  const half = z975 * Math.sqrt((share * (1 - share)) / n + (z975 * z975) / (4 * n * n));
  const scale = 1 + (z975 * z975) / n;
  return [happened === 0 ? 0 : (centre - half) / scale, happened === n ? 1 : (centre + half) / scale];
}

/**
 * Half the width of the 95% t interval of a mean.
 *
 * @param sd standard deviation of the values, in their unit
 * @param n number of values, at least 2
 */
export function meanHalfWidth(sd: number, n: number): number {
  return (tQuantile(0.975, n - 1) * sd) / Math.sqrt(n);
}

/** Ranks of the values at the ends of an interval, counted from 1; null where no value is far enough out. */
type QuantileRanks = readonly [low: number | null, high: number | null];

/** Probability with which a quantile may lie beyond either end of its interval. */
const TAIL = 0.025;

/** Ranks found, by number of values and probability: many measures have the same number of values. */
const ranksFound = new Map<string, QuantileRanks>();

/**
 * Ranks of the two of n ordered values that hold the p-quantile of their distribution with at least 95%, at most 2.5%
 * on either side. How many of the values lie below the quantile follows the binomial distribution (David and Nagaraja,
 * Order Statistics, 2003, 7.1).
 *
 * @param n number of values
 * @param p probability of the quantile, between 0 and 1
 */
export function quantileRanks(n: number, p: number): QuantileRanks {
  const key = `${n} ${p}`;
  const ranks = ranksFound.get(key) ?? findRanks(n, p);
  ranksFound.set(key, ranks);
  return ranks;
}

function findRanks(n: number, p: number): QuantileRanks {
  // The chance that all values lie on one side: with few values not even the extremes are far enough out.
  if ((1 - p) ** n > TAIL && p ** n > TAIL) return [null, null];
  const counts = range(n);
  const byProbability = bisector(binomialDistribution(n, p));
  const low = byProbability.right(counts, TAIL);
  const high = byProbability.left(counts, 1 - TAIL);
  return [low === 0 ? null : low, high === n ? null : high + 1];
}

/** 95% interval of the p-quantile from values in ascending order; an end is null where there are too few values. */
export function quantileInterval(
  ordered: readonly number[],
  p: number,
): readonly [low: number | null, high: number | null] {
  const [low, high] = quantileRanks(ordered.length, p);
  return [low === null ? null : ordered[low - 1]!, high === null ? null : ordered[high - 1]!];
}

/** Fewest values of which at least one lies beyond the p-quantile with 95%: with fewer, what is said of this tail is a guess. */
export function replicatesForTail(p: number): number {
  return Math.ceil(log(0.05) / log(Math.max(p, 1 - p)));
}

/**
 * Most that the probability of something may be, with 95% confidence, that did not happen in any of n runs: about 3 / n
 * (J. A. Hanley and A. Lippman-Hand, JAMA 249(13), 1983).
 */
export function mostMissed(n: number): number {
  return 1 - pow(0.05, 1 / n);
}

/**
 * Fewest replicates whose mean has a narrow enough 95% t interval.
 *
 * @param sd standard deviation between replicates
 * @param halfWidth most that the interval may extend to either side of the mean, above 0, in the unit of `sd`
 */
export function replicatesForMean(sd: number, halfWidth: number): number {
  if (!(halfWidth > 0)) throw new Error(`invalid half-width: ${halfWidth}; it must be above 0`);
  let n = Math.max(2, Math.ceil(((z975 * sd) / halfWidth) ** 2));
  while (meanHalfWidth(sd, n) > halfWidth) n++;
  return n;
}

/** What a mean of values in a unit cannot leave: shares lie from 0 to 1, counts are not negative. */
export function boundsOf(unit: string): Interval {
  if (unit === 'fraction') return [0, 1];
  return [unit === 'count' ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
