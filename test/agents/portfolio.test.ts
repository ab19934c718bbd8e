import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Exposure, type Mandate, rebalance } from '../../sim/agents/restaker/portfolio.ts';

/** Checks a law on random inputs of a fixed seed. */
function always<T>(input: fc.Arbitrary<T>, law: (input: T) => void): void {
  fc.assert(fc.property(input, law), { seed: 20_261_122, numRuns: 200 });
}

/** A mandate over operators with these yields and exposures; the last place is outside. */
function mandateOf(accounts: number, yields: readonly number[], more: Partial<Mandate> = {}): Mandate {
  const outside = yields.length;
  return {
    accounts,
    open: () => true,
    yieldOf: place => (place === outside ? 0 : yields[place]!),
    exposures: [...yields, 0].map(() => []),
    riskAversion: 0,
    correlation: 0,
    most: [...yields, 0].map(() => accounts),
    mostByAvs: accounts,
    inertia: 0,
    ...more,
  };
}

/** What the mandate looks for the most of, for accounts in each place. */
function objective(mandate: Mandate, held: ArrayLike<number>): number {
  const w = Array.from(held, there => there / mandate.accounts);
  const covariance = (a: number, b: number): number =>
    mandate.exposures[a]!.reduce((sum, { set, fraction, variance }) => {
      const other = mandate.exposures[b]!.find(exposure => exposure.set === set);
      return sum + (other ? (a === b ? 1 : mandate.correlation) * fraction * other.fraction * variance : 0);
    }, 0);
  let value = 0;
  w.forEach((a, i) => {
    value += a * mandate.yieldOf(i, held[i]!);
    for (const [j, b] of w.entries()) value -= (mandate.riskAversion / 2) * a * b * covariance(i, j);
  });
  return value;
}

const exposure = (set: number, fraction: number, variance: number): Exposure => ({
  set,
  avs: set,
  fraction,
  variance,
});

describe('a mean-variance portfolio in whole accounts', () => {
  it('has the weights (1/A) inverse(S) (y - r) of two operators, as near as whole accounts come', () => {
    const N = 200;
    always(
      fc.tuple(
        fc.double({ min: 0.02, max: 0.06, noNaN: true }),
        fc.double({ min: 0.02, max: 0.06, noNaN: true }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
      ),
      ([y1, y2, f1, f2, c]) => {
        const [A, v] = [10, 0.03];
        const [s11, s22, s12] = [f1 * f1 * v, f2 * f2 * v, c * f1 * f2 * v];
        const det = A * (s11 * s22 - s12 * s12);
        const w = [(s22 * y1 - s12 * y2) / det, (s11 * y2 - s12 * y1) / det];
        fc.pre(w[0]! > 0 && w[1]! > 0 && w[0]! + w[1]! < 1);
        const mandate = mandateOf(N, [y1, y2], {
          riskAversion: A,
          correlation: c,
          exposures: [[exposure(0, f1, v)], [exposure(0, f2, v)], []],
        });
        const held = Int32Array.of(0, 0, N);
        rebalance(mandate, held, held, N);
        expect(Math.abs(held[0]! - w[0]! * N)).toBeLessThanOrEqual(1);
        expect(Math.abs(held[1]! - w[1]! * N)).toBeLessThanOrEqual(1);
      },
    );
  });

  it('is the best of all portfolios where losses are independent', () => {
    const N = 6;
    const percent = fc.integer({ min: 0, max: 100 }).map(x => x / 1000);
    always(
      fc.tuple(fc.tuple(percent, percent, percent), fc.array(percent, { minLength: 3, maxLength: 3 })),
      ([yields, variances]) => {
        const mandate = mandateOf(N, yields, {
          riskAversion: 3,
          exposures: [...variances.map((variance, set) => [exposure(set, 1, variance)]), []],
        });
        let best = Number.NEGATIVE_INFINITY;
        for (let a = 0; a <= N; a++)
          for (let b = 0; a + b <= N; b++)
            for (let c = 0; a + b + c <= N; c++)
              best = Math.max(best, objective(mandate, [a, b, c, N - a - b - c]));
        const held = Int32Array.of(0, 0, 0, N);
        rebalance(mandate, held, held, N);
        expect(objective(mandate, held)).toBeCloseTo(best, 12);
      },
    );
  });
});

const place = fc.record({
  yield: fc.double({ min: -0.1, max: 0.2, noNaN: true }),
  held: fc.integer({ min: 0, max: 4 }),
  stuck: fc.integer({ min: 0, max: 2 }),
  sets: fc.uniqueArray(fc.integer({ min: 0, max: 3 })),
});
const worlds = fc.record({
  places: fc.array(place, { minLength: 1, maxLength: 6 }),
  most: fc.integer({ min: 1, max: 5 }),
  mostByAvs: fc.integer({ min: 0, max: 8 }),
  turnover: fc.double({ min: 0, max: 1, noNaN: true }),
  correlation: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('rebalancing', () => {
  it('keeps every cap if all may move, and never breaks one further', () => {
    always(worlds, ({ places, most, mostByAvs, turnover, correlation }) => {
      const accounts = places.reduce((sum, { held }) => sum + held, 3);
      const mandate = mandateOf(
        accounts,
        places.map(operator => operator.yield),
        {
          riskAversion: 5,
          correlation,
          // Sets 0 and 1 are of one AVS.
          exposures: [
            ...places.map(({ sets }) => sets.map(set => ({ ...exposure(set, 0.5, 0.02), avs: set >> 1 }))),
            [],
          ],
          most: [...places.map(() => most), accounts],
          mostByAvs,
        },
      );
      const over = (held: ArrayLike<number>): number => {
        const byAvs = [0, 0];
        let above = 0;
        for (const [i, { sets }] of places.entries()) {
          above += Math.max(0, held[i]! - most);
          for (const avs of new Set(sets.map(set => set >> 1))) byAvs[avs]! += held[i]!;
        }
        return byAvs.reduce((sum, there) => sum + Math.max(0, there - mostByAvs), above);
      };
      const before = Int32Array.from([...places.map(({ held }) => held), 3]);

      const all = Int32Array.from(before);
      rebalance(mandate, all, all, accounts);
      expect(over(all)).toBe(0);
      if (over(before) === 0)
        expect(objective(mandate, all)).toBeGreaterThanOrEqual(objective(mandate, before) - 1e-12);

      const some = Int32Array.from(before);
      const free = before.map((there, i) => Math.max(0, there - (places[i]?.stuck ?? 0)));
      const budget = Math.floor(turnover * accounts);
      const transfers = rebalance(mandate, some, free, budget);
      expect(transfers.length).toBeLessThanOrEqual(budget);
      expect(over(some)).toBeLessThanOrEqual(over(before));
      expect(some.reduce((a, b) => a + b)).toBe(accounts);
      for (const [i, there] of free.entries())
        expect(transfers.filter(({ from }) => from === i).length).toBeLessThanOrEqual(there);
    });
  });

  it('leaves all as it is for less than its inertia', () => {
    const held = Int32Array.of(10, 0, 0);
    const moved = (inertia: number) =>
      rebalance(mandateOf(10, [0.05, 0.06], { inertia }), Int32Array.from(held), held, 10).length;
    expect([moved(0.011), moved(0.009)]).toEqual([0, 10]);
  });
});
