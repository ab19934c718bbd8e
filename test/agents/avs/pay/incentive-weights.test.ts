import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonusWeights } from '../../../../sim/agents/avs/pay/bonus.ts';
import { cappedWeights } from '../../../../sim/agents/avs/pay/cap.ts';
import { prizeWeights } from '../../../../sim/agents/avs/pay/prizes.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Parts of a pool that weights stand for. */
const parts = (weights: readonly number[]): number[] => weights.map(weight => weight / sum(weights));

const close = (found: readonly number[], expected: readonly number[]): void => {
  expect(found.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 12);
};

const weight = fc.oneof(fc.constantFrom(0, 1, 2), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
const members = fc.array(weight, { maxLength: 12 });
const fraction = fc.double({ min: 0.01, max: 1, noNaN: true });

/** Holds weights after a rule to what every rule keeps: no weight for whoever had none, nor from nothing. */
const lawful = (before: readonly number[], after: readonly number[]): void => {
  expect(after.length).toBe(before.length);
  for (const [i, value] of after.entries()) {
    expect(Number.isFinite(value) && value >= 0).toBe(true);
    if (before[i] === 0) expect(value).toBe(0);
  }
};

describe('a cap on weight', () => {
  it('gives the surplus of the heavy to the others, by weight', () => {
    close(parts(cappedWeights([50, 30, 20], 0.4)), [0.4, 0.36, 0.24]);
    close(parts(cappedWeights([20, 50, 30], 0.4)), [0.24, 0.4, 0.36]);
  });

  it('saturates those too whom the surplus of others brings to the cap', () => {
    // 70 at 40% leaves 60% for 34 and 6: 51% for one.
    close(parts(cappedWeights([70, 34, 6], 0.4)), [0.4, 0.4, 0.2]);
  });

  it('pays all alike where too few members share the pool for the cap to hold', () => {
    close(parts(cappedWeights([70, 20, 10], 0.25)), [1 / 3, 1 / 3, 1 / 3]);
    close(parts(cappedWeights([5, 0], 0.1)), [1, 0]);
    expect(cappedWeights([0, 0], 0.5)).toEqual([0, 0]);
  });

  it('of 100% changes nothing', () => {
    fc.assert(
      fc.property(members, weights => {
        expect(cappedWeights(weights, 1)).toEqual(weights);
      }),
    );
  });

  it('holds for every member, and clips no one below it', () => {
    fc.assert(
      fc.property(members, fraction, (weights, cap) => {
        const after = cappedWeights(weights, cap);
        lawful(weights, after);
        const most = Math.max(cap, 1 / after.filter(value => value > 0).length);
        for (const [i, part] of parts(after).entries()) {
          if (!(weights[i]! > 0)) continue;
          expect(part).toBeLessThanOrEqual(most * (1 + 1e-9));
          if (part < most * (1 - 1e-9)) expect(after[i]).toBe(weights[i]);
        }
      }),
    );
  });
});

describe('prizes', () => {
  it('go to ranks by weight, and no further than they reach', () => {
    expect(prizeWeights([10, 30, 20, 5], [0.5, 0.3, 0.2])).toEqual([0.2, 0.5, 0.3, 0]);
  });

  it('go to the earlier of equals', () => {
    expect(prizeWeights([7, 7, 9], [0.6, 0.4])).toEqual([0.4, 0, 0.6]);
  });

  it('without a winner leave more to those who won, and nothing goes to members without weight', () => {
    const won = prizeWeights([0, 4, 1], [0.5, 0.3, 0.2]);
    expect(won).toEqual([0, 0.5, 0.3]);
    close(parts(won), [0, 0.625, 0.375]);
  });

  it('depend on the order of weights alone', () => {
    fc.assert(
      fc.property(members, fc.array(fraction, { minLength: 1, maxLength: 6 }), (weights, prizes) => {
        const won = prizeWeights(weights, prizes);
        lawful(weights, won);
        expect(
          prizeWeights(
            weights.map(value => value * 4),
            prizes,
          ),
        ).toEqual(won);
        const winners = weights.filter(value => value > 0).length;
        expect(sum(won)).toBeCloseTo(sum(prizes.slice(0, winners)), 9);
      }),
    );
  });
});

describe('a bonus', () => {
  it('divides its part among those who qualify, and the rest among all', () => {
    // 70 by 60, 30 and 10; 30 by 30 and 10.
    close(bonusWeights([60, 30, 10], [false, true, true], 0.3), [42, 21 + 22.5, 7 + 7.5]);
  });

  it('for which nobody qualifies goes to all', () => {
    expect(bonusWeights([60, 0, 40], [false, true, false], 0.3)).toEqual([60, 0, 40]);
  });

  it('keeps the total, and never leaves less to those who qualify', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(weight, fc.boolean()), { maxLength: 12 }), fraction, (pairs, part) => {
        const weights = pairs.map(([value]) => value);
        const qualifies = pairs.map(([, yes]) => yes);
        const after = bonusWeights(weights, qualifies, part);
        lawful(weights, after);
        expect(Math.abs(sum(after) - sum(weights))).toBeLessThanOrEqual(1e-9 * sum(weights));
        for (const [i, value] of after.entries())
          if (qualifies[i]) expect(value).toBeGreaterThanOrEqual(weights[i]! * (1 - 1e-9));
      }),
    );
  });
});
