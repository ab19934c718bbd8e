import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, type Fraction, multiply, zero } from '../../sim/security/fraction.ts';
import {
  elasticAttack,
  isSecure,
  net,
  parseFraction,
  robustness,
  type Symmetric,
  secureScale,
  symmetricNet,
  symmetricNetwork,
  symmetricStake,
  toNumber,
  toText,
} from '../../sim/security/index.ts';
import { f, networkOf } from './reference.ts';

/** Figures of Bar-Zur and Eyal, Elastic Restaking Networks (arXiv 2503.00170). */

interface Row {
  readonly n: number;
  readonly theta: string;
  readonly d: number;
  readonly minStake: number | null;
  readonly beta?: number;
  readonly b?: number;
  readonly base?: number | null;
}

const { figure3, figure4 } = JSON.parse(
  readFileSync(new URL('../vectors/security/elastic.json', import.meta.url), 'utf8'),
) as { readonly figure3: readonly Row[]; readonly figure4: readonly Row[] };

const symmetricOf = ({ n, theta, d, base = null }: Omit<Row, 'minStake'>, stake = f(1)): Symmetric => ({
  operators: n,
  services: n,
  threshold: parseFraction(theta)!,
  profit: f(1),
  stake,
  degree: parseFraction(d)!,
  base: base === null ? null : { profit: f(base), threshold: parseFraction(theta)! },
});

describe('the least stake of a symmetric network', () => {
  it.each([
    ['figure 3', figure3],
    ['figure 4', figure4],
  ])('is that of %s within 1e-6, at every degree, budget and number of Byzantine services', (_, rows) => {
    expect(rows.length).toBeGreaterThan(50);
    for (const row of rows) {
      const least = symmetricStake(symmetricOf(row), f(row.beta ?? 0), { byzantine: row.b ?? 0 });
      if (row.minStake === null) expect(least, JSON.stringify(row)).toBeUndefined();
      else expect(Math.abs(toNumber(least!) - row.minStake), JSON.stringify(row)).toBeLessThan(1e-6);
    }
  });

  it('is least at degree 10/7 for a budget of 1 and 5 Byzantine services of 15', () => {
    const stakeAt = (degree: Fraction) =>
      symmetricStake({ ...symmetricOf({ n: 15, theta: '1/3', d: 1 }), degree }, f(1), { byzantine: 5 })!;
    expect(toText(stakeAt(f(10, 7)))).toBe('21/5');
    for (const degree of [f(1), f(5, 4), f(7, 5), f(3, 2), f(2)]) {
      expect(compare(stakeAt(degree), stakeAt(f(10, 7)))).toBeGreaterThan(0);
    }
  });

  it('makes the network just secure', () => {
    for (const row of figure4.filter(({ minStake }) => minStake !== null)) {
      const budget = f(row.beta!);
      const byzantine = { byzantine: row.b ?? 0 };
      const least = symmetricStake(symmetricOf(row), budget, byzantine)!;
      const more = multiply(least, f(1001, 1000));
      const less = multiply(least, f(999, 1000));
      expect(isSecure(symmetricNet(symmetricOf(row, more), byzantine), budget), JSON.stringify(row)).toBe(
        true,
      );
      expect(isSecure(symmetricNet(symmetricOf(row, less), byzantine), budget), JSON.stringify(row)).toBe(
        false,
      );
    }
  });
});

describe('the search on a network that is written out', () => {
  it.each([
    { n: 10, theta: '1/3', d: 1.5, beta: 0, b: 0 },
    { n: 15, theta: '1/3', d: 1.5, beta: 1, b: 3 },
    { n: 15, theta: '1/3', d: 2, beta: 2, b: 5 },
    { n: 11, theta: '1/2', d: 2, beta: 0, b: 1 },
  ])('agrees with the closed form: %j', row => {
    const symmetric = symmetricOf(row, f(10));
    const network = symmetricNetwork(symmetric);
    const found = elasticAttack(network, { byzantine: row.b });
    expect(found.isExact).toBe(true);
    expect(toText(net(found.attack!))).toBe(toText(symmetricNet(symmetric, { byzantine: row.b })!));
    const { factor, isExact } = secureScale(network, f(row.beta), { byzantine: row.b });
    expect(isExact).toBe(true);
    expect(toText(multiply(factor!, f(10)))).toBe(
      toText(symmetricStake(symmetric, f(row.beta), { byzantine: row.b })!),
    );
  });

  it.each([
    ['1', '3.5', '-1/6', '1'],
    ['1', '4', '-1/3', '1'],
    ['3/2', '3.5', '-1/2', '1/3'],
    ['2', '4', '-1', '1/3'],
  ])(
    'finds the authors’ profit and robustness of 3 by 3 at degree %s and stake %s',
    (degree, stake, profit, robust) => {
      const network = symmetricNetwork({
        ...symmetricOf({ n: 3, theta: '1/3', d: 1 }),
        degree: parseFraction(degree)!,
        stake: parseFraction(stake)!,
      });
      expect(toText(net(elasticAttack(network).attack!))).toBe(profit);
      expect(toText(robustness(network))).toBe(robust);
    },
  );

  it('finds that one Byzantine service wipes out the authors’ demonstration', () => {
    const network = symmetricNetwork(symmetricOf({ n: 3, theta: '1/2', d: 3 }, f(2)));
    expect(toText(net(elasticAttack(network).attack!))).toBe('-1');
    expect(toText(robustness(network))).toBe('1/3');
  });

  it('finds that one operator of an asymmetric network attacks two services', () => {
    const network = networkOf(
      { x: [f(1), f(1, 2)], y: [f(2), f(1, 2)], z: [f(3), f(1, 3)] },
      {
        a: [f(4), { x: f(4), y: f(2) }],
        b: [f(3), { y: f(3), z: f(3) }],
        c: [f(2), { x: f(2), z: f(2) }],
      },
    );
    const { attack } = elasticAttack(network);
    expect(attack).toMatchObject({ services: [1, 2], operators: [1] });
    expect(toText(net(attack!))).toBe('2');
    expect(toText(robustness(network))).toBe('0');
  });
});

describe('a service that brings nothing', () => {
  // y alone costs 3 to attack: too much without a budget, little enough with one of 3.
  const network = networkOf({ x: [f(1), f(1)], y: [f(0), f(1, 2)] }, { a: [f(6), ['x', 'y']] });

  it('is attacked by an adversary whose budget is enough', () => {
    expect(toText(net(elasticAttack(network).attack!))).toBe('-3');
    expect([f(3), f(4)].map(budget => isSecure(net(elasticAttack(network).attack!), budget))).toEqual([
      true,
      false,
    ]);
    expect(toText(secureScale(network, f(4)).factor!)).toBe('4/3');
    expect(toText(secureScale(network).factor!)).toBe('1/6');
  });

  it('is nothing to attack where no stake is left either', () => {
    const empty = networkOf({ x: [f(1), f(1)], y: [f(0), f(1, 2)] }, { a: [f(6), ['x']] });
    expect(toText(net(elasticAttack(empty).attack!))).toBe('-5');
  });
});

describe('symmetric services without stake', () => {
  // At degree 1 the base service has all of it; one of two others that take all of it leaves nothing to the base.
  const symmetric = { ...symmetricOf({ n: 2, theta: '1/2', d: 1, base: 1 }, f(6)) };
  const emptied = { ...symmetric, degree: f(3) };

  it('are corrupted at no cost only where that is said of empty services', () => {
    expect(toText(symmetricNet(symmetric)!)).toBe('2');
    expect(toText(symmetricNet(symmetric, { emptyServiceIsFree: false })!)).toBe('-5');
    expect(symmetricStake(symmetric)).toBeUndefined();
    expect(toText(symmetricStake(symmetric, zero, { emptyServiceIsFree: false })!)).toBe('1');
    expect(toText(symmetricNet(emptied, { byzantine: 1 })!)).toBe('2');
    expect(symmetricNet(emptied, { byzantine: 1, emptyServiceIsFree: false })).toBeUndefined();
  });
});
