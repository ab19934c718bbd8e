import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conditionalValueAtRisk,
  probabilityOfLoss,
  tailMean,
  tailWeights,
  valueAtRisk,
} from '../../sim/measures/statistics/tail.ts';

/** Cells of a grid over the normal distribution: their middles, their weights and the probability up to each. */
const step = 1e-4;
const grid = Array.from({ length: 160_000 }, (_, i) => (i + 0.5) * step - 8);
const weights = grid.map(z => (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * step);
const cumulative = weights.reduce<number[]>((sums, weight) => {
  sums.push((sums.at(-1) ?? 0) + weight);
  return sums;
}, []);

/** Normal distribution function, between cells of the grid. */
function normal(z: number): number {
  const place = (z + 8) / step - 1;
  const cell = Math.floor(place);
  return cumulative[cell]! + (place - cell) * (cumulative[cell + 1]! - cumulative[cell]!);
}

/** Every outcome of independent events with a probability, as losses with weights: the number that happened. */
function independent(events: number, probability: number) {
  const losses: number[] = [];
  const weights: number[] = [];
  for (let outcome = 0; outcome < 2 ** events; outcome++) {
    const happened = outcome.toString(2).replaceAll('0', '').length;
    losses.push(happened);
    weights.push(probability ** happened * (1 - probability) ** (events - happened));
  }
  return { losses, weights };
}

const losses = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);

describe('normal losses', () => {
  it.each([
    [0.9, 1.281552, 1.754983],
    [0.95, 1.644854, 2.062713],
    [0.99, 2.326348, 2.665214],
  ])('have at %f a value at risk of %f and a conditional one of %f', (at, edge, beyond) => {
    const all = { losses: grid, weights };
    expect(Math.abs(valueAtRisk(all, at)! - edge)).toBeLessThan(step);
    expect(conditionalValueAtRisk(all, at)).toBeCloseTo(beyond, 6);
  });
});

describe('a pool of defaults that hang on one factor (Vasicek)', () => {
  it.each([
    [-2.3263478740408408, 0.2, 0.999, 0.145525],
    [-2.053748910631823, 0.15, 0.99, 0.105587],
    [-1.6448536269514722, 0.3, 0.95, 0.186957],
  ])('with threshold %f and correlation %f has at %f a value at risk of %f', (threshold, rho, at, edge) => {
    const fraction = (factor: number) => normal((threshold + Math.sqrt(rho) * factor) / Math.sqrt(1 - rho));
    const inside = grid.map((z, i) => [z, weights[i]!] as const).filter(([z]) => Math.abs(z) < 6);
    const all = { losses: inside.map(([z]) => fraction(z)), weights: inside.map(([, weight]) => weight) };
    expect(Math.abs(valueAtRisk(all, at)! - edge)).toBeLessThan(1e-4);
  });
});

describe('the probability of a loss', () => {
  it('in ten sets that slash once in a hundred is .0956179 if they are independent, .01 if they move together', () => {
    expect(probabilityOfLoss(independent(10, 0.01))).toBeCloseTo(0.0956179, 7);
    expect(probabilityOfLoss({ losses: [0, 10], weights: [0.99, 0.01] })).toBeCloseTo(0.01, 12);
  });

  it('to slashes that come twice a year is 1 - .135335, and they leave .818731 with deviation .116367', () => {
    const poisson = [Math.exp(-2)];
    while (poisson.length < 60) poisson.push((poisson.at(-1)! * 2) / poisson.length);
    const all = { losses: poisson.map((_, n) => 1 - 0.9 ** n), weights: poisson };
    expect(probabilityOfLoss(all)).toBeCloseTo(1 - 0.135335, 6);
    const left = 1 - tailMean(all.losses, poisson)!;
    const square = tailMean(
      all.losses.map(loss => (1 - loss) ** 2),
      poisson,
    )!;
    expect(left).toBeCloseTo(0.818731, 6);
    expect(Math.sqrt(square - left ** 2)).toBeCloseTo(0.116367, 6);
  });

  it('counts neither gains nor what neither gains nor loses', () => {
    expect(probabilityOfLoss({ losses: [-1, 0, 1], weights: [1, 1, 2] })).toBe(0.5);
    expect(probabilityOfLoss({ losses: [], weights: [] })).toBeNull();
  });
});

describe('the tail', () => {
  it('takes of losses on the value at risk only what it has room for', () => {
    const all = { losses: [0, 1, 1, 5], weights: [90, 4, 4, 2] };
    expect(valueAtRisk(all, 0.95)).toBe(1);
    expect(tailWeights(all, 0.95).map(weight => Number(weight.toFixed(9)))).toEqual([0, 1.5, 1.5, 2]);
    expect(conditionalValueAtRisk(all, 0.95)).toBeCloseTo((3 * 1 + 2 * 5) / 5, 12);
  });

  it('weighs 1 - level, has a mean no less than the value at risk, and is the least over all edges', () => {
    fc.assert(
      fc.property(losses, level, (values, at) => {
        const all = { losses: values, weights: values.map((_, i) => 1 + (i % 3)) };
        const total = all.weights.reduce((a, b) => a + b, 0);
        const tail = tailWeights(all, at);
        expect(tail.reduce((a, b) => a + b, 0)).toBeCloseTo((1 - at) * total, 9);
        const mean = conditionalValueAtRisk(all, at)!;
        expect(mean).toBeGreaterThanOrEqual(valueAtRisk(all, at)! - 1e-9);
        const beyond = (edge: number) =>
          values.reduce((sum, loss, i) => sum + Math.max(0, loss - edge) * all.weights[i]!, 0);
        const least = Math.min(...values.map(edge => edge + beyond(edge) / ((1 - at) * total)));
        expect(mean).toBeCloseTo(least, 9);
      }),
      { seed: 2 },
    );
  });

  it('is made up of the contributions of its causes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 30 }),
        level,
        (parts, at) => {
          const all = { losses: parts.map(([a, b]) => a + b), weights: parts.map((_, i) => 1 + (i % 4)) };
          const tail = tailWeights(all, at);
          const causes = [0, 1].map(
            cause =>
              tailMean(
                parts.map(part => part[cause]!),
                tail,
              )!,
          );
          expect(causes[0]! + causes[1]!).toBeCloseTo(conditionalValueAtRisk(all, at)!, 9);
        },
      ),
      { seed: 3 },
    );
  });

  it('of nothing is nothing', () => {
    const none = { losses: [], weights: [] };
    expect([valueAtRisk(none, 0.95), conditionalValueAtRisk(none, 0.95)]).toEqual([null, null]);
    expect(conditionalValueAtRisk({ losses: [1], weights: [0] }, 0.95)).toBeNull();
  });
});
