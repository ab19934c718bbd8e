import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fraction, parseFraction } from '../../sim/security/index.ts';
import { securityDocument } from '../../src/cli/text/security/security-document.ts';
import { securityText } from '../../src/cli/text/security/security-text.ts';
import {
  analyseSecurity,
  plainQuestion,
  type SecurityQuestion,
} from '../../src/security/analyse-security.ts';
import { parseNetwork, type WrittenNetwork } from '../../src/security/parse-network.ts';

const read = (yaml: string): WrittenNetwork => {
  const parsed = parseNetwork(parse(yaml) as Record<string, unknown>);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

const problemsOf = (yaml: string) => {
  const parsed = parseNetwork(parse(yaml) as Record<string, unknown>);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

const chain = `
services:  { x: { profit: 2.02, threshold: 1 }, y: { profit: 2.02, threshold: 1 } }
operators: { a: { stake: 2, serves: [x] }, b: { stake: 2, serves: [x, y] }, c: { stake: 2, allocations: { y: 2 } } }
`;

const symmetric = `
symmetric: { operators: 15, services: 15, threshold: 1/3, profit: 1, stake: 10, degree: 2, base: { profit: 10, threshold: 1/3 } }
`;

const analyse = (yaml: string, question: Partial<SecurityQuestion> = {}) =>
  analyseSecurity(read(yaml), { ...plainQuestion, ...question });

describe('a network written by hand', () => {
  it('gives one document with numbers and, beside them, exact fractions', () => {
    expect(securityDocument(analyse(chain, { shock: new Set([0]) }))).toEqual({
      attack: null,
      byzantineServices: [],
      gamma: 49 / 101,
      gammaFraction: '49/101',
      gammaLowerBound: -1 / 101,
      gammaLowerBoundFraction: '-1/101',
      cascade: {
        psi: 1 / 3,
        psiFraction: '1/3',
        literal: 1,
        literalFraction: '1',
        realised: 1,
        realisedFraction: '1',
        bound: 50 / 49,
        boundFraction: '50/49',
        shock: ['a'],
        rounds: [
          { services: ['x'], operators: ['b'] },
          { services: ['y'], operators: ['c'] },
        ],
      },
      elastic: [],
      exact: true,
    });
  });

  it('names the attack that pays best', () => {
    const document = securityDocument(analyse(chain.replaceAll('2.02', '3.5')));
    expect(document.attack).toEqual({
      services: ['x', 'y'],
      operators: ['a', 'b', 'c'],
      profit: 7,
      profitFraction: '7',
      cost: 6,
      costFraction: '6',
    });
  });

  it('says in sentences what it means', () => {
    const text = (yaml: string, question: Partial<SecurityQuestion> = {}): string =>
      securityText(analyse(yaml, question), { name: 'chain' }).replaceAll(/\s+/g, ' ');
    const lost = text(chain, { shock: new Set([0]) });
    expect(lost).toContain('Round 2 y attacked by c');
    expect(lost).toContain('Secure: each attack costs at least 1.485 times what it brings.');
    expect(lost).toContain('After a loss of 33.33% of the stake 2 attacks follow: 100% is lost in all');
    const insecure = text(chain.replaceAll('2.02', '3.5'));
    expect(insecure).toContain('Not secure: a, b and c can corrupt x and y and gain 1 after losing 6.');
  });

  it('says what an adversary with a budget, after Byzantine services, can do', () => {
    const text = (question: Partial<SecurityQuestion>): string => {
      const analysis = analyse(symmetric, { isElastic: true, ...question });
      return securityText(analysis, { name: 'alike' }).replaceAll(/\s+/g, ' ');
    };
    const secure =
      'Secure: each attack with any part of the stake costs at least 2.33333 (7/3) more than it brings';
    expect(text({})).toContain(`${secure}.`);
    expect(text({ byzantine: 3, budget: fraction(2n) })).toContain(
      `${secure}, once s1, s2 and s3 slashed all they can.`,
    );
    expect(text({ budget: fraction(3n) })).toContain(
      'Not secure: an attack costs 2.33333 (7/3) more than it brings, and its adversary accepts a loss of 3.',
    );
    const degrees = ['1.5', '2', '4'].map(degree => parseFraction(degree)!);
    expect(text({ budget: fraction(2n), degrees })).toContain('Of these degrees it is secure at 2 and 4.');
    expect(text({ budget: fraction(2n), degrees, solve: 'stake' })).toContain(
      'The least stake that is secure is 5.4 (27/5) for each operator, at degree 4.',
    );
    expect(text({ degrees, solve: 'budget' })).toContain(
      'The largest budget of an adversary that is tolerated is',
    );
  });

  it('says what happens without a loss of stake, and where slack is nothing', () => {
    const text = (yaml: string): string => securityText(analyse(yaml), { name: 'n' }).replaceAll(/\s+/g, ' ');
    expect(text(chain.replaceAll('2.02', '3.5'))).toContain(
      'Even without a loss of stake, one attack takes place',
    );
    expect(text(chain.replaceAll('2.02', '3'))).toContain(
      'Secure, but only just: the nearest attack costs just what it brings.',
    );
    expect(text(chain.replaceAll('2.02', '0'))).toContain(
      'R = 0.1 (1/10), realised 0; no more, for there is nothing to gain',
    );
  });

  it.each(['asymmetric', 'symmetric'])('is exact where an %s network shares stake in part', kind => {
    const yaml =
      kind === 'symmetric'
        ? symmetric
        : 'services: { x: { profit: 1, threshold: 1/2 }, y: { profit: 5, threshold: 1/2 } }\n' +
          'operators: { a: { stake: 4, allocations: { x: 4, y: 2 } }, b: { stake: 3, serves: [y] } }';
    for (const isElastic of [false, true])
      expect(securityDocument(analyse(yaml, { isElastic })).exact).toBe(true);
  });

  it('may say that nobody corrupts a service without stake', () => {
    const yaml = 'services: { x: { profit: 1, threshold: 1 } }\noperators: {}\n';
    expect(securityDocument(analyse(yaml))).toMatchObject({ attack: { operators: [], cost: 0 }, gamma: -1 });
    expect(securityDocument(analyse(`${yaml}emptyServiceIsFree: false`))).toMatchObject({
      attack: null,
      gamma: null,
    });
    // Once x is Byzantine, no stake is left behind y either.
    const slashed =
      'services: { x: { profit: 1, threshold: 1 }, y: { profit: 1, threshold: 1 } }\noperators: { a: { stake: 2, serves: [x, y] } }\n';
    const elastic = { isElastic: true, byzantine: 1 };
    expect(securityDocument(analyse(slashed, elastic))).toMatchObject({ attack: { operators: [], cost: 0 } });
    expect(securityDocument(analyse(`${slashed}emptyServiceIsFree: false`, elastic))).toMatchObject({
      attack: null,
      elastic: [{ secure: true }],
    });
  });

  it('is solved for the least stake and the tolerated budget of a symmetric network', () => {
    const degrees = ['1', '1.5', '2'].map(degree => parseFraction(degree)!);
    const elastic = { isElastic: true, byzantine: 3, budget: fraction(1n), degrees: degrees.slice(1) };
    const least = securityDocument(analyse(symmetric, { ...elastic, solve: 'stake' })).elastic;
    expect(least.map(({ degree, stake, secure }) => [degree, stake, secure])).toEqual([
      [1.5, 12, true],
      [2, 6, true],
    ]);
    const tolerated = securityDocument(analyse(symmetric, { isElastic: true, solve: 'budget' })).elastic;
    expect(tolerated).toEqual([
      {
        degree: 2,
        degreeFraction: '2',
        byzantine: 0,
        budget: 7 / 3,
        budgetFraction: '7/3',
        stake: 10,
        stakeFraction: '10',
        secure: true,
      },
    ]);
  });

  it('has the attack of divisible stake where that is asked for', () => {
    const yaml = `
services: { x: { profit: 1, threshold: 1/2 }, y: { profit: 2, threshold: 1/2 }, z: { profit: 3, threshold: 1/3 } }
operators:
  a: { stake: 4, allocations: { x: 4, y: 2 } }
  b: { stake: 3, allocations: { y: 3, z: 3 } }
  c: { stake: 2, serves: [x, z] }
`;
    const { attack, elastic } = securityDocument(analyse(yaml, { isElastic: true, solve: 'stake' }));
    expect(attack).toMatchObject({ services: ['y', 'z'], operators: ['b'], profit: 5, cost: 3 });
    expect(elastic).toHaveLength(1);
    // z alone: 3 for a third of 5.
    expect(elastic[0]!.stakeFraction).toBe('81/5');
  });
});

describe('a network that is wrong', () => {
  it.each([
    [
      'services: { x: { profit: 1, threshold: 0 } }\noperators: {}',
      'services.x.threshold: invalid threshold: 0',
    ],
    [
      'services: { x: { profit: 1, threshold: 4/3 } }\noperators: {}',
      'services.x.threshold: invalid threshold: 4/3',
    ],
    [
      'services: { x: { profit: 1 } }\noperators: {}',
      'services.x.threshold: missing key: services.x.threshold',
    ],
    [
      'services: { x: { profit: -1, threshold: 1 } }\noperators: {}',
      'services.x.profit: invalid profit: -1 is negative',
    ],
    [
      'services: { x: { profit: 1/0, threshold: 1 } }\noperators: {}',
      'services.x.profit: invalid profit: 1/0',
    ],
    [
      'services: { x: { profit: 1, threshold: 1 } }\noperators: { a: { stake: -2, serves: [x] } }',
      'operators.a.stake: invalid stake: -2 is negative',
    ],
    [
      'services: { x: { profit: 1, threshold: 1 } }\noperators: { a: { stake: 2, serves: [z] } }',
      'operators.a.serves.0: unknown service: z',
    ],
    [
      'services: { x: { profit: 1, threshold: 1 } }\noperators: { a: { stake: 2, allocations: { z: 1 } } }',
      'operators.a.allocations.z: unknown service: z',
    ],
    [
      'services: { x: { profit: 1, threshold: 1 } }\noperators: { a: { stake: 2, allocations: { x: 3 } } }',
      'operators.a.allocations.x: invalid allocation: 3 is more than the stake, 2',
    ],
    [
      'services: { x: { profit: 1, threshold: 1 } }\noperators: { a: { stake: 2, serves: [x, x] } }',
      'operators.a.serves.1: duplicate service: x',
    ],
    [
      'services: { x: { profit: 1, threshold: 1 } }\noperators: { a: { stke: 2 } }',
      'operators.a.stke: unknown key: stke',
    ],
    ['symmetric: { operators: 1.5 }', 'symmetric.operators: invalid operators: 3/2'],
    [
      'symmetric: { operators: 1000, services: 1000, threshold: 1/3, profit: 1, stake: 1, degree: 2 }',
      'symmetric: invalid network: 1000000 allocations',
    ],
    [
      'symmetric: { operators: 3, services: 3, threshold: 1/3, profit: 1, stake: 1, degree: 4 }',
      'symmetric.degree: invalid degree: 4',
    ],
    ['symmetric: {}\nservices: {}', 'services: unknown key: services'],
  ])('is told so at its place: %s', (yaml, problem) => {
    expect(problemsOf(yaml)).toContain(problem);
  });

  it('may not have a million allocations', () => {
    const services = Object.fromEntries(
      Array.from({ length: 1000 }, (_, s) => [`s${s}`, { profit: 1, threshold: 1 }]),
    );
    const serves = Object.keys(services);
    const operators = Object.fromEntries(
      Array.from({ length: 1000 }, (_, o) => [`o${o}`, { stake: 1, serves }]),
    );
    const parsed = parseNetwork({ services, operators });
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ message: 'invalid network: more than 200000 allocations' }],
    });
  });
});
