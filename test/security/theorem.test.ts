import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, subtract } from '../../sim/security/fraction.ts';
import {
  cascadeAfter,
  localCascade,
  lossBound,
  mostProfitableAttack,
  type Network,
  slack,
  slackLowerBound,
  toNumber,
  toText,
  usualLimits,
  worstCascade,
} from '../../sim/security/index.ts';
import { enumerate, f } from './reference.ts';

const thresholds = [f(1), f(1, 2), f(1, 3), f(2, 3), f(3, 4)];

/** Random networks of at most 3 services and 4 operators who put all stake at risk in each service. */
const networks = fc
  .record({
    services: fc.array(
      fc.record({ profit: fc.integer({ min: 0, max: 12 }), threshold: fc.constantFrom(...thresholds) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    operators: fc.array(
      fc.record({ stake: fc.integer({ min: 1, max: 8 }), serves: fc.integer({ min: 0, max: 7 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })
  .map(
    ({ services, operators }): Network => ({
      services: services.map(({ profit, threshold }, index) => ({
        name: `s${index}`,
        profit: f(profit, 2),
        threshold,
      })),
      operators: operators.map(({ stake, serves }, index) => ({
        name: `o${index}`,
        stake: f(stake, 2),
        allocations: services.flatMap((_, service) =>
          serves & (1 << service) ? [{ service, amount: f(stake, 2) }] : [],
        ),
      })),
    }),
  );

const shocks = fc.constantFrom(f(0), f(1, 10), f(1, 5), f(1, 3), f(1, 2));

const text = (value: Parameters<typeof toText>[0] | undefined): string | undefined => value && toText(value);

describe('the analysis of random networks', () => {
  it('finds the same best attack and slack as the enumeration of all coalitions', () => {
    fc.assert(
      fc.property(networks, fc.boolean(), (network, emptyServiceIsFree) => {
        const { net, gamma } = enumerate(network, emptyServiceIsFree);
        // By every set of operators, and by branch and bound over the services as in larger networks.
        for (const mostPieces of [18, 0]) {
          const options = { emptyServiceIsFree, limits: { ...usualLimits, mostPieces } };
          const { attack, isExact } = mostProfitableAttack(network, options);
          const found = slack(network, options);
          expect(isExact && found.isExact).toBe(true);
          expect(text(attack && subtract(attack.profit, attack.cost))).toBe(text(net));
          expect(text(found.gamma)).toBe(text(gamma));
        }
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('finds the same worst losses as the enumeration of all shocks and cascades', () => {
    fc.assert(
      fc.property(networks, shocks, fc.boolean(), (network, psi, emptyServiceIsFree) => {
        const reference = enumerate(network, emptyServiceIsFree);
        const { literal, realised, isExact } = worstCascade(network, psi, { emptyServiceIsFree });
        expect(isExact).toBe(true);
        expect(text(literal)).toBe(text(reference.literal(psi)));
        expect(text(realised)).toBe(text(reference.realised(psi)));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('finds the same local losses as the enumeration', () => {
    fc.assert(
      fc.property(networks, shocks, fc.integer({ min: 1, max: 7 }), (network, psi, coalition) => {
        const services = new Set([...network.services.keys()].filter(service => coalition & (1 << service)));
        const found = localCascade(network, services, psi);
        expect(text(found?.literal)).toBe(text(enumerate(network).local(coalition, psi)));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('never loses as much to a shock as Theorem 1 allows', () => {
    let checked = 0;
    fc.assert(
      fc.property(networks, shocks, (network, psi) => {
        const { gamma, lowerBound } = slack(network);
        if (gamma === undefined || gamma.numerator <= 0n || psi.numerator === 0n) return;
        checked++;
        const { literal, bound } = worstCascade(network, psi);
        expect(text(bound)).toBe(text(lossBound(psi, gamma)));
        expect(compare(literal, bound!)).toBeLessThan(0);
        expect(compare(lowerBound!, gamma)).toBeLessThanOrEqual(0);
      }),
      { seed: 4, numRuns: 3000 },
    );
    expect(checked).toBeGreaterThan(200);
  });

  it('reports cascades whose rounds pay one after another and add up to the loss', () => {
    fc.assert(
      fc.property(networks, shocks, (network, psi) => {
        const { shock, rounds, realised } = worstCascade(network, psi);
        const gone = new Set(shock);
        const stake = (operators: Iterable<number>): number =>
          [...operators].reduce((total, operator) => total + toNumber(network.operators[operator]!.stake), 0);
        for (const { services, operators } of rounds) {
          const profit = services.reduce(
            (total, service) => total + toNumber(network.services[service]!.profit),
            0,
          );
          expect(profit).toBeGreaterThan(stake(operators));
          for (const service of services) {
            const members = network.operators.flatMap(({ allocations }, operator) =>
              !gone.has(operator) && allocations.some(edge => edge.service === service) ? [operator] : [],
            );
            const held = stake(members.filter(operator => operators.includes(operator)));
            const needed = toNumber(network.services[service]!.threshold) * stake(members);
            expect(held).toBeGreaterThanOrEqual(needed - 1e-12);
          }
          for (const operator of operators) {
            expect(gone.has(operator)).toBe(false);
            gone.add(operator);
          }
        }
        expect(stake(gone) / stake(network.operators.keys())).toBeCloseTo(toNumber(realised), 12);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it('proves by the condition on each operator only what is true', () => {
    fc.assert(
      fc.property(networks, network => {
        const proved = slackLowerBound(network);
        const { gamma } = enumerate(network);
        if (gamma === undefined) return;
        expect(proved).toBeDefined();
        expect(compare(proved!, gamma)).toBeLessThanOrEqual(0);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('loses after a given shock what the worst shock loses when it is that one', () => {
    fc.assert(
      fc.property(networks, shocks, (network, psi) => {
        const worst = worstCascade(network, psi);
        const given = cascadeAfter(network, new Set(worst.shock));
        expect(text(given.realised)).toBe(text(worst.realised));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
