import { describe, expect, it } from 'vitest';
import { streams } from '../../sim/engine/index.ts';
import { greatest, one, zero } from '../../sim/security/fraction.ts';
import {
  columnsOf,
  compare,
  demandColumn,
  demands,
  divide,
  type Fraction,
  mostProfitableAttack,
  multiply,
  type Network,
  type Operator,
  parseFraction,
  slack,
  slackLowerBound,
  slackLowerBoundOf,
  subtract,
  toNumber,
  toText,
  usualLimits,
  worstCascade,
} from '../../sim/security/index.ts';
import { f } from './reference.ts';

/** An operator whose stake and allocations are multiplied. */
const scaledBy = ({ name, stake, allocations }: Operator, factor: Fraction): Operator => ({
  name,
  stake: multiply(stake, factor),
  allocations: allocations.map(({ service, amount }) => ({ service, amount: multiply(amount, factor) })),
});

/** A random network whose operators put all stake at risk in each of a few services. */
const randomNetwork = (
  seed: number,
  {
    services,
    operators,
    profit,
    threshold = f(1, 3),
  }: { services: number; operators: number; profit: number; threshold?: ReturnType<typeof f> },
): Network => {
  const draw = streams(seed).stream('large network');
  const whole = (most: number): number => 1 + Math.floor(draw() * most);
  return {
    services: Array.from({ length: services }, (_, service) => ({
      name: `s${service}`,
      profit: f(whole(profit)),
      threshold,
    })),
    operators: Array.from({ length: operators }, (_, operator) => {
      const stake = f(whole(100), 7);
      const served = new Set(Array.from({ length: whole(4) }, () => Math.floor(draw() * services)));
      return {
        name: `o${operator}`,
        stake,
        allocations: [...served].map(service => ({ service, amount: stake })),
      };
    }),
  };
};

describe('a network too large to search in full', () => {
  it.each([1, 2, 3])('has an attack and a bound that it cannot exceed (seed %i)', seed => {
    const network = randomNetwork(seed, { services: 8, operators: 40, profit: 60 });
    const little = mostProfitableAttack(network, {
      limits: { ...usualLimits, mostSets: 20, mostNodes: 50, mostLooks: 1e8 },
    });
    const much = mostProfitableAttack(network, {
      limits: { ...usualLimits, mostNodes: 200_000, mostLooks: 3e8 },
    });
    const netOf = ({ attack }: typeof little): number =>
      attack === undefined ? 0 : toNumber(subtract(attack.profit, attack.cost));
    expect(netOf(little)).toBeLessThanOrEqual(netOf(much));
    expect(netOf(much)).toBeLessThanOrEqual(toNumber(little.netBound) * (1 + 1e-9));
    if (little.isExact) expect(netOf(little)).toBe(netOf(much));
  });

  it('has a slack between the bound of the condition and that of the attack found', () => {
    const network = randomNetwork(4, { services: 16, operators: 200, profit: 120 });
    const { gamma, lowerBound } = slack(network);
    expect(compare(lowerBound!, gamma!)).toBeLessThanOrEqual(0);
  });

  it('is searched exactly where all stake behind a service must collude', () => {
    const network = randomNetwork(5, { services: 16, operators: 200, profit: 400, threshold: f(1) });
    expect(mostProfitableAttack(network).isExact).toBe(true);
    expect(slack(network).isExact).toBe(true);
  });

  it('has a cascade that it says may not be the worst', () => {
    const network = randomNetwork(6, { services: 20, operators: 120, profit: 300 });
    const { isExact, realised, literal, psi } = worstCascade(network, f(1, 10));
    expect(isExact).toBe(false);
    expect(compare(literal, psi)).toBeGreaterThanOrEqual(0);
    expect(toNumber(realised)).toBeLessThanOrEqual(1);
    expect(toNumber(realised)).toBeGreaterThan(0.09);
  });
});

describe('the condition on each operator in doubles', () => {
  it('is the exact one within rounding', () => {
    for (const seed of [7, 8]) {
      const network = randomNetwork(seed, { services: 30, operators: 300, profit: 50 });
      const columns = columnsOf(network);
      const exact = demands(network).map(toNumber);
      for (const [operator, demand] of demandColumn(columns).entries()) {
        expect(demand).toBeCloseTo(exact[operator]!, 12);
      }
      expect(slackLowerBoundOf(columns)).toBeCloseTo(toNumber(slackLowerBound(network)!), 10);
    }
  });
});

describe('the bound by the condition on each operator', () => {
  const bound = (network: Network) =>
    toText(subtract(divide(one, demands(network).reduce(greatest, zero)), one));

  it('is that of the greatest of all exact demands', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const network = randomNetwork(seed, { services: 6, operators: 30, profit: 9 });
      // Demands that no double tells apart, and stakes that none holds.
      const near = network.operators.map((operator, place) =>
        scaledBy(operator, f(1, place % 2 ? 1 : 10 ** 15)),
      );
      const tiny = near.map(operator => scaledBy(operator, parseFraction('1e-400')!));
      for (const operators of [network.operators, near, tiny, near.concat(tiny)]) {
        const some = { services: network.services, operators };
        expect(toText(slackLowerBound(some)!)).toBe(bound(some));
      }
    }
    const [least, more] = [f(10 ** 15), f(10 ** 15 + 1)];
    const close: Network = {
      services: [least, more].map((profit, service) => ({ name: `s${service}`, profit, threshold: f(1) })),
      operators: [0, 1].map(service => ({
        name: `o${service}`,
        stake: f(1),
        allocations: [{ service, amount: f(1) }],
      })),
    };
    expect(toText(slackLowerBound(close)!)).toBe(bound(close));
  });

  it('takes an instant of 10,000 operators and 1,000 services', () => {
    const network = randomNetwork(9, { services: 1_000, operators: 10_000, profit: 50 });
    const before = process.cpuUsage();
    slackLowerBound(network);
    const { user, system } = process.cpuUsage(before);
    // Below 0.1 s on a quiet machine.
    expect((user + system) / 1e6).toBeLessThan(0.5);
  });
});

describe('numbers that no double holds', () => {
  it('are searched exactly all the same', () => {
    // Denominators without a common factor: the least common unit is far below the precision of doubles.
    const network: Network = {
      services: [
        { name: 'x', profit: f(1_000_003, 99_991), threshold: f(1) },
        { name: 'y', profit: f(2_000_003, 99_989), threshold: f(2, 3) },
      ],
      operators: [
        {
          name: 'a',
          stake: f(1_000_003, 99_991),
          allocations: [{ service: 0, amount: f(1_000_003, 99_991) }],
        },
        {
          name: 'b',
          stake: f(1_000_081, 99_971),
          allocations: [{ service: 1, amount: f(1_000_081, 99_971) }],
        },
        {
          name: 'c',
          stake: f(1_000_099, 99_961),
          allocations: [{ service: 1, amount: f(1_000_099, 99_961) }],
        },
      ],
    };
    // x costs exactly what it brings; y needs both of its operators.
    const { attack } = mostProfitableAttack(network);
    expect(attack).toBeUndefined();
    const { gamma, isExact } = slack(network);
    expect(isExact).toBe(true);
    const both = toNumber(f(1_000_081, 99_971)) + toNumber(f(1_000_099, 99_961));
    expect(toNumber(gamma!)).toBeCloseTo(Math.min(0, both / toNumber(f(2_000_003, 99_989)) - 1), 9);
    expect(worstCascade(network, f(1, 2)).isExact).toBe(true);
  });
});
