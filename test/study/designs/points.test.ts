import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pointsOf } from '../../../src/study/designs/points.ts';
import { readStudy } from '../../../src/study/study-file/read-study.ts';
import { folderWith, small } from '../../input/folder.ts';

const factors = `
  pay: { path: avss.one.budget.usdPerWeek, range: [100, 10000], log: true }
  count: { path: operators.ordinary.count, range: [1, 4], integer: true }
  kind: { path: avss.one.sets.main.reward.kind, levels: [totalStake, uniqueStake] }
  stake: { path: operators.ordinary.ownStake.eth, distribution: { normal: { mean: 10, sd: 2 } } }
  time: { path: horizon, distribution: { uniform: [2d, 1w] } }`;

const wholeByRatio =
  '\n  count: { path: restakers.retail.count, range: [1, 1000], integer: true, log: true }';

const points = (design: string, more = '') => pointsIn(design, factors, more);

function pointsIn(design: string, factors: string, more = '') {
  const text = `name: s\nscenario: small.yaml\nfactors:${factors}\ndesign: ${design}\n${more}`;
  const reading = readStudy(join(folderWith({ 'small.yaml': small, 's.yaml': text }), 's.yaml'));
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('; '));
  return pointsOf(reading.value);
}

describe('the points of a study', () => {
  it.each([
    ['{ kind: latinHypercube, points: 16 }', 16],
    ['{ kind: sobol, points: 16 }', 16],
    ['{ kind: sobol, points: 16, scramble: true }', 16],
    ['{ kind: saltelli, base: 4 }', 4 * 7],
    ['{ kind: saltelli, base: 4, secondOrder: true }', 4 * 12],
    ['{ kind: morris, trajectories: 4 }', 4 * 6],
  ])('of %s lie in the ranges of their factors', (design, size) => {
    const all = [...points(design)];
    expect(all.map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, index) => index));
    for (const { levels, settings } of all) {
      const { pay, count, kind, stake, time } = levels;
      expect([
        Number(pay) >= 100 && Number(pay) <= 10_000,
        Number(stake) >= 0,
        Number.isFinite(stake),
      ]).not.toContain(false);
      expect([1, 2, 3, 4]).toContain(count);
      expect(['totalStake', 'uniqueStake']).toContain(kind);
      expect(Number(time)).toBeGreaterThanOrEqual(2);
      expect(Number(time)).toBeLessThanOrEqual(7);
      expect(settings.horizon).toMatch(/^\d+(\.\d+)?d$/);
    }
  });

  it('of a Latin hypercube fall equally on levels and whole numbers, and equally by ratio on a log range', () => {
    const all = [...points('{ kind: latinHypercube, points: 16 }')].map(({ levels }) => levels);
    for (const count of [1, 2, 3, 4]) expect(all.filter(levels => levels.count === count)).toHaveLength(4);
    expect(all.filter(({ kind }) => kind === 'totalStake')).toHaveLength(8);
    expect(all.filter(({ pay }) => Number(pay) < 1000)).toHaveLength(8);
  });

  it('fall equally on each power of ten where whole numbers are spread by ratio', () => {
    const whole = [...pointsIn('{ kind: latinHypercube, points: 30 }', wholeByRatio)].map(
      ({ levels }) => levels.count as number,
    );
    expect(whole.filter(count => count < 10)).toHaveLength(10);
    expect(whole.filter(count => count >= 10 && count < 100)).toHaveLength(10);
    expect(whole.filter(count => count >= 100)).toHaveLength(10);
    expect(whole.every(Number.isInteger)).toBe(true);
    // Sobol's first point is at the lowest end, Morris's levels at both.
    expect(pointsIn('{ kind: sobol, points: 2 }', wholeByRatio).at(0).levels.count).toBe(1);
    const screened = [...pointsIn('{ kind: morris, trajectories: 20 }', wholeByRatio)];
    expect(new Set(screened.map(({ levels }) => levels.count))).toEqual(new Set([1, 10, 100, 1000]));
  });

  it('of a Morris design lie at quantiles from 5% to 95% of distributions with tails, and at the ends of others', () => {
    const factors = `
  price: { path: assets.eth.price.usd, distribution: { normal: { mean: 1000, sd: 100 } } }
  own: { path: operators.ordinary.ownStake.eth, distribution: { lognormal: { median: 10, sigma: 1.5 } } }
  few: { path: restakers.retail.stake.eth, distribution: { pareto: { minimum: 2, shape: 1 } } }
  time: { path: horizon, distribution: { uniform: [2d, 8d] } }
  drift: { path: assets.eth.price.drift, distribution: { normal: { mean: -25%, sd: 5% } } }`;
    const all = [...pointsIn('{ kind: morris, trajectories: 30 }', factors)].map(({ levels }) => levels);
    const seen = (name: string) =>
      [...new Set(all.map(levels => Number(levels[name])))].sort((a, b) => a - b);
    // Quantiles of the normal distribution at 0.05, 0.35, 0.65 and 0.95.
    const z = [-1.6448536269514722, -0.38532046640756773, 0.38532046640756773, 1.6448536269514722];
    const near = (values: readonly number[]) => values.map(value => expect.closeTo(value, 6));
    expect(seen('price')).toEqual(near(z.map(at => 1000 + 100 * at)));
    expect(seen('own')).toEqual(near(z.map(at => 10 * Math.exp(1.5 * at))));
    expect(seen('few')).toEqual(near([0.05, 0.35, 0.65, 0.95].map(p => 2 / (1 - p))));
    expect(seen('time')).toEqual([2, 4, 6, 8]);
    expect(seen('drift')).toEqual(near(z.map(at => -0.25 + 0.05 * at)));
  });

  it('of a plain Sobol sequence begin in the middle of their first slice, not at the end of a tail', () => {
    const price =
      '\n  price: { path: assets.eth.price.usd, distribution: { normal: { mean: 1000, sd: 100 } } }';
    const levels = [...pointsIn('{ kind: sobol, points: 8 }', price)].map(({ levels }) =>
      Number(levels.price),
    );
    // Quantile at 1/16.
    expect(Math.min(...levels)).toBeCloseTo(1000 - 100 * 1.5341205443525465, 6);
    expect(levels.filter(level => level < 1000)).toHaveLength(4);
  });

  it('are made one by one, when asked for', () => {
    const many = points('{ kind: sobol, points: 1000000 }');
    expect(many.kept).toBe(1_000_000);
    expect(many.at(999_999).levels.count).toBeTypeOf('number');
  });

  it('of a design whose structure matters must all keep the constraints', () => {
    expect(() => points('{ kind: saltelli, base: 4 }', 'constraints: [pay > 1000]')).toThrow(
      /invalid constraint: pay > 1000 leaves out \d+ of 28 points/,
    );
    expect(points('{ kind: sobol, points: 4 }', 'constraints: [pay > 1000]').rejected).toEqual([
      { constraint: 'pay > 1000', points: 3 },
    ]);
  });
});
