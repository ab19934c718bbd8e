import { describe, expect, it } from 'vitest';
import { normal, streams } from '../../../sim/engine/index.ts';
import { efficientFrontier } from '../../../src/study/risk/efficient-frontier.ts';
import { LEVEL, tailLoss } from '../../../src/study/risk/risk-figures.ts';

const random = streams('frontier').stream('normal');

/** Net losses of normal choices of given means and standard deviations, `[choice][replicate]`. */
function normals(
  parameters: readonly (readonly [mean: number, sd: number])[],
  replicates: number,
): number[][] {
  return parameters.map(([mean, sd]) => Array.from({ length: replicates }, () => -normal(random, mean, sd)));
}

function mixed(losses: readonly number[][], weights: readonly number[]): number[] {
  return losses[0]!.map((_, i) => weights.reduce((sum, weight, k) => sum + weight * losses[k]![i]!, 0));
}

function meanOf(losses: readonly number[]): number {
  return -losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('the efficient frontier of mean return and tail loss', () => {
  it('is nowhere behind a fine grid of portfolios, nor before it by more than the grid is coarse', async () => {
    const losses = normals(
      [
        [0.02, 0.005],
        [0.05, 0.03],
        [0.08, 0.1],
      ],
      40,
    );
    const front = await efficientFrontier(losses, LEVEL, 9);
    const steps = 60;
    const grid = Array.from({ length: steps + 1 }, (_, i) =>
      Array.from({ length: steps + 1 - i }, (_, j) => [i / steps, j / steps, (steps - i - j) / steps]),
    )
      .flat()
      .map(weights => mixed(losses, weights))
      .map(all => ({ mean: meanOf(all), tail: tailLoss(all) }));
    // One step of the grid moves a portfolio's loss in any replicate by at most this.
    const coarse = (Math.max(...losses.flat()) - Math.min(...losses.flat())) / steps;
    for (const { mean, tail, weights } of front) {
      expect(tail).toBeCloseTo(tailLoss(mixed(losses, weights)), 12);
      const rivals = grid.filter(one => one.mean >= mean).map(one => one.tail);
      expect(tail).toBeLessThanOrEqual(Math.min(...rivals) + 1e-9);
      const near = grid.filter(one => one.mean >= mean - coarse).map(one => one.tail);
      expect(tail).toBeGreaterThanOrEqual(Math.min(...near) - coarse);
    }
  });

  it('rises and bends the right way: more return for more tail, at a growing price', async () => {
    const losses = normals(
      [
        [0.01, 0.002],
        [0.03, 0.02],
        [0.04, 0.05],
        [0.06, 0.06],
        [0.05, 0.2],
      ],
      120,
    );
    const front = await efficientFrontier(losses, LEVEL, 12);
    expect(front).toHaveLength(12);
    const slopes = front.slice(1).map(({ mean, tail }, i) => {
      expect(mean).toBeGreaterThan(front[i]!.mean);
      expect(tail).toBeGreaterThan(front[i]!.tail);
      return (tail - front[i]!.tail) / (mean - front[i]!.mean);
    });
    for (let i = 1; i < slopes.length; i++) expect(slopes[i]).toBeGreaterThanOrEqual(slopes[i - 1]! - 1e-6);
    for (const { weights } of front) {
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
  });

  it('meets the closed form of normal returns: the least 2.062713 sd - mean', async () => {
    const [[m1, s1], [m2, s2]] = [
      [0.03, 0.04],
      [0.04, 0.06],
    ] as const;
    const replicates = 2_000;
    const multiplier = 2.062713; // of the 95% CVaR of a normal distribution
    const [safest] = await efficientFrontier(
      normals(
        [
          [m1, s1],
          [m2, s2],
        ],
        replicates,
      ),
      LEVEL,
      2,
    );
    const { weights, tail } = safest!;
    const trueTail = (w: number) => multiplier * Math.hypot(w * s1, (1 - w) * s2) - (w * m1 + (1 - w) * m2);
    const least = Math.min(...Array.from({ length: 1_001 }, (_, i) => trueTail(i / 1_000)));
    // Standard error of a CVaR: the tail's spread and its own place, over the runs in the tail (Manistre and Hancock).
    const sd = Math.hypot(weights[0]! * s1, weights[1]! * s2);
    const error =
      (sd * Math.sqrt(0.1377 + 0.95 * (multiplier - 1.644854) ** 2)) / Math.sqrt(0.05 * replicates);
    expect(Math.abs(tail - least)).toBeLessThan(2.576 * error);
    expect(trueTail(weights[0]!) - least).toBeLessThan(error);
  });

  it('is the choice itself where there is one, and one point where all earn the same', async () => {
    const [only] = normals([[0.02, 0.1]], 30);
    const [point, ...rest] = await efficientFrontier([only!], LEVEL, 5);
    expect(rest).toEqual([]);
    expect(point!.weights).toEqual([1]);
    expect(point!.tail).toBe(tailLoss(only!));
  });
});
