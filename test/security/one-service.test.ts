import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fraction,
  leastCostCoalition,
  type Network,
  oneServiceSecurity,
  slack,
  toNumber,
  worstCascade,
} from '../../sim/security/index.ts';

/** Candidates with a stake and a cost each. */
const candidates = (most: number) =>
  fc.array(fc.record({ stake: fc.integer({ min: 0, max: 50 }), cost: fc.integer({ min: 0, max: 50 }) }), {
    minLength: 1,
    maxLength: most,
  });

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the coalition of least cost', () => {
  it('is the cheapest of all that hold enough', () => {
    fc.assert(
      fc.property(candidates(10), fc.double({ min: 0.05, max: 1, noNaN: true }), (members, threshold) => {
        const stakes = members.map(({ stake }) => stake);
        const costs = members.map(({ cost }) => cost);
        const needed = threshold * sum(stakes);
        fc.pre(needed > 0);
        let least = Number.POSITIVE_INFINITY;
        for (let subset = 0; subset < 2 ** members.length; subset++) {
          const chosen = members.filter((_, i) => (subset >> i) & 1);
          if (sum(chosen.map(({ stake }) => stake)) < needed) continue;
          least = Math.min(least, sum(chosen.map(({ cost }) => cost)));
        }
        const found = leastCostCoalition(stakes, costs, needed)!;
        expect(found.cost).toBe(least);
        expect(found.bound).toBe(least);
        expect(sum(found.members.map(member => stakes[member]!))).toBeGreaterThanOrEqual(needed);
        expect(sum(found.members.map(member => costs[member]!))).toBe(least);
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it('of very many is found in part, and never costs less than its bound', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ stake: fc.integer({ min: 900, max: 1_100 }), noise: fc.integer({ max: 9, min: 0 }) }),
          {
            minLength: 200,
            maxLength: 200,
          },
        ),
        members => {
          const stakes = members.map(({ stake }) => stake);
          // Costs all but in proportion to stake: what makes a knapsack hard.
          const costs = members.map(({ stake, noise }) => stake + noise);
          const { cost, bound, members: chosen } = leastCostCoalition(stakes, costs, 0.37 * sum(stakes))!;
          expect(sum(chosen.map(member => costs[member]!))).toBe(cost);
          expect(sum(chosen.map(member => stakes[member]!))).toBeGreaterThanOrEqual(0.37 * sum(stakes));
          expect(bound).toBeLessThanOrEqual(cost);
          // The relaxation leaves out a part of one member at most.
          expect(cost - bound).toBeLessThan(1_109);
        },
      ),
      { seed: 20_261_122, numRuns: 20 },
    );
  });

  it('does not exist where all together hold too little', () => {
    expect(leastCostCoalition([3, 4], [1, 1], 7.1)).toBeUndefined();
    expect(leastCostCoalition([3, 4, 0], [1, 1, 0], 7)?.members).toEqual([0, 1]);
  });
});

describe('a service on its own', () => {
  it('has the cost of corruption and the worst loss of a network of it alone', () => {
    const members = fc.array(
      fc.record({ weight: fc.integer({ min: 1, max: 20 }), withdrawing: fc.integer({ min: 0, max: 5 }) }),
      { minLength: 1, maxLength: 7 },
    );
    let attacked = 0;
    fc.assert(
      fc.property(
        members,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 80 }),
        fc.constantFrom(0, 1, 2, 5),
        (all, sixths, profit, tenths) => {
          const of = (value: number) => fraction(BigInt(value));
          const network: Network = {
            services: [{ name: 'x', profit: of(profit), threshold: fraction(BigInt(sixths), 6n) }],
            operators: all.map(({ weight, withdrawing }, place) => ({
              name: `o${place}`,
              stake: of(weight + withdrawing),
              allocations: [{ service: 0, amount: of(weight), withdrawing: of(withdrawing) }],
            })),
          };
          const { cost, lost } = oneServiceSecurity(
            {
              weights: all.map(({ weight }) => weight),
              losses: all.map(({ weight, withdrawing }) => weight + withdrawing),
              threshold: fraction(BigInt(sixths), 6n),
              profit,
            },
            tenths / 10,
          );
          const cascade = worstCascade(network, fraction(BigInt(tenths), 10n));
          expect(cascade.isExact).toBe(true);
          expect(lost).toBeCloseTo(toNumber(cascade.realised), 12);
          if (cascade.rounds.length > 0) attacked++;
          if (profit > 0) expect(cost / profit - 1).toBeCloseTo(toNumber(slack(network).gamma!), 12);
        },
      ),
      { seed: 20_261_129, numRuns: 300 },
    );
    expect(attacked).toBeGreaterThan(50);
  });
});
