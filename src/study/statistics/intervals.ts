import { log } from '../../../sim/engine/index.ts';
import { exp, logFactorial } from '../../../sim/engine/math.ts';
import { tQuantile975 } from './distributions.ts';

/** Lower and upper end of a 95% interval. */
export type Interval = readonly [low: number, high: number];

/** 97.5% quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** 95% interval of a probability from how often something happened in n tries (E. B. Wilson, JASA 22, 1927). Throws without tries. */
export function wilsonInterval(happened: number, n: number): Interval {
  if (n < 1) throw new Error('missing tries: a share needs at least one');
  const share = happened / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [happened === 0 ? 0 : (centre - half) / scale, happened === n ? 1 : (centre + half) / scale];
}

type QuantileRanks = readonly [low: number | null, high: number | null];

/** Ranks found, for many measures have the same number of values. */
const found = new Map<string, QuantileRanks>();

/**
 * Ranks, counted from 1, of the two of n ordered values that hold the p-quantile of their distribution with at least
 * 95%, at most 2.5% on either side (the binomial law of how many values lie below it); null where no value is far enough
 * out.
 */
export function quantileRanks(n: number, p: number): QuantileRanks {
  const key = `${n} ${p}`;
  const ranks = found.get(key) ?? findRanks(n, p);
  found.set(key, ranks);
  return ranks;
}

function findRanks(n: number, p: number): QuantileRanks {
  const [logBelow, logAbove] = [log(p), log(1 - p)];
  let cumulative = 0;
  let low = 0;
  for (let below = 0; below < n; below++) {
    const ways = logFactorial(n) - logFactorial(below) - logFactorial(n - below);
    cumulative += exp(ways + below * logBelow + (n - below) * logAbove);
    if (cumulative <= 0.025) low = below + 1;
    // So many values may lie below the quantile, and the next one above it.
    if (cumulative >= 0.975) return [low === 0 ? null : low, below + 1];
  }
  return [low === 0 ? null : low, null];
}

/** 95% interval of the p-quantile from values in ascending order; an end is null where there are too few values. */
export function quantileInterval(ordered: readonly number[], p: number): QuantileRanks {
  const [low, high] = quantileRanks(ordered.length, p);
  return [low === null ? null : ordered[low - 1]!, high === null ? null : ordered[high - 1]!];
}

/** Fewest values whose extreme lies beyond the p-quantile with 95%: below that a figure of this tail is a guess. */
export function replicatesForTail(p: number): number {
  return Math.ceil(log(0.05) / log(Math.max(p, 1 - p)));
}

/** Fewest replicates whose 95% t interval of the mean is at most so wide to either side, at a standard deviation. */
export function replicatesForMean(sd: number, halfWidth: number): number {
  if (!(halfWidth > 0)) throw new Error(`invalid half-width: ${halfWidth}; it must be above 0`);
  let n = Math.max(2, Math.ceil(((z * sd) / halfWidth) ** 2));
  while ((tQuantile975(n - 1) * sd) / Math.sqrt(n) > halfWidth) n++;
  return n;
}

/** What a mean of values in a unit cannot leave: shares lie from 0 to 1, counts are not negative. */
export function boundsOf(unit: string): Interval {
  if (unit === 'fraction') return [0, 1];
  return [unit === 'count' ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
