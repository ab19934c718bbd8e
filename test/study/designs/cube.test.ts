import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streams } from '../../../sim/engine/index.ts';
import type { CubePoints } from '../../../src/study/designs/cube.ts';
import { latinHypercube } from '../../../src/study/designs/latin-hypercube.ts';
import { morris, morrisStep } from '../../../src/study/designs/morris.ts';
import { saltelli, saltelliBlock } from '../../../src/study/designs/saltelli.ts';
import { mostSobolDimensions, sobol } from '../../../src/study/designs/sobol.ts';

const rows = ({ size, row }: CubePoints) => Array.from({ length: size }, (_, index) => row(index));
const root = streams(1);

/** Sum of distance^-16 over all pairs, in slices. */
function crowding(points: readonly (readonly number[])[]): number {
  let sum = 0;
  points.forEach((a, i) => {
    for (const b of points.slice(0, i)) {
      sum +=
        a.reduce((total, u, k) => total + Math.floor(u * points.length - b[k]! * points.length) ** 2, 0) **
        -8;
    }
  });
  return sum;
}

/** Squared centred L2 discrepancy (F. J. Hickernell, Math. Comp. 67, 1998, formula 9). */
function centredDiscrepancy(points: readonly (readonly number[])[]): number {
  const [n, d] = [points.length, points[0]!.length];
  const off = (u: number) => Math.abs(u - 0.5);
  let single = 0;
  let pairs = 0;
  for (const a of points) {
    single += a.reduce((product, u) => product * (1 + off(u) / 2 - off(u) ** 2 / 2), 1);
    for (const b of points) {
      pairs += a.reduce(
        (product, u, k) => product * (1 + off(u) / 2 + off(b[k]!) / 2 - Math.abs(u - b[k]!) / 2),
        1,
      );
    }
  }
  return (13 / 12) ** d - (2 / n) * single + pairs / n ** 2;
}

describe('a Latin hypercube', () => {
  it('has one point in each slice of each dimension, whatever the seed', () => {
    const shape = {
      dimensions: fc.integer({ min: 1, max: 6 }),
      size: fc.integer({ min: 2, max: 40 }),
      seed: fc.nat(),
    };
    fc.assert(
      fc.property(fc.record(shape), ({ dimensions, size, seed }) => {
        const points = rows(latinHypercube(dimensions, size, streams(seed)));
        for (let dimension = 0; dimension < dimensions; dimension++) {
          const slices = points.map(point => Math.floor(point[dimension]! * size));
          expect(slices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, slice) => slice));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has its points further apart than nearly all random ones', () => {
    const spread = crowding(rows(latinHypercube(3, 20, root)));
    const stream = root.stream('random');
    const random = Array.from({ length: 100 }, () => {
      const order = () =>
        Array.from({ length: 20 }, (_, slice) => ({ slice, key: stream() })).sort((a, b) => a.key - b.key);
      const [x, y, z] = [order(), order(), order()];
      return crowding(
        x.map(({ slice }, i) => [slice, y[i]!.slice, z[i]!.slice].map(cell => (cell + 0.5) / 20)),
      );
    });
    expect(random.filter(other => other < spread)).toEqual([]);
  });

  it('is the same for the same seed and another for another', () => {
    expect(rows(latinHypercube(2, 9, streams(3)))).toEqual(rows(latinHypercube(2, 9, streams(3))));
    expect(rows(latinHypercube(2, 9, streams(3)))).not.toEqual(rows(latinHypercube(2, 9, streams(4))));
  });
});

describe('the Sobol sequence', () => {
  it('begins as published', () => {
    expect(rows(sobol(6, 10))).toEqual([
      [0, 0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
      [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
      [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
      [0.1875, 0.3125, 0.9375, 0.4375, 0.5625, 0.3125],
      [0.6875, 0.8125, 0.4375, 0.9375, 0.0625, 0.8125],
    ]);
    // Computed with another implementation of the same direction numbers (SciPy 1.17.1, scipy.stats.qmc.Sobol).
    expect(sobol(21, 64).row(37)).toEqual([
      0.921875, 0.640625, 0.578125, 0.921875, 0.765625, 0.296875, 0.171875, 0.796875, 0.609375, 0.171875,
      0.015625, 0.078125, 0.578125, 0.859375, 0.109375, 0.484375, 0.796875, 0.421875, 0.046875, 0.140625,
      0.953125,
    ]);
    const far = sobol(64, 1024).row(1000);
    expect([far[40], far[52], far[63]]).toEqual([0.9130859375, 0.7529296875, 0.4462890625]);
  });

  it('is as even as it should be: its discrepancy is that of another implementation', () => {
    expect(centredDiscrepancy(rows(sobol(5, 64)))).toBeCloseTo(0.0031211288638202106, 12);
  });

  it.each([
    ['plain', undefined],
    ['scrambled', root.stream('scramble')],
  ])('fills equal slices of every dimension equally, %s', (_, scramble) => {
    const points = rows(sobol(mostSobolDimensions, 256, scramble));
    for (let dimension = 0; dimension < mostSobolDimensions; dimension++) {
      expect(new Set(points.map(point => Math.floor(point[dimension]! * 256))).size).toBe(256);
    }
  });

  it.each([
    ['plain', undefined],
    ['scrambled', root.stream('scramble')],
  ])(
    'is a (0, m, 2)-net in its first two dimensions, %s: every elementary box holds one point',
    (_, scramble) => {
      const points = rows(sobol(2, 64, scramble));
      for (let k = 0; k <= 6; k++) {
        const boxes = points.map(([x, y]) => `${Math.floor(x! * 2 ** k)} ${Math.floor(y! * 2 ** (6 - k))}`);
        expect(new Set(boxes).size).toBe(64);
      }
    },
  );

  it('differs by scramble, and keeps away from its corner of zeros then', () => {
    const [a, b] = [1, 2].map(seed => rows(sobol(3, 8, streams(seed).stream('s'))));
    expect(a).not.toEqual(b);
    expect(a!.flat().every(u => u > 0 && u < 1)).toBe(true);
  });

  it('refuses more dimensions than it knows', () => {
    expect(() => sobol(mostSobolDimensions + 1, 2)).toThrow('invalid number of dimensions: 65; at most 64');
  });
});

describe('a Saltelli design', () => {
  it.each([true, false])('puts single coordinates of B into A, second order %s', secondOrder => {
    const dimensions = 3;
    const points = rows(saltelli(dimensions, 4, secondOrder, root.stream('saltelli')));
    const block = saltelliBlock(dimensions, secondOrder);
    expect(points).toHaveLength(4 * (secondOrder ? 2 * dimensions + 2 : dimensions + 2));
    for (let start = 0; start < points.length; start += block) {
      const [a, b] = [points[start]!, points[start + block - 1]!];
      for (let i = 0; i < dimensions; i++) {
        expect(points[start + 1 + i]).toEqual(a.with(i, b[i]!));
        if (secondOrder) expect(points[start + 1 + dimensions + i]).toEqual(b.with(i, a[i]!));
      }
    }
  });

  it('draws A and B apart', () => {
    const [a, , , b] = rows(saltelli(2, 1, false, root.stream('saltelli')));
    expect(a).not.toEqual(b);
  });
});

describe('a Morris design', () => {
  it('moves each factor once, by half the levels, within the grid', () => {
    const shape = {
      dimensions: fc.integer({ min: 1, max: 8 }),
      levels: fc.integer({ min: 1, max: 6 }).map(half => 2 * half),
      seed: fc.nat(),
    };
    fc.assert(
      fc.property(fc.record(shape), ({ dimensions, levels, seed }) => {
        const points = rows(morris(dimensions, 3, levels, streams(seed)));
        expect(points).toHaveLength(3 * (dimensions + 1));
        for (const u of points.flat()) {
          expect(u * (levels - 1)).toBeCloseTo(Math.round(u * (levels - 1)), 9);
          expect(u).toBeGreaterThanOrEqual(0);
          expect(u).toBeLessThanOrEqual(1);
        }
        for (let start = 0; start < points.length; start += dimensions + 1) {
          const moved = Array.from({ length: dimensions }, (_, step) => {
            const steps = points[start + step + 1]!.map((u, i) => u - points[start + step]![i]!);
            const changed = steps.flatMap((change, i) => (change === 0 ? [] : [i]));
            expect(changed).toHaveLength(1);
            expect(Math.abs(steps[changed[0]!]!)).toBeCloseTo(morrisStep(levels), 12);
            return changed[0]!;
          });
          expect(new Set(moved).size).toBe(dimensions);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('starts anywhere on the grid with equal chance', () => {
    const starts = Array.from(
      { length: 400 },
      (_, trajectory) => morris(1, 400, 4, root).row(2 * trajectory)[0]!,
    );
    const counts = [0, 1, 2, 3].map(level => starts.filter(u => Math.round(3 * u) === level).length);
    // Chi-squared of 3 degrees of freedom stays below 16.27 in 999 of 1,000 runs.
    expect(counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)).toBeLessThan(16.27);
  });
});
