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

function points(design: string, more = '') {
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
