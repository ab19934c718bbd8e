import { describe, expect, it } from 'vitest';
import { streams } from '../../../sim/engine/index.ts';
import type { CubePoints } from '../../../src/study/designs/cube.ts';
import { morris } from '../../../src/study/designs/morris.ts';
import { saltelli } from '../../../src/study/designs/saltelli.ts';
import { morrisEffects } from '../../../src/study/sensitivity/morris-effects.ts';
import { noiseVariance } from '../../../src/study/sensitivity/noise-variance.ts';
import { type SobolIndex, sobolIndices } from '../../../src/study/sensitivity/sobol-indices.ts';

type Model = (point: readonly number[]) => number;

/** sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, each from -pi to pi (T. Ishigami and T. Homma, ISUMA 1990). */
const ishigami: Model = point => {
  const [x, y, z] = point.map(u => Math.PI * (2 * u - 1)) as [number, number, number];
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};

const weights = [0, 1, 4.5, 9, 99, 99, 99, 99];

/** Product of (|4 u - 2| + a) / (1 + a) (Sobol's g-function). */
const g: Model = point =>
  point.reduce((product, u, i) => product * ((Math.abs(4 * u - 2) + weights[i]!) / (1 + weights[i]!)), 1);

const outputs = (model: Model, { size, row }: CubePoints) =>
  Array.from({ length: size }, (_, index) => model(row(index)));
const values = (indices: readonly SobolIndex[]) => indices.map(({ value }) => value);
const stream = () => streams(1).stream('test');

/** Indices within a hundredth of what theory says. */
function expectNear(found: readonly number[], theory: readonly number[]): void {
  expect(found).toHaveLength(theory.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - theory[i]!), `index ${i}: ${value}`).toBeLessThan(0.01);
  });
}

function indicesOf(model: Model, factors: number, base: number, secondOrder: boolean) {
  const indices = sobolIndices(
    outputs(model, saltelli(factors, base, secondOrder, stream())),
    factors,
    secondOrder,
    stream(),
  );
  if (indices === null) throw new Error('constant');
  return indices;
}

describe('Sobol indices', () => {
  it('of the Ishigami function are those of theory', () => {
    const { variance, first, total, second } = indicesOf(ishigami, 3, 4096, true);
    expect(Math.abs(variance / 13.844588 - 1)).toBeLessThan(0.01);
    expectNear(values(first), [0.313905, 0.442411, 0]);
    expectNear(values(total), [0.557589, 0.442411, 0.243684]);
    // Pairs (1, 2), (1, 3), (2, 3).
    expectNear(values(second), [0, 0.243684, 0]);
  });

  it('of the g-function are those of theory', () => {
    const { variance, first, total } = indicesOf(g, 8, 4096, false);
    expect(Math.abs(variance / 0.465424 - 1)).toBeLessThan(0.01);
    const small = [0.000072, 0.000072, 0.000072, 0.000072];
    expectNear(values(first), [0.716192, 0.179048, 0.023676, 0.007162, ...small]);
    expectNear(values(total), [0.787144, 0.242198, 0.034317, 0.01046, ...small.map(() => 0.000105)]);
  });

  it('do not depend on where the zero of a measure is', () => {
    const near = indicesOf(ishigami, 3, 256, false);
    const far = indicesOf(point => 1e6 + ishigami(point), 3, 256, false);
    near.first.forEach(({ value }, i) => {
      expect(far.first[i]?.value).toBeCloseTo(value, 6);
    });
  });

  it('have intervals that hold the truth about as often as they say', () => {
    const truth = [0.313905, 0.442411, 0, 0.557589, 0.442411, 0.243684];
    let held = 0;
    const tries = 30;
    for (let seed = 0; seed < tries; seed++) {
      const root = streams(seed);
      const random: CubePoints = saltelli(3, 128, false, root.stream('a'));
      const { first, total } = sobolIndices(outputs(ishigami, random), 3, false, root.stream('b'))!;
      held += [...first, ...total].filter(
        ({ interval }, i) => interval![0] <= truth[i]! && truth[i]! <= interval![1],
      ).length;
    }
    // An evenly spread sample is better than the bootstrap, which takes it for a random one, can know.
    expect(held / (6 * tries)).toBeGreaterThan(0.9);
  });

  it('do not exist for a measure that never changes', () => {
    expect(sobolIndices(Array(12).fill(3), 2, false, stream())).toBeNull();
  });

  it('refuse outputs that are not of whole blocks', () => {
    expect(() => sobolIndices([1, 2, 3], 2, false, stream())).toThrow(
      'invalid outputs: 3, not in blocks of 4',
    );
  });
});

describe('Morris effects', () => {
  it('of the Ishigami function are those of its four levels', () => {
    const cube = morris(3, 1000, 4, streams(1));
    const [x, y, z] = morrisEffects(outputs(ishigami, cube), cube);
    // On levels -pi, -pi/3, pi/3, pi with steps of 2/3 of the range: the mean over the grid, by hand.
    const step = 2 / 3;
    const fourth = (Math.PI ** 4 + (Math.PI / 3) ** 4) / 2;
    const expected = [
      (Math.sin(Math.PI / 3) / step) * (1 + 0.1 * fourth),
      (7 * Math.sin(Math.PI / 3) ** 2) / step,
      ((0.1 * (Math.PI ** 4 - (Math.PI / 3) ** 4)) / step) * (Math.sin(Math.PI / 3) / 2),
    ];
    expect(expected.map(value => Number(value.toFixed(3)))).toEqual([7.704, 7.875, 6.249]);
    [x, z].forEach((effect, i) => {
      const [low, high] = effect!.interval!;
      expect(effect!.muStar).toBeGreaterThanOrEqual(low);
      expect(Math.abs(effect!.muStar / expected[2 * i]! - 1)).toBeLessThan(0.05);
      expect(low).toBeLessThanOrEqual(expected[2 * i]!);
      expect(high).toBeGreaterThanOrEqual(expected[2 * i]!);
    });
    // The second factor's effect has the same size everywhere, which has no interval; its sign depends on where it starts.
    expect(y).toMatchObject({ muStar: expect.closeTo(7.875, 9), interval: null });
    expect(Math.abs(y!.mu)).toBeLessThan(1);
  });

  it('of a sum are its weights, the same everywhere', () => {
    const cube = morris(4, 5, 6, streams(2));
    const effects = morrisEffects(
      outputs(point => point.reduce((sum, u, i) => sum + (i - 1) * u, 0), cube),
      cube,
    );
    effects.forEach(({ mu, muStar, sigma }, i) => {
      expect(mu).toBeCloseTo(i - 1, 9);
      expect(muStar).toBeCloseTo(Math.abs(i - 1), 9);
      expect(sigma).toBeCloseTo(0, 9);
    });
  });
});

describe('the variance that is noise', () => {
  it('is nothing where points and seeds only add up', () => {
    const table = [1, 5, 9].map(point => [0, 2, 7, 1].map(seed => point + seed));
    expect(noiseVariance(table)).toBeCloseTo(0, 12);
  });

  it('is that of the errors over the number of replicates', () => {
    const draw = stream();
    const [points, replicates] = [400, 5];
    const table = Array.from({ length: points }, (_, point) =>
      Array.from({ length: replicates }, (_, seed) => point + 3 * seed + draw()),
    );
    // A uniform error has variance 1/12; that of its estimate is below sqrt(2 / 1,596) of it.
    const share = noiseVariance(table)! * 12 * replicates;
    expect(Math.abs(share - 1)).toBeLessThan(4 * Math.sqrt(2 / 1_596));
  });

  it('cannot be told from one replicate', () => {
    expect(noiseVariance([[1], [2]])).toBeNull();
    expect(noiseVariance([])).toBeNull();
  });
});
