import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  type Fraction,
  greatest,
  least,
  multiply,
  sum,
  zero,
} from '../../sim/security/fraction.ts';
import {
  cascadeAfter,
  divide,
  localCascade,
  type Network,
  subtract,
  toText,
  worstCascade,
} from '../../sim/security/index.ts';
import { isUnique, isWhole, type Operator } from '../../sim/security/network.ts';
import { f, networkOf } from './reference.ts';

/** Stake that is lost as one: all of an operator's, or what it has in one service where that is unique. */
interface Holding {
  readonly operator: number;
  readonly left: Fraction;
  readonly isWhole: boolean;
  readonly amounts: ReadonlyMap<number, Fraction>;
}

function holdingsOf(one: Operator, operator: number): Holding[] {
  const edges = one.allocations.filter(({ amount }) => amount.numerator > 0n);
  if (isWhole(one) || !isUnique(one)) {
    const amounts = new Map(edges.map(({ service, amount }) => [service, amount]));
    return [{ operator, left: one.stake, isWhole: isWhole(one), amounts }];
  }
  return edges.map(({ service, amount }) => {
    return { operator, left: amount, isWhole: false, amounts: new Map([[service, amount]]) };
  });
}

/** What is left of a holding backs a service with this much. */
const backing = ({ left, amounts }: Holding, service: number): Fraction =>
  least(left, amounts.get(service) ?? zero);

function lossOf(holding: Holding, attacked: readonly number[]): Fraction {
  if (holding.isWhole) return holding.left;
  return least(holding.left, sum(attacked.map(service => backing(holding, service))));
}

/** Most stake that attacks one after another take, of operators that count: all of them, after one another. */
function worstAttacks(
  { services }: Network,
  holdings: readonly Holding[],
  gone: number,
  counts: ReadonlySet<number>,
): Fraction {
  let most = zero;
  for (let set = 1; set < 1 << services.length; set++) {
    if (set & gone) continue;
    const attacked = [...services.keys()].filter(service => set & (1 << service));
    const profit = sum(attacked.map(service => services[service]!.profit));
    for (let crowd = 0; crowd < 1 << holdings.length; crowd++) {
      const attackers = holdings.filter((_, place) => crowd & (1 << place));
      const cost = sum(attackers.map(holding => lossOf(holding, attacked)));
      const isCorrupted = attacked.every(service => {
        const held = sum(attackers.map(holding => backing(holding, service)));
        const all = sum(holdings.map(holding => backing(holding, service)));
        return compare(held, multiply(services[service]!.threshold, all)) >= 0;
      });
      if (!isCorrupted || compare(cost, profit) >= 0) continue;
      const rest = holdings.map(holding => {
        const loss = attackers.includes(holding) ? lossOf(holding, attacked) : zero;
        return { ...holding, left: subtract(holding.left, loss) };
      });
      const lost = sum(
        attackers.filter(({ operator }) => counts.has(operator)).map(holding => lossOf(holding, attacked)),
      );
      most = greatest(most, add(lost, worstAttacks({ services, operators: [] }, rest, gone | set, counts)));
    }
  }
  return most;
}

/** R_psi by the letter and as realised, by enumeration of every shock and every attack after every other. */
function worstLosses(network: Network, psi: Fraction, counts: ReadonlySet<number>) {
  const { operators } = network;
  const stakeOf = (some: readonly Operator[]): Fraction => sum(some.map(({ stake }) => stake));
  const total = stakeOf(operators.filter((_, operator) => counts.has(operator)));
  const holdings = operators.flatMap(holdingsOf);
  let [literal, realised] = [zero, zero];
  for (let shock = 0; shock < 1 << operators.length; shock++) {
    const lost = stakeOf(operators.filter((_, place) => shock & (1 << place) && counts.has(place)));
    if (compare(lost, multiply(psi, total)) > 0) continue;
    const rest = holdings.map(holding => {
      return shock & (1 << holding.operator) ? { ...holding, left: zero } : holding;
    });
    const attacks = worstAttacks(network, rest, 0, counts);
    literal = greatest(literal, attacks);
    realised = greatest(realised, add(lost, attacks));
  }
  return { literal: add(psi, divide(literal, total)), realised: divide(realised, total) };
}

/** Random networks of at most 2 services and 3 operators, who allocate all, parts or more than all of their stake. */
const networks = fc
  .record({
    services: fc.array(
      fc.record({ profit: fc.integer({ min: 0, max: 9 }), part: fc.integer({ min: 1, max: 4 }) }),
      { minLength: 1, maxLength: 2 },
    ),
    operators: fc.array(
      fc.record({
        stake: fc.integer({ min: 1, max: 6 }),
        parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
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

const shocks = fc.constantFrom(f(0), f(1, 5), f(1, 2));

describe('cascades where stake is shared in part', () => {
  it('are as bad as enumeration of all shocks, and of all attacks after attacks, finds', () => {
    fc.assert(
      fc.property(networks, shocks, (network, psi) => {
        const { literal, realised, isExact } = worstCascade(network, psi);
        const worst = worstLosses(network, psi, new Set(network.operators.keys()));
        expect(isExact).toBe(true);
        expect([literal, realised].map(toText)).toEqual([worst.literal, worst.realised].map(toText));
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it('are so for a coalition of services too', () => {
    fc.assert(
      fc.property(networks, shocks, (network, psi) => {
        const local = localCascade(network, new Set([0]), psi);
        const counts = [...network.operators.keys()].filter(place => {
          const served = network.operators[place]!.allocations;
          return served.length > 0 && served.every(({ service }) => service === 0);
        });
        if (counts.length === 0) expect(local).toBeUndefined();
        else {
          const worst = worstLosses(network, psi, new Set(counts));
          expect([local!.literal, local!.realised].map(toText)).toEqual(
            [worst.literal, worst.realised].map(toText),
          );
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('are followed when lost stake backs less than before', () => {
    // x takes 3 of the 4 that a has: what is left of it backs y with 1, which b then corrupts.
    const network = (x: Fraction, y: Fraction): Network =>
      networkOf(
        { x: [x, f(1)], y: [y, f(1, 2)] },
        { a: [f(4), { x: f(3), y: f(3) }], b: [f(5, 2), { y: f(5, 2) }] },
      );
    const { rounds, realised, isExact } = cascadeAfter(network(f(7, 2), f(13, 5)), new Set());
    expect(rounds).toEqual([
      { services: [0], operators: [0] },
      { services: [1], operators: [1] },
    ]);
    expect([toText(realised), isExact]).toEqual(['11/13', true]);
    // For more profit both together lose all, which is worse.
    expect(toText(cascadeAfter(network(f(4), f(3)), new Set()).realised)).toBe('1');
  });

  it('lose stake that is unique to a service in the round that attacks it', () => {
    // The 5 that x brings pay for what a has in y too, but only an attack on y can slash that.
    const network = networkOf(
      { x: [f(5), f(1)], y: [f(1), f(1)] },
      { a: [f(3), { y: f(2) }], b: [f(2), []] },
    );
    const { rounds } = cascadeAfter(network, new Set());
    expect(rounds).toEqual([{ services: [0, 1], operators: [0, 1] }]);
  });

  it('lose stake to an attack on a service that brings nothing, where others pay for it', () => {
    const network = networkOf({ x: [f(5), f(1)], y: [f(0), f(1)] }, { a: [f(3), { x: f(1), y: f(1) }] });
    const { realised, rounds } = worstCascade(network, f(0));
    expect(toText(realised)).toBe('2/3');
    expect(rounds).toEqual([{ services: [0, 1], operators: [0] }]);
  });
});
