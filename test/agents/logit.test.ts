import { describe, expect, it } from 'vitest';
import { logistic, logit } from '../../sim/agents/logit.ts';
import { streams } from '../../sim/engine/index.ts';
import { countDistance, unlikely } from '../economy/distance.ts';

const draws = 40_000;

/** How often each option is picked. */
function picks(utilities: readonly number[], seed: string): number[] {
  const stream = streams('choice').stream(seed);
  const counts = utilities.map(() => 0);
  for (let draw = 0; draw < draws; draw++) counts[logit(utilities, stream)]!++;
  return counts;
}

describe('multinomial logit', () => {
  it.each([
    [0, [1 / 3, 1 / 3, 1 / 3]],
    [1, [0.353615, 0.431906, 0.214478]],
    [5, [0.263132, 0.715268, 0.021599]],
  ] as const)(
    'of utilities 1, 1.2 and 0.5 with precision %d picks in the shares of the closed form',
    (precision, shares) => {
      const counts = picks(
        [1, 1.2, 0.5].map(utility => precision * utility),
        `${precision}`,
      );
      counts.forEach((count, option) => {
        expect(countDistance(count, draws, shares[option]!)).toBeLessThan(unlikely);
      });
    },
  );

  it('picks the same whatever is added to all utilities, and bears large ones', () => {
    expect(picks([1001, 1001.2, 1000.5], 'shift')).toEqual(picks([1, 1.2, 0.5], 'shift'));
    expect(picks([1e6, 0, -1e6], 'large')).toEqual([draws, 0, 0]);
    expect(picks([Number.NEGATIVE_INFINITY, 2], 'never')).toEqual([0, draws]);
  });
});

describe('binary logit', () => {
  it('says yes with probability 1 / (1 + e^-d), without overflow', () => {
    for (const difference of [-3, -0.1, 0, 0.1, 3]) {
      expect(logistic(difference)).toBeCloseTo(1 / (1 + Math.exp(-difference)), 14);
    }
    expect([logistic(-1e9), logistic(1e9)]).toEqual([0, 1]);
  });
});
