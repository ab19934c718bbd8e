import { describe, expect, it } from 'vitest';
import { z975 } from '../../../src/study/statistics/normal-quantile.ts';
import { binomialDistribution, tQuantile } from '../../../src/study/statistics/t-and-binomial.ts';
import { atMost } from './binomial-sum.ts';

/** 97.5% quantiles of Student's t for 1 to 30 degrees of freedom, to 12 digits. */
const tabulated: readonly number[] = [
  12.7062047362, 4.30265272975, 3.18244630528, 2.7764451052, 2.57058183564, 2.44691185114, 2.36462425159,
  2.3060041352, 2.2621571628, 2.22813885199, 2.20098516009, 2.17881282967, 2.16036865646, 2.14478668792,
  2.13144954556, 2.11990529922, 2.10981557783, 2.10092204024, 2.09302405441, 2.08596344727, 2.07961384473,
  2.0738730679, 2.06865761042, 2.06389856163, 2.05953855275, 2.05552943864, 2.05183051648, 2.0484071418,
  2.04522964213, 2.0422724563,
];

/** Two-sided probability that Student's t stays within t: the finite series of Abramowitz and Stegun 26.7.3-4. */
function within(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

describe("the 97.5% quantile of Student's t", () => {
  it('leaves 2.5% in each tail', () => {
    for (let degrees = 1; degrees <= 200; degrees++) {
      expect(within(tQuantile(0.975, degrees), degrees), `${degrees}`).toBeCloseTo(0.95, 13);
    }
  });

  it('is as tabulated for 1 to 30 degrees, to 12 digits, and normal for very many', () => {
    tabulated.forEach((quantile, index) => {
      expect(Math.abs(tQuantile(0.975, index + 1) / quantile - 1), `${index + 1}`).toBeLessThan(5e-12);
    });
    expect(tQuantile(0.975, 1e12)).toBeCloseTo(z975, 11);
  });

  it('refuses less than one degree of freedom', () => {
    expect(() => tQuantile(0.975, 0)).toThrow('invalid degrees of freedom: 0');
  });
});

describe('the distribution of the number of successes', () => {
  it.each([
    [1, 0.3],
    [20, 0.5],
    [59, 0.95],
    [400, 0.05],
  ])('of %d tries adds up the ways to each number, at %d', (tries, p) => {
    const distribution = binomialDistribution(tries, p);
    for (let k = 0; k <= tries; k++) expect(distribution(k), `${k}`).toBeCloseTo(atMost(k, tries, p), 12);
  });
});
