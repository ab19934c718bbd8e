import { describe, expect, it } from 'vitest';
import {
  empirical,
  exponential,
  lognormal,
  lognormalOfMean,
  normal,
  pareto,
  poisson,
  type Stream,
  streams,
  uniform,
  weibull,
  weibullOfMean,
} from '../../sim/engine/index.ts';

const size = 200_000;
/** What chance passes once in 10,000 times: two-sided normal quantile and Kolmogorov's. */
const z = 3.8906;
const kolmogorov = 2.2253;

function sample(name: string, draw: (stream: Stream) => number): Float64Array {
  const stream = streams('distributions').stream(name);
  return Float64Array.from({ length: size }, () => draw(stream));
}

/** Mean and variance of the sample with the standard errors that the sample itself gives. */
function moments(values: Float64Array) {
  const average = (f: (x: number) => number) => values.reduce((sum, x) => sum + f(x), 0) / values.length;
  const mean = average(x => x);
  const variance = average(x => (x - mean) ** 2);
  const fourth = average(x => (x - mean) ** 4);
  return {
    mean,
    variance,
    meanError: Math.sqrt(variance / values.length),
    varianceError: Math.sqrt((fourth - variance ** 2) / values.length),
  };
}

/** Normal distribution function, by its series about 0. */
function phi(x: number): number {
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) sum += term *= (x * x) / n;
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

/** Gamma function at x > 0, by Stirling's series after shifting. */
function gamma(x: number): number {
  let shift = 1;
  let at = x;
  for (; at < 20; at++) shift *= at;
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5);
  return (Math.sqrt((2 * Math.PI) / at) * Math.exp(at * Math.log(at) - at + series)) / shift;
}

interface Law {
  readonly name: string;
  readonly draw: (stream: Stream) => number;
  readonly mean: number;
  readonly variance: number;
  readonly below: (x: number) => number;
}

const weibullMoment = (scale: number, shape: number, n: number) => scale ** n * gamma(1 + n / shape);

const laws: Law[] = [
  { name: 'uniform', draw: s => uniform(s, -2, 4), mean: 1, variance: 3, below: x => (x + 2) / 6 },
  {
    name: 'exponential',
    draw: s => exponential(s, 3),
    mean: 3,
    variance: 9,
    below: x => 1 - Math.exp(-x / 3),
  },
  { name: 'normal', draw: s => normal(s, -1, 2), mean: -1, variance: 4, below: x => phi((x + 1) / 2) },
  {
    name: 'lognormal by median',
    draw: s => lognormal(s, 4, 0.5),
    mean: 4 * Math.exp(0.125),
    variance: 16 * Math.exp(0.25) * (Math.exp(0.25) - 1),
    below: x => phi(Math.log(x / 4) / 0.5),
  },
  {
    name: 'lognormal by mean',
    draw: s => lognormalOfMean(s, 4, 0.3),
    mean: 4,
    variance: 1.44,
    below: x => phi(Math.log((x / 4) * Math.sqrt(1.09)) / Math.sqrt(Math.log(1.09))),
  },
  {
    name: 'pareto',
    draw: s => pareto(s, 2, 12),
    mean: (12 * 2) / 11,
    variance: (4 * 12) / (11 ** 2 * 10),
    below: x => 1 - (2 / x) ** 12,
  },
  ...[0.8, 1.7].map(shape => ({
    name: `weibull of shape ${shape}`,
    draw: (s: Stream) => weibull(s, 5, shape),
    mean: weibullMoment(5, shape, 1),
    variance: weibullMoment(5, shape, 2) - weibullMoment(5, shape, 1) ** 2,
    below: (x: number) => 1 - Math.exp(-((x / 5) ** shape)),
  })),
  ...[0.2, 0.7, 1, 3].map(shape => {
    const scale = 5 / gamma(1 + 1 / shape);
    return {
      name: `weibull of shape ${shape} by mean`,
      draw: (s: Stream) => weibullOfMean(s, 5, shape),
      mean: 5,
      variance: weibullMoment(scale, shape, 2) - 25,
      below: (x: number) => 1 - Math.exp(-((x / scale) ** shape)),
    };
  }),
];

describe.each(laws)('$name', ({ name, draw, mean, variance, below }) => {
  const values = sample(name, draw).sort();

  it('has its mean and variance within what the sample allows', () => {
    const found = moments(values);
    expect(Math.abs(found.mean - mean)).toBeLessThan(z * found.meanError);
    expect(Math.abs(found.variance - variance)).toBeLessThan(z * found.varianceError);
  });

  it('has its distribution function (Kolmogorov and Smirnov)', () => {
    let gap = 0;
    values.forEach((x, i) => {
      const p = below(x);
      gap = Math.max(gap, p - i / size, (i + 1) / size - p);
    });
    expect(gap * Math.sqrt(size)).toBeLessThan(kolmogorov);
  });
});

describe('the ziggurat tails', () => {
  /** Expected and found numbers beyond a point agree within the binomial error. */
  function tail(values: Float64Array, beyond: (x: number) => boolean, p: number) {
    const found = values.filter(beyond).length;
    expect(found).toBeGreaterThan(0);
    expect(Math.abs(found - size * p)).toBeLessThan(z * Math.sqrt(size * p));
  }

  it('of the exponential begin and go on as they should', () => {
    const values = sample('exponential tail', s => exponential(s, 1));
    tail(values, x => x > 7.69711747013105, Math.exp(-7.69711747013105));
    tail(values, x => x > 9, Math.exp(-9));
  });

  it('of the normal begin and go on as they should, on both sides', () => {
    const values = sample('normal tail', s => normal(s, 0, 1));
    tail(values, x => x > 3.2, phi(-3.2));
    tail(values, x => x < -3.2, phi(-3.2));
    tail(values, x => Math.abs(x) > 3.654152885361009, 2 * phi(-3.654152885361009));
  });
});

describe('a draw at the outer end of a layer, where the density cuts through it', () => {
  /** Stream that gives these draws, then zeros. */
  const scripted = (...draws: number[]): Stream => {
    const rest = [...draws];
    return () => rest.shift() ?? 0;
  };
  const outerEnd = (layer: number, layers: number) => (layer + 0.99999) / layers;

  it.each([
    ['exponential', (stream: Stream) => exponential(stream, 1), 256],
    ['normal', (stream: Stream) => normal(stream, 0, 1), 512],
  ] as const)('is kept below the density and drawn anew above it: %s', (_, draw, layers) => {
    const middle = 0.5 + 0.5 / layers;
    const anew = draw(scripted(middle));
    for (const layer of [2, 40, 100, 180, 250].map(layer => (layer * layers) / 256)) {
      const kept = draw(scripted(outerEnd(layer, layers), 0, middle));
      expect(kept).not.toBe(anew);
      expect(draw(scripted(outerEnd(layer, layers), 1 - 2 ** -32, middle))).toBe(anew);
    }
  });
});

describe('poisson', () => {
  it.each([0.3, 4, 9.99, 10, 35.5, 1000])('of mean %d has its probabilities (chi-square)', mean => {
    const counts = new Map<number, number>();
    for (const k of sample(`poisson ${mean}`, s => poisson(s, mean))) counts.set(k, (counts.get(k) ?? 0) + 1);
    let statistic = 0;
    let cells = 0;
    let restFound = size;
    let restExpected = size;
    let logP = -mean;
    for (let k = 0; k < mean + 20 * Math.sqrt(mean) + 20; k++) {
      if (k > 0) logP += Math.log(mean / k);
      const expected = size * Math.exp(logP);
      if (expected < 10) continue;
      const found = counts.get(k) ?? 0;
      statistic += (found - expected) ** 2 / expected;
      restFound -= found;
      restExpected -= expected;
      cells++;
    }
    statistic += (restFound - restExpected) ** 2 / restExpected;
    const spread = 2 / (9 * cells);
    expect((Math.cbrt(statistic / cells) - (1 - spread)) / Math.sqrt(spread)).toBeLessThan(z);
  });

  it('has its mean and variance at a mean of ten million', () => {
    const found = moments(sample('poisson large', s => poisson(s, 1e7)));
    expect(Math.abs(found.mean - 1e7)).toBeLessThan(z * found.meanError);
    expect(Math.abs(found.variance - 1e7)).toBeLessThan(z * found.varianceError);
  });

  it('is nothing at a mean of 0 and refuses a mean that is none', () => {
    const stream = streams(1).stream('poisson');
    expect(poisson(stream, 0)).toBe(0);
    for (const mean of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => poisson(stream, mean)).toThrow(`invalid Poisson mean: ${mean}`);
    }
  });
});

describe('empirical', () => {
  it('draws each value by its weight, and none without weight', () => {
    const weights = [3, 0, 1, 0.5, 5.5, 1e-9];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const values = sample('weighted', empirical([10, 11, 12, 13, 14, 15], weights));
    weights.forEach((weight, i) => {
      const p = weight / total;
      const found = values.filter(value => value === 10 + i).length;
      expect(Math.abs(found - size * p)).toBeLessThanOrEqual(z * Math.sqrt(size * p * (1 - p)));
    });
  });

  it('draws all values alike without weights', () => {
    const values = sample('unweighted', empirical([1, 2, 3, 4]));
    for (const value of [1, 2, 3, 4]) {
      const found = values.filter(x => x === value).length;
      expect(Math.abs(found - size / 4)).toBeLessThan(z * Math.sqrt((size * 3) / 16));
    }
  });

  it('always gives the one value that has all the weight', () => {
    expect(new Set(sample('sole', empirical([1, 2, 3], [0, 7, 0])))).toEqual(new Set([2]));
  });

  it('refuses what is no distribution', () => {
    expect(() => empirical([])).toThrow('missing values');
    expect(() => empirical([1, 2], [1])).toThrow('invalid number of weights: 1');
    expect(() => empirical([1, 2], [1, -1])).toThrow('invalid weight: -1');
    expect(() => empirical([1, 2], [1, Number.NaN])).toThrow('invalid weight: NaN');
    expect(() => empirical([1, 2], [0, 0])).toThrow('invalid sum of weights: 0');
  });
});
