import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, least, one, sum, zero } from '../../sim/security/fraction.ts';
import {
  cascadeAfter,
  compare,
  divide,
  type Fraction,
  mostProfitableAttack,
  multiply,
  type Network,
  slack,
  subtract,
  toText,
  usualLimits,
} from '../../sim/security/index.ts';
import { isUnique, isWhole, type Operator } from '../../sim/security/network.ts';
import { f, networkOf } from './reference.ts';

/** Networks whose operators allocate parts of their stake, which together may exceed it. */
const networks = fc
  .record({
    services: fc.array(
      fc.record({ profit: fc.integer({ min: 1, max: 9 }), part: fc.integer({ min: 1, max: 4 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    operators: fc.array(
      fc.record({
        stake: fc.integer({ min: 1, max: 6 }),
        parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(
    ({ services, operators }): Network => ({
      services: services.map(({ profit, part }, index) => ({
        name: `s${index}`,
        profit: f(profit, 2),
        threshold: f(part, 4),
      })),
      operators: operators.map(({ stake, parts }, index) => ({
        name: `o${index}`,
        stake: f(stake),
        allocations: services.flatMap((_, service) =>
          parts[service]! > 0 ? [{ service, amount: f(stake * parts[service]!, 3) }] : [],
        ),
      })),
    }),
  );

/** What an operator may put into an attack on some services, and what it loses by it. */
function choicesOf(operator: Operator, attacked: ReadonlySet<number>) {
  const edges = operator.allocations.filter(({ service }) => attacked.has(service));
  const slashable = sum(edges.map(({ amount }) => amount));
  if (isWhole(operator) || !isUnique(operator)) {
    const cost = isWhole(operator) ? operator.stake : least(operator.stake, slashable);
    return [
      { edges: [], cost: zero },
      { edges, cost },
    ];
  }
  return Array.from({ length: 1 << edges.length }, (_, bits) => {
    const some = edges.filter((_, edge) => bits & (1 << edge));
    return { edges: some, cost: sum(some.map(({ amount }) => amount)) };
  });
}

/** The least cost of corrupting some services, by enumeration. */
function cheapest(network: Network, attacked: ReadonlySet<number>): Fraction | undefined {
  const held = network.services.map(() => zero);
  let best: Fraction | undefined;
  const descend = (place: number, cost: Fraction): void => {
    const operator = network.operators[place];
    if (operator === undefined) {
      const isCorrupted = [...attacked].every(service => {
        const all = network.operators.flatMap(({ allocations }) =>
          allocations.filter(edge => edge.service === service),
        );
        const needed = multiply(network.services[service]!.threshold, sum(all.map(({ amount }) => amount)));
        return compare(held[service]!, needed) >= 0;
      });
      if (isCorrupted && (best === undefined || compare(cost, best) < 0)) best = cost;
      return;
    }
    for (const { edges, cost: more } of choicesOf(operator, attacked)) {
      for (const { service, amount } of edges) held[service] = add(held[service]!, amount);
      descend(place + 1, add(cost, more));
      for (const { service, amount } of edges) held[service] = subtract(held[service]!, amount);
    }
  };
  descend(0, zero);
  return best;
}

describe('operators who allocate parts of their stake', () => {
  it('make the best attack that enumeration finds', () => {
    fc.assert(
      fc.property(networks, fc.constantFrom(0, 18), (network, mostPieces) => {
        let net: Fraction | undefined;
        let gamma: Fraction | undefined;
        for (let bits = 1; bits < 1 << network.services.length; bits++) {
          const attacked = new Set([...network.services.keys()].filter(service => bits & (1 << service)));
          const cost = cheapest(network, attacked)!;
          const profit = sum([...attacked].map(service => network.services[service]!.profit));
          const gain = subtract(profit, cost);
          if (gain.numerator > 0n && (net === undefined || compare(gain, net) > 0)) net = gain;
          const ratio = subtract(divide(cost, profit), one);
          if (gamma === undefined || compare(ratio, gamma) < 0) gamma = ratio;
        }
        const options = { limits: { ...usualLimits, mostPieces } };
        const { attack, isExact } = mostProfitableAttack(network, options);
        expect(isExact).toBe(true);
        expect(attack && toText(subtract(attack.profit, attack.cost))).toBe(net && toText(net));
        expect(toText(slack(network, options).gamma!)).toBe(toText(gamma!));
      }),
      { seed: 9, numRuns: 400 },
    );
  });

  it('cannot spread an attack where stake is unique', () => {
    // a loses what x can slash, and still backs y with the other half.
    const services = { x: [f(3), f(1)], y: [f(3), f(1)] } as const;
    const unique = networkOf(services, { a: [f(4), { x: f(2), y: f(2) }], b: [f(2), { y: f(2) }] });
    expect(cascadeAfter(unique, new Set()).rounds).toEqual([{ services: [0], operators: [0] }]);
    const pooled = networkOf(services, { a: [f(4), ['x', 'y']], b: [f(2), ['y']] });
    expect(cascadeAfter(pooled, new Set()).rounds).toEqual([]);
    expect(cascadeAfter(pooled, new Set([1])).rounds).toEqual([{ services: [0, 1], operators: [0] }]);
  });

  it('lose what they withdraw too, which holds no part of the service', () => {
    const withdrawal = (withdrawing: Fraction): Network => ({
      services: [{ name: 'x', profit: f(5), threshold: f(1, 2) }],
      operators: [
        {
          name: 'a',
          stake: add(f(2), withdrawing),
          allocations: [{ service: 0, amount: f(2), withdrawing }],
        },
        { name: 'b', stake: f(3), allocations: [{ service: 0, amount: f(3) }] },
      ],
    });
    // b alone holds more than half of 5, whatever a withdraws; and a never does.
    expect(mostProfitableAttack(withdrawal(f(4))).attack).toMatchObject({ operators: [1], cost: f(3) });
    // Nearly all of it is needed: then what a withdraws is lost too.
    const all = withdrawal(f(4));
    const whole = { ...all, services: [{ ...all.services[0]!, threshold: f(1) }] };
    expect(slack(whole).attack).toMatchObject({ operators: [0, 1], cost: f(9) });
    expect(toText(slack(whole).gamma!)).toBe('4/5');
  });

  it('are not alike where one of them withdraws more', () => {
    const network: Network = {
      services: [
        { name: 'x', profit: f(1), threshold: f(1) },
        { name: 'y', profit: f(1), threshold: f(1) },
      ],
      operators: ['a', 'b'].map((name, service) => ({
        name,
        stake: f(3 - 2 * service),
        allocations: [{ service, amount: f(1), withdrawing: f(2 - 2 * service) }],
      })),
    };
    for (const mostPieces of [0, 18]) {
      const { attack } = slack(network, { limits: { ...usualLimits, mostPieces } });
      expect(attack).toMatchObject({ services: [1], operators: [1], cost: f(1) });
    }
  });
});
