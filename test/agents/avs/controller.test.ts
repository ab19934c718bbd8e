import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AvsObservation } from '../../../sim/agents/avs/avs-policy.ts';
import { controllerPolicy, nextBudget, shiftedSplit } from '../../../sim/agents/avs/controller.ts';

const wide = { min: 1e-300, max: 1e300 };

/** Errors of the law on the plant actual = scale x budget^a, whose target is 1, from a first budget on. */
function errors(
  law: Parameters<typeof nextBudget>[0],
  a: number,
  scale: number,
  epochs: number,
  start = 1,
): number[] {
  let state = { usdPerWeek: start, sum: 0 };
  return Array.from({ length: epochs }, () => {
    const error = -Math.log(scale * state.usdPerWeek ** a);
    state = nextBudget(law, state.usdPerWeek, state.sum, error);
    return error;
  });
}

const unit = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('a proportional budget', () => {
  it('shrinks the error by 1 - a kp an epoch, on a plant that answers with the power a', () => {
    fc.assert(
      fc.property(unit(0.2, 1.5), unit(0.05, 1), unit(-3, 3), (a, kp, first) => {
        errors({ kp, ki: 0, ...wide }, a, Math.exp(-first), 30).forEach((error, n) => {
          expect(error).toBeCloseTo(first * (1 - a * kp) ** n, 9);
        });
      }),
    );
  });
});

describe('a proportional-integral budget', () => {
  it('has errors of the characteristic equation z^2 - (2 - a kp - a ki) z + 1 - a kp', () => {
    fc.assert(
      fc.property(unit(0.2, 1.5), unit(0.05, 1), unit(0, 0.3), unit(-2, 2), (a, kp, ki, first) => {
        const seen = errors({ kp, ki, ...wide }, a, Math.exp(-first), 20);
        expect(seen[1]).toBeCloseTo(first * (1 - a * (kp + ki)), 9);
        for (let n = 2; n < seen.length; n++)
          expect(seen[n]).toBeCloseTo((2 - a * (kp + ki)) * seen[n - 1]! - (1 - a * kp) * seen[n - 2]!, 9);
      }),
    );
  });

  it('answers demand x 2 with the overshoot and the settling time of the closed form', () => {
    const [a, kp, ki] = [0.5, 0.6, 0.1];
    // Complex poles r e^(+-i theta): e_n = r^n (A cos n theta + B sin n theta).
    const r = Math.sqrt(1 - a * kp);
    const theta = Math.acos((2 - a * (kp + ki)) / 2 / r);
    const first = Math.log(2);
    const b = (first * (1 - a * (kp + ki)) - first * r * Math.cos(theta)) / (r * Math.sin(theta));
    const closed = (n: number): number => r ** n * (first * Math.cos(n * theta) + b * Math.sin(n * theta));
    const seen = errors({ kp, ki, ...wide }, a, 0.5, 60);
    const settledAt = (error: (n: number) => number): number => {
      let n = 60;
      while (n > 0 && Math.abs(error(n - 1)) < 0.02) n--;
      return n;
    };
    const overshoot = (error: (n: number) => number): number =>
      Math.max(...Array.from({ length: 60 }, (_, n) => -error(n)));
    expect(overshoot(n => seen[n]!)).toBeCloseTo(overshoot(closed), 9);
    expect(settledAt(n => seen[n]!)).toBe(settledAt(closed));
    // Held: capacity overshoots by 18% and is within 2% from epoch 20 on.
    expect(Math.exp(overshoot(closed))).toBeCloseTo(1.18, 2);
    expect(settledAt(closed)).toBe(20);
  });

  it('never leaves its bounds, and does not wind up at them', () => {
    const law = { kp: 0.3, ki: 0.1, min: 50, max: 200 };
    fc.assert(
      fc.property(fc.array(unit(-1, 1), { maxLength: 60 }), series => {
        let state = { usdPerWeek: 100, sum: 0 };
        for (const error of series) {
          const before = state;
          state = nextBudget(law, state.usdPerWeek, state.sum, error);
          expect(state.usdPerWeek).toBeGreaterThanOrEqual(law.min);
          expect(state.usdPerWeek).toBeLessThanOrEqual(law.max);
          const wanted = before.usdPerWeek * Math.exp(law.kp * error + law.ki * (before.sum + error));
          const pushed = (wanted > law.max && error > 0) || (wanted < law.min && error < 0);
          if (pushed) expect(state.sum).toBe(before.sum);
        }
      }),
    );
  });

  it('leaves a bound after as many epochs, however long it was there: those that the sum on arrival takes', () => {
    const law = { kp: 0.3, ki: 0.1, min: 1, max: 200 };
    const stay = (epochs: number) => {
      let state = { usdPerWeek: 100, sum: 0 };
      for (let n = 0; n < epochs; n++) state = nextBudget(law, state.usdPerWeek, state.sum, 0.5);
      expect(state.usdPerWeek).toBe(200);
      let left = 0;
      for (let after = state; after.usdPerWeek === 200; left++)
        after = nextBudget(law, after.usdPerWeek, after.sum, -0.11);
      return { sum: state.sum, left };
    };
    const short = stay(5);
    expect(stay(1_000)).toEqual(short);
    // It falls in the first epoch n with kp 0.11 + ki (0.11 n - S) > 0; wound up for 1,000 epochs it would take 4,500.
    expect(short.left).toBe(Math.floor((law.ki * short.sum - law.kp * 0.11) / (law.ki * 0.11)) + 1);
    expect(short.left).toBeLessThan(20);
  });
});

describe('a split', () => {
  const shares = fc
    .array(unit(0.01, 1), { minLength: 2, maxLength: 5 })
    .map(parts => parts.map(part => part / parts.reduce((a, b) => a + b, 0)));

  it('moves at most a step, from the set least short to the one most short, and sums to 1', () => {
    fc.assert(
      fc.property(
        shares.chain(split =>
          fc.tuple(
            fc.constant(split),
            fc.array(unit(-1, 1), { minLength: split.length, maxLength: split.length }),
          ),
        ),
        unit(0, 0.3),
        ([split, errors], step) => {
          const named = (values: readonly number[]) =>
            Object.fromEntries(values.map((value, i) => [`set${i}`, value]));
          const after = Object.values(shiftedSplit(named(split), named(errors), step));
          expect(after.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
          after.forEach((share, i) => {
            expect(share).toBeGreaterThanOrEqual(0);
            const change = share - split[i]!;
            expect(Math.abs(change)).toBeLessThanOrEqual(step + 1e-12);
            if (change > 1e-12) expect(errors[i]).toBe(Math.max(...errors));
            if (change < -1e-12) expect(errors[i]).toBe(Math.min(...errors));
          });
        },
      ),
    );
  });

  it('stays while no set is short', () => {
    const split = { a: 0.4, b: 0.6 };
    expect(shiftedSplit(split, { a: -0.5, b: 0 }, 0.1)).toBe(split);
    expect(shiftedSplit(split, { a: -0.5, b: 0.5 }, 0.1)).toEqual({ a: 0.4 - 0.1, b: 0.6 + 0.1 });
    expect(shiftedSplit(split, { a: 0.2, b: 0.5 }, 0.1)).toEqual({ a: 0.4 - 0.03, b: 0.6 + 0.03 });
  });

  it('ends where sets are equally short, if each answers to its share', () => {
    let split: Readonly<Record<string, number>> = { a: 0.9, b: 0.1 };
    // Each set reaches its share of what 1.5 would take: both are short by log 1.5 at best.
    for (let n = 0; n < 200; n++)
      split = shiftedSplit(split, { a: Math.log(0.9 / split.a!), b: Math.log(0.6 / split.b!) }, 0.05);
    expect(split.a).toBeCloseTo(0.6, 6);
  });
});

describe('the policy of a controller', () => {
  const observation: AvsObservation = {
    day: 7,
    budget: { usdPerWeek: 1000, split: { gpu: 0.5, cpu: 0.5 } },
    sets: {
      gpu: { members: 3, slashableUsd: 2e6, paidUsd: 500 },
      cpu: { members: 9, slashableUsd: 0, paidUsd: 500 },
    },
    tasks: { heavy: { coverage: 0.5, onTime: 0.9 }, idle: { coverage: null, onTime: null } },
    memory: [],
  };
  const law = { kp: 1, ki: 0, min: 100, max: 5000 };
  const decide = (targets: Parameters<typeof controllerPolicy>[0]['targets'], split?: { step: number }) =>
    controllerPolicy({ every: 7, targets, budget: law, split })(observation);

  it('reads coverage, tasks on time and slashable stake, and follows the target most short', () => {
    expect(decide({ gpu: { task: 'heavy', coverage: 1 } }).usdPerWeek).toBeCloseTo(2000, 9);
    expect(decide({ gpu: { task: 'heavy', onTime: 0.99 } }).usdPerWeek).toBeCloseTo(1100, 9);
    expect(decide({ gpu: { slashableUsd: 1e6 } }).usdPerWeek).toBeCloseTo(500, 9);
    expect(
      decide({ gpu: { slashableUsd: 1e6 }, cpu: { task: 'heavy', coverage: 1 } }).usdPerWeek,
    ).toBeCloseTo(2000, 9);
  });

  it('acts on nothing where there was nothing to see, and on an error of 1 where all is missing', () => {
    expect(decide({ gpu: { task: 'idle', coverage: 1 } }).usdPerWeek).toBe(1000);
    expect(decide({ cpu: { slashableUsd: 1e6 } }).usdPerWeek).toBeCloseTo(1000 * Math.E, 9);
  });

  it('remembers the sum of errors', () => {
    expect(decide({ gpu: { task: 'heavy', coverage: 1 } }).memory).toEqual([Math.log(2)]);
  });

  it('moves the split with the budget', () => {
    const targets = { gpu: { task: 'heavy', coverage: 1 }, cpu: { slashableUsd: 1e6 } };
    const { split } = decide(targets, { step: 0.1 });
    const moved = 0.1 * (1 - Math.log(2));
    expect(split).toEqual({ gpu: 0.5 - moved, cpu: 0.5 + moved });
    expect(decide(targets).split).toBe(observation.budget.split);
  });
});
