import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streams } from '../../../sim/engine/index.ts';
import { type Quantity, quantity, sample, sampleLabel } from '../../../sim/scenario/values/quantity.ts';
import { amount, duration } from '../../../sim/scenario/values/units.ts';
import { countDistance, distance, unlikely } from '../../economy/distance.ts';

const draws = (law: Quantity, name: string, many = 40_000): number[] => {
  const stream = streams('quantity').stream(name);
  return Array.from({ length: many }, () => sample(law, stream));
};

describe('a quantity', () => {
  it.each<[string, Quantity, number, number]>([
    ['uniform', { uniform: [2, 8] }, 5, 3],
    ['normal', { normal: { mean: 10, sd: 2 } }, 10, 4],
    [
      'lognormal',
      { lognormal: { median: 4, sigma: 0.5 } },
      4 * Math.exp(0.125),
      16 * Math.exp(0.25) * (Math.exp(0.25) - 1),
    ],
    ['pareto', { pareto: { minimum: 2, shape: 6 } }, 2.4, 0.24],
    ['one of values', { values: [1, 2, 6] }, 3, 14 / 3],
  ])('that is %s has its mean and variance', (name, law, mean, variance) => {
    const values = draws(law, name);
    expect(distance(values, mean)).toBeLessThan(unlikely);
    expect(
      distance(
        values.map(value => (value - mean) ** 2),
        variance,
      ),
    ).toBeLessThan(unlikely);
  });

  it('stays within its bounds, on which the rest of the weight lies', () => {
    const values = draws({ normal: { mean: 3, sd: 1 }, min: 2, max: 3.5 }, 'bounded');
    expect([Math.min(...values), Math.max(...values)]).toEqual([2, 3.5]);
    expect(countDistance(values.filter(value => value === 2).length, values.length, 0.158655)).toBeLessThan(
      unlikely,
    );
    expect(Math.max(...draws({ pareto: { minimum: 1, shape: 1 }, max: 9 }, 'tail'))).toBe(9);
    expect(Math.max(...draws({ lognormal: { median: 1, sigma: 2 }, max: 9 }, 'heavy'))).toBe(9);
  });

  it('is never below 0, even where its law goes there', () => {
    const values = draws({ normal: { mean: 1, sd: 1 } }, 'signed');
    expect(Math.min(...values)).toBe(0);
    expect(countDistance(values.filter(value => value === 0).length, values.length, 0.158655)).toBeLessThan(
      unlikely,
    );
  });

  it('that is a number is itself and draws nothing', () => {
    expect(sample(7, () => expect.unreachable())).toBe(7);
  });

  it('is refused when its bounds are the wrong way round', () => {
    expect(quantity(amount).safeParse({ uniform: [8, 2] }).success).toBe(false);
  });

  it('is in its unit throughout', () => {
    const days = quantity(duration);
    expect(days.parse({ uniform: ['12h', '2d'] })).toEqual({ uniform: [0.5, 2] });
    expect(days.parse({ lognormal: { median: '6h', sigma: 1 }, max: '1d' })).toEqual({
      lognormal: { median: 0.25, sigma: 1 },
      max: 1,
    });
    expect(days.parse('7d')).toBe(7);
    for (const wrong of [7, { uniform: [1, 2] }, { uniform: ['1d'] }, { values: [] }, { gamma: 1 }]) {
      expect(days.safeParse(wrong).success).toBe(false);
    }
    expect(quantity(amount).safeParse({ pareto: { minimum: 1, shape: 0 } }).success).toBe(false);
  });
});

describe('a label', () => {
  it('is chosen by weight, and never without weight', () => {
    const stream = streams('label').stream('x');
    const counts = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const word = sampleLabel({ choice: { aws: 35, none: 0, own: 65 } }, stream);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['aws', 'own']);
    expect(countDistance(counts.get('aws')!, 20_000, 0.35)).toBeLessThan(unlikely);
  });

  it('is never one without weight, whatever the draw', () => {
    const weights = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom(0, 0.1, 0.7, 3), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (choice, draw) => {
        fc.pre(Object.values(choice).some(weight => weight > 0));
        expect(choice[sampleLabel({ choice }, () => draw)]).toBeGreaterThan(0);
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });
});
