import { describe, expect, it } from 'vitest';
import {
  cascadeAfter,
  cascadeLengthBound,
  demands,
  type Fraction,
  localCascade,
  mostProfitableAttack,
  type Network,
  parseFraction,
  slack,
  toText,
  worstCascade,
} from '../../sim/security/index.ts';
import { f, networkOf } from './reference.ts';

/** Examples of Durvasula and Roughgarden, Robust Restaking Networks (arXiv 2407.21785), with exact rationals. */

const text = (value: Fraction | undefined): string | undefined => value && toText(value);
const q = (written: string): Fraction => parseFraction(written)!;

const theorem2 = networkOf({ x: [f(1), f(1)] }, { a: [f(1, 10), ['x']], b: [f(9, 10), ['x']] });

const triangle = networkOf(
  { x: [f(1), f(1)], y: [f(1), f(1)], z: [f(1), f(1)] },
  { a: [f(1), ['x', 'z']], b: [f(3), ['x', 'y']], c: [f(3), ['y', 'z']] },
);

const theorem8 = networkOf(
  { x: [f(2), f(1)], y: [f(2), f(1)], z: [f(2), f(1)] },
  Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(
      (name, index) => [name, [f(1), ['x', index < 3 ? 'y' : 'z']]] as const,
    ),
  ),
);

/** Stake of b and c and profit of x in the construction of Theorem 3, with sigma_a = 1: sigma(V) = 1 / psi. */
const theorem3 = (b: string, c: string, profit: string): Network =>
  networkOf({ x: [q(profit), f(1)] }, { a: [f(1), ['x']], b: [q(b), ['x']], c: [q(c), []] });

/** A chain: v1 to vn with stake 2, service i on v_i and v_i+1, profit 2 (1 + delta), threshold 1. */
const chain = (n: number, delta: Fraction): Network => {
  const profit = f(2 * Number(delta.denominator + delta.numerator), Number(delta.denominator));
  const services = Array.from({ length: n - 1 }, (_, index) => [`s${index + 1}`, [profit, f(1)]] as const);
  const operators = Array.from({ length: n }, (_, index) => {
    const served = [...(index > 0 ? [`s${index}`] : []), ...(index < n - 1 ? [`s${index + 1}`] : [])];
    return [`v${index + 1}`, [f(2), served]] as const;
  });
  return networkOf(Object.fromEntries(services), Object.fromEntries(operators));
};

describe('Theorem 2: no slack, and a shock of 10 % takes all', () => {
  it('holds the condition of each operator with equality', () => {
    expect(demands(theorem2).map(toText)).toEqual(['1', '1']);
    expect(text(slack(theorem2).gamma)).toBe('0');
    expect(mostProfitableAttack(theorem2).attack).toBeUndefined();
  });

  it('loses all after the shock, and no more than it after a smaller one', () => {
    const { literal, realised, shock, rounds, bound } = worstCascade(theorem2, f(1, 10));
    expect([literal, realised].map(toText)).toEqual(['1', '1']);
    expect(bound).toBeUndefined();
    expect(shock).toEqual([0]);
    expect(rounds).toEqual([{ services: [0], operators: [1] }]);
    expect(text(worstCascade(theorem2, f(9, 100)).literal)).toBe('9/100');
  });
});

describe('Theorem 3: the bound is nearly reached', () => {
  it.each([
    ['1/1000', '1/10', '9.99', '989.01', '1099/110', '1099/100000', '11/1000'],
    ['1/10', '1/2', '1.9', '7.1', '29/15', '29/100', '3/10'],
    ['1/10', '1', '0.9', '8.1', '0.95', '19/100', '1/5'],
  ])('at psi = %s and gamma = %s', (psi, gamma, b, c, profit, loss, bound) => {
    const network = theorem3(b, c, profit);
    expect(text(slack(network).gamma)).toBe(gamma);
    const cascade = worstCascade(network, q(psi));
    expect(text(cascade.literal)).toBe(loss);
    expect(text(cascade.realised)).toBe(loss);
    expect(text(cascade.bound)).toBe(bound);
  });
});

describe('Theorem 6: a coalition of services may lose all without a shock of its own', () => {
  it('meets the condition with slack 1/2', () => {
    const stakes = [1, 3, 3];
    const withSlack = demands(triangle).map(({ numerator, denominator }, operator) => {
      return toText(f(Number(numerator) * 3 * stakes[operator]!, Number(denominator) * 2));
    });
    expect(withSlack).toEqual(['3/4', '15/8', '15/8']);
    expect(text(slack(triangle).gamma)).toBe('4/3');
    expect(mostProfitableAttack(triangle).attack).toBeUndefined();
  });

  it('loses all that secures x and z alone once b and c are gone', () => {
    const local = localCascade(triangle, new Set([0, 2]), f(0))!;
    expect(text(local.literal)).toBe('1');
    expect(local.shock).toEqual([1, 2]);
    expect(local.rounds).toEqual([{ services: [0, 2], operators: [0] }]);
    const { rounds } = cascadeAfter(triangle, new Set([1, 2]));
    expect(rounds).toEqual([{ services: [0, 2], operators: [0] }]);
  });

  it('says nothing of services that nobody secures alone', () => {
    expect(localCascade(triangle, new Set([0]), f(0))).toBeUndefined();
  });
});

describe('Theorem 8: a bounded ratio of profit to stake is not enough', () => {
  it('has no slack and no valid attack', () => {
    expect(demands(theorem8).map(toText)).toEqual(Array(6).fill('1'));
    expect(text(slack(theorem8).gamma)).toBe('0');
    expect(text(worstCascade(theorem8, f(0)).literal)).toBe('0');
  });

  it('loses all after any one operator, and by the letter more than all after a shock of two', () => {
    const one = worstCascade(theorem8, f(1, 6));
    expect([one.literal, one.realised].map(toText)).toEqual(['1', '1']);
    expect(one.rounds).toEqual([{ services: [0, 1, 2], operators: [1, 2, 3, 4, 5] }]);
    const two = worstCascade(theorem8, f(1, 3));
    expect([two.literal, two.realised].map(toText)).toEqual(['7/6', '1']);
  });

  it('loses all of a proper part of the services without a shock of their own', () => {
    expect(text(localCascade(theorem8, new Set([0, 1]), f(0))!.literal)).toBe('1');
  });
});

describe('a chain of services', () => {
  it.each([
    [3, f(1, 4), '1/5', '2'],
    [4, f(1, 10), '7/33', '10/7'],
    [5, f(1, 10), '3/22', '5/3'],
    [5, f(1, 100), '24/101', '25/24'],
  ])('of %i operators falls step by step after the first', (n, delta, gamma, bound) => {
    const network = chain(n, delta);
    expect(text(slack(network).gamma)).toBe(gamma);
    const cascade = cascadeAfter(network, new Set([0]));
    expect(text(cascade.bound)).toBe(bound);
    expect(text(cascade.realised)).toBe('1');
    expect(cascade.rounds).toEqual(
      Array.from({ length: n - 1 }, (_, round) => ({ services: [round], operators: [round + 1] })),
    );
    expect(worstCascade(network, f(1, n)).rounds).toHaveLength(n - 1);
    // Each round depends on the one before it alone.
    expect(cascade.rounds.length).toBeLessThan(
      cascadeLengthBound(network, { psi: f(1, n), gamma: q(gamma), depth: 1 })!,
    );
  });

  it('is of no more rounds than Theorem 7 allows', () => {
    const network = chain(5, f(1, 100));
    const bound = (depth: number) => cascadeLengthBound(network, { psi: f(1, 5), gamma: f(24, 101), depth });
    // log(101 / 24) / log(125 / 101) is 6.74.
    expect(bound(1)).toBeCloseTo(1 + Math.log(101 / 24) / Math.log(125 / 101), 12);
    expect(bound(1)).toBeLessThan(7.745);
    expect(bound(2)).toBeCloseTo(2 * bound(1)!, 12);
    expect(cascadeLengthBound(network, { psi: f(1, 5), gamma: f(0), depth: 1 })).toBeUndefined();
  });
});

describe('a service that a shock leaves without stake', () => {
  const network = networkOf({ x: [f(1), f(1)] }, { a: [f(1), ['x']], b: [f(9), []] });

  it('is corrupted for nothing, as the definition says, unless asked otherwise', () => {
    expect(text(worstCascade(network, f(1, 10)).literal)).toBe('1/10');
    const richer = networkOf({ x: [f(10), f(1)] }, { a: [f(1), ['x']], b: [f(9), []] });
    expect(text(worstCascade(richer, f(1, 10)).realised)).toBe('1');
    expect(text(worstCascade(richer, f(1, 10), { emptyServiceIsFree: false }).realised)).toBe('1/10');
  });

  it('has slack -1 from the start when nobody secures it', () => {
    const empty = networkOf({ x: [f(3), f(1)] }, { a: [f(1), []] });
    expect(text(slack(empty).gamma)).toBe('-1');
    expect(slack(empty, { emptyServiceIsFree: false }).gamma).toBeUndefined();
  });
});
