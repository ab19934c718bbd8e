import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  one,
  subtract,
  sum,
  zero,
} from '../../sim/security/fraction.ts';
import { type Network, totalStake } from '../../sim/security/network.ts';

/**
 * The definitions of Robust Restaking Networks, section 2, by enumeration of everything: all sets of services A, all
 * sets of operators B (of any use or none), all shocks D, and all cascades, round by round. For networks whose operators
 * put all stake at risk in each service.
 */
export interface Reference {
  /** Most profit less cost of a valid attack; undefined if there is none. */
  readonly net: Fraction | undefined;
  /** Least cost / profit - 1 over all attacking coalitions. */
  readonly gamma: Fraction | undefined;
  readonly literal: (psi: Fraction) => Fraction;
  readonly realised: (psi: Fraction) => Fraction;
  /** Local R_psi of a coalition of services, given as bits. */
  readonly local: (coalition: number, psi: Fraction) => Fraction | undefined;
}

export function enumerate(network: Network, emptyServiceIsFree = true): Reference {
  const { services, operators } = network;
  const sets = 1 << services.length;
  const crowds = 1 << operators.length;
  const serves = services.map((_, service) =>
    operators.reduce((bits, { allocations }, operator) => {
      const isMember = allocations.some(edge => edge.service === service && edge.amount.numerator > 0n);
      return isMember ? bits | (1 << operator) : bits;
    }, 0),
  );
  const stake = Array.from({ length: crowds }, (_, bits) =>
    sum(operators.filter((_, operator) => bits & (1 << operator)).map(one => one.stake)),
  );
  const profit = Array.from({ length: sets }, (_, bits) =>
    sum(services.filter((_, service) => bits & (1 << service)).map(one => one.profit)),
  );
  /** Whether B corrupts all of A once some operators are gone. */
  const corrupts = (A: number, B: number, gone: number): boolean =>
    services.every(({ threshold }, service) => {
      if (!(A & (1 << service))) return true;
      const left = serves[service]! & ~gone;
      if (left === 0 && !emptyServiceIsFree) return false;
      return compare(stake[B & left]!, multiply(threshold, stake[left]!)) >= 0;
    });
  let net: Fraction | undefined;
  let gamma: Fraction | undefined;
  for (let A = 1; A < sets; A++) {
    for (let B = 0; B < crowds; B++) {
      if (!corrupts(A, B, 0) || profit[A]!.numerator === 0n) continue;
      const ratio = subtract(divide(stake[B]!, profit[A]!), one);
      if (gamma === undefined || compare(ratio, gamma) < 0) gamma = ratio;
      const gain = subtract(profit[A]!, stake[B]!);
      if (gain.numerator > 0n && (net === undefined || compare(gain, net) > 0)) net = gain;
    }
  }
  /** Most stake of some operators that cascades take once some operators and services are gone. */
  const cascades = (counted: number) => {
    const known = new Map<number, Fraction>();
    const worst = (gone: number, attacked: number): Fraction => {
      const key = gone * sets + attacked;
      const found = known.get(key);
      if (found !== undefined) return found;
      let most = zero;
      for (let A = 1; A < sets; A++) {
        if (A & attacked) continue;
        for (let B = 0; B < crowds; B++) {
          if (B & gone || compare(profit[A]!, stake[B]!) <= 0 || !corrupts(A, B, gone)) continue;
          const total = add(stake[B & counted]!, worst(gone | B, attacked | A));
          if (compare(total, most) > 0) most = total;
        }
      }
      known.set(key, most);
      return most;
    };
    return worst;
  };
  const loss = (psi: Fraction, counted: number, isLiteral: boolean): Fraction => {
    const worst = cascades(counted);
    let most = zero;
    for (let D = 0; D < crowds; D++) {
      if (compare(stake[D & counted]!, multiply(psi, stake[counted]!)) > 0) continue;
      const after = worst(D, 0);
      const total = isLiteral ? after : add(after, stake[D & counted]!);
      if (compare(total, most) > 0) most = total;
    }
    const part = divide(most, stake[counted]!);
    return isLiteral ? add(psi, part) : part;
  };
  return {
    net,
    gamma,
    literal: psi => loss(psi, crowds - 1, true),
    realised: psi => loss(psi, crowds - 1, false),
    local: (coalition, psi) => {
      let counted = 0;
      for (const operator of operators.keys()) {
        const served = serves.reduce(
          (bits, crowd, service) => (crowd & (1 << operator) ? bits | (1 << service) : bits),
          0,
        );
        if (served !== 0 && (served & ~coalition) === 0) counted |= 1 << operator;
      }
      return counted === 0 ? undefined : loss(psi, counted, true);
    },
  };
}

/** A network from short forms: `{ x: [profit, threshold] }` and `{ a: [stake, services or amounts] }`. */
export function networkOf(
  services: Readonly<Record<string, readonly [Fraction, Fraction]>>,
  operators: Readonly<
    Record<string, readonly [Fraction, readonly string[] | Readonly<Record<string, Fraction>>]>
  >,
): Network {
  const names = Object.keys(services);
  return {
    services: Object.entries(services).map(([name, [profit, threshold]]) => ({ name, profit, threshold })),
    operators: Object.entries(operators).map(([name, [stake, served]]) => ({
      name,
      stake,
      allocations: Array.isArray(served)
        ? served.map(service => ({ service: names.indexOf(service), amount: stake }))
        : Object.entries(served).map(([service, amount]) => ({
            service: names.indexOf(service),
            amount: amount as Fraction,
          })),
    })),
  };
}

/** Part of all stake that some operators hold. */
export function shareOf(network: Network, some: readonly number[]): Fraction {
  return divide(sum(some.map(operator => network.operators[operator]!.stake)), totalStake(network));
}

/** A fraction from its text. */
export function f(numerator: number, denominator = 1): Fraction {
  return fraction(BigInt(numerator), BigInt(denominator));
}
