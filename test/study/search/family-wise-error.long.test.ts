import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../src/study/statistics/intervals.ts';
import { normalQuantile } from '../../../src/study/statistics/normal-quantile.ts';
import { type Noisy, solve } from './noisy.ts';

/** Searches of each kind. */
const searches = 400;

/** Settings of which none is good enough, each by a hair: 89% of runs keep what 90% must. */
const nearly: Noisy = {
  low: [0],
  high: [1],
  requirements: [{ probability: 0.9 }],
  run: ([x], _, own) => ({ objectives: [x!], margins: [own <= normalQuantile(0.89) ? 1 : -1] }),
};

/** The same of a mean margin, which lies a twentieth of its spread below 0. */
const below: Noisy = {
  ...nearly,
  requirements: [{ probability: null }],
  run: ([x], common, own) => ({ objectives: [x!], margins: [0.6 * common + 0.8 * own - 0.05] }),
};

/** Several objectives, the first of which is what the requirement is of: a front of settings that all break it. */
const front: Noisy = {
  ...nearly,
  objectives: 2,
  run: ([x], _, own) => ({ objectives: [x!, -x!], margins: [own <= normalQuantile(0.89) ? 1 : -1] }),
};

describe('a search in which no setting keeps what is required', () => {
  it.each([
    ['a share, 400 runs', nearly, 400],
    ['a share, 2000 runs', nearly, 2_000],
    ['a mean, 400 runs', below, 400],
    ['a mean, 2000 runs', below, 2_000],
    ['a share on a front, 400 runs', front, 400],
  ])(
    'claims in at most one of twenty that one is shown to, however many runs it has: %s',
    (_, noisy, budget) => {
      const wrong = Array.from({ length: searches }, (_, seed) => solve(noisy, budget, seed).isProven);
      const claims = wrong.filter(Boolean).length;
      expect(wilsonInterval(claims, searches)[0]).toBeLessThanOrEqual(0.05);
    },
    600_000,
  );
});
