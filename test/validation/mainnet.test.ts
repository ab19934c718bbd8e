import { describe, expect, it } from 'vitest';
import { quantile } from '../../sim/measures/statistics/concentration.ts';
import { readScenario } from '../../src/input/scenario-file.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import type { Written } from '../scenario/small.ts';

/** Shares of stake of the largest operator and of the ten largest together, as the world starts. */
function concentration(world: Written, seed: number): readonly [number, number] {
  const { operatorShares } = initialState(world, seed).state.mirrors;
  const stakes = [...operatorShares].sort((a, b) => b - a);
  const sum = (some: readonly number[]) => some.reduce((a, b) => a + b, 0);
  return [stakes[0]! / sum(stakes), sum(stakes.slice(0, 10)) / sum(stakes)];
}

describe('the operators of mainnet-like', () => {
  it('are as concentrated as those of mainnet in autumn 2024: largest 8.2%, top ten 55.8%', () => {
    const reading = readScenario('scenarios/mainnet-like.yaml');
    if (!reading.ok) throw new Error('invalid scenario');
    const worlds = Array.from({ length: 60 }, (_, seed) => concentration(reading.value.written, seed));
    for (const [which, seen] of [0.0822, 0.558].entries()) {
      const shares = worlds.map(world => world[which]!);
      // The middle 95% of sampled worlds: mainnet could be one of them.
      expect(quantile(shares, 0.025)).toBeLessThan(seen);
      expect(quantile(shares, 0.975)).toBeGreaterThan(seen);
    }
  });
});
