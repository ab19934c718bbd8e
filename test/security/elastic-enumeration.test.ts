import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum, zero } from '../../sim/security/fraction.ts';
import {
  add,
  compare,
  divide,
  elasticAttack,
  type Fraction,
  multiply,
  type Network,
  net,
  secureScale,
  subtract,
  toText,
} from '../../sim/security/index.ts';
import { f } from './reference.ts';

/** The least cost of attacking some services: all choices of operators that lose everything, the rest made up 1 for 1. */
function cheapest({ services, operators }: Network, attacked: readonly number[]): Fraction {
  let least: Fraction | undefined;
  const amountOf = (operator: number, service: number): Fraction =>
    operators[operator]!.allocations.find(edge => edge.service === service)?.amount ?? zero;
  for (let bits = 0; bits < 1 << operators.length; bits++) {
    const whole = [...operators.keys()].filter(operator => bits & (1 << operator));
    let cost = sum(whole.map(operator => operators[operator]!.stake));
    for (const service of attacked) {
      const all = sum([...operators.keys()].map(operator => amountOf(operator, service)));
      const held = sum(whole.map(operator => amountOf(operator, service)));
      const missing = subtract(multiply(services[service]!.threshold, all), held);
      if (missing.numerator > 0n) cost = add(cost, missing);
    }
    if (least === undefined || compare(cost, least) < 0) least = cost;
  }
  return least!;
}

/** Whether nobody has stake in a service. */
const isEmpty = ({ operators }: Network, place: number): boolean =>
  !operators.some(({ allocations }) =>
    allocations.some(({ service, amount }) => service === place && amount.numerator > 0n),
  );

/** What is left of a network by each choice of so many Byzantine services, which take all that they can slash. */
function allAfter({ services, operators }: Network, byzantine: number): Network[] {
  const choices = Array.from({ length: 1 << services.length }, (_, bits) => bits).filter(
    bits => [...services.keys()].filter(service => bits & (1 << service)).length === byzantine,
  );
  return choices.map(bits => {
    const kept = [...services.keys()].filter(service => !(bits & (1 << service)));
    return {
      services: kept.map(service => services[service]!),
      operators: operators.map(({ name, stake, allocations }) => {
        const slashed = sum(
          allocations.filter(({ service }) => bits & (1 << service)).map(({ amount }) => amount),
        );
        const left = compare(slashed, stake) < 0 ? subtract(stake, slashed) : zero;
        return {
          name,
          stake: left,
          allocations: allocations
            .filter(({ service }) => kept.includes(service))
            .map(({ service, amount }) => ({
              service: kept.indexOf(service),
              amount: compare(amount, left) < 0 ? amount : left,
            })),
        };
      }),
    };
  });
}

describe('random elastic networks', () => {
  const networks = fc
    .record({
      services: fc.array(
        fc.record({ profit: fc.integer({ min: 1, max: 9 }), part: fc.integer({ min: 1, max: 6 }) }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      operators: fc.array(
        fc.record({
          stake: fc.integer({ min: 1, max: 8 }),
          parts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(
      ({ services, operators }): Network => ({
        services: services.map(({ profit, part }, index) => ({
          name: `s${index}`,
          profit: f(profit),
          threshold: f(part, 6),
        })),
        operators: operators.map(({ stake, parts }, index) => ({
          name: `o${index}`,
          stake: f(stake),
          allocations: services.flatMap((_, service) =>
            parts[service]! > 0 ? [{ service, amount: f(stake * parts[service]!, 4) }] : [],
          ),
        })),
      }),
    );

  it('have the best attack that enumeration finds after the worst Byzantine services, and the scale that stops it', () => {
    const options = fc.record({
      byzantine: fc.integer({ min: 0, max: 2 }),
      budget: fc.constantFrom(f(0), f(1, 2), f(3)),
      emptyServiceIsFree: fc.boolean(),
    });
    fc.assert(
      fc.property(networks, options, (network, { byzantine, budget, emptyServiceIsFree }) => {
        let most: Fraction | undefined;
        let factor: Fraction | undefined = zero;
        for (const rest of allAfter(network, byzantine)) {
          for (let bits = 1; bits < 1 << rest.services.length; bits++) {
            const attacked = [...rest.services.keys()].filter(service => bits & (1 << service));
            if (!emptyServiceIsFree && attacked.some(service => isEmpty(rest, service))) continue;
            const cost = cheapest(rest, attacked);
            const profit = sum(attacked.map(service => rest.services[service]!.profit));
            if (most === undefined || compare(subtract(profit, cost), most) > 0)
              most = subtract(profit, cost);
            const gain = add(profit, budget);
            if (cost.numerator === 0n) factor = undefined;
            else if (factor !== undefined && compare(divide(gain, cost), factor) > 0)
              factor = divide(gain, cost);
          }
        }
        const found = elasticAttack(network, { byzantine, emptyServiceIsFree });
        expect(found.isExact).toBe(true);
        expect(found.attack && toText(net(found.attack))).toBe(most && toText(most));
        const scale = secureScale(network, budget, { byzantine, emptyServiceIsFree }).factor;
        expect(scale && toText(scale)).toBe(factor && toText(factor));
      }),
      { seed: 8, numRuns: 400 },
    );
  });
});
