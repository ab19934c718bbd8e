import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  greatest,
  least,
  multiply,
  one,
  subtract,
  sum,
  zero,
} from './fraction.ts';

/** Something that stake secures: an operator set of an AVS. */
export interface SecuredService {
  readonly name: string;
  /** What corrupting it brings, in the unit of stakes. */
  readonly profit: Fraction;
  /** Part of the stake allocated to it that corrupts it, above 0 and at most 1. */
  readonly threshold: Fraction;
}

/** Stake of an operator that a service can slash. */
export interface ServiceAllocation {
  /** Place of the service in the network. */
  readonly service: number;
  /** What counts for the service's threshold. At most the operator's stake. */
  readonly amount: Fraction;
  /**
   * What the service can slash besides, though it counts for no threshold: stake queued for withdrawal. 0 unless said;
   * only of operators whose stake is unique.
   */
  readonly withdrawing?: Fraction;
}

/** Somebody who secures services with stake. */
export interface Operator {
  readonly name: string;
  readonly stake: Fraction;
  /** At most one of each service. Together they may exceed the stake: then it is pooled. */
  readonly allocations: readonly ServiceAllocation[];
}

/** Services and the operators who secure them: a restaking graph. */
export interface Network {
  readonly services: readonly SecuredService[];
  readonly operators: readonly Operator[];
}

/** A network whose operators are all alike, and its services too, but for one base service to which all stake goes. */
export interface Symmetric {
  readonly operators: number;
  /** Services besides the base service. */
  readonly services: number;
  readonly threshold: Fraction;
  readonly profit: Fraction;
  /** Stake of each operator. */
  readonly stake: Fraction;
  /** Sum of an operator's allocations as a multiple of its stake; with a base service, that one counts as 1 of it. */
  readonly degree: Fraction;
  readonly base: { readonly profit: Fraction; readonly threshold: Fraction } | null;
}

/** Sum of all stakes. */
export function totalStake({ operators }: Network): Fraction {
  return sum(operators.map(({ stake }) => stake));
}

/** Sum of what operators allocate to each service. */
export function allocatedStake({ services, operators }: Network): Fraction[] {
  const amounts: Fraction[][] = services.map(() => []);
  for (const { allocations } of operators) {
    for (const { service, amount } of allocations) amounts[service]!.push(amount);
  }
  return amounts.map(sum);
}

/** Allocations as a multiple of stake, over all operators: the restaking degree; 0 without stake. */
export function restakingDegree(network: Network): Fraction {
  const stake = totalStake(network);
  return stake.numerator === 0n ? zero : divide(sum(allocatedStake(network)), stake);
}

/** All that a service can slash of an operator. */
export function slashableBy({ amount, withdrawing = zero }: ServiceAllocation): Fraction {
  return add(amount, withdrawing);
}

/** Whether an operator puts all of its stake at risk in each service that it serves. */
export function isWhole({ stake, allocations }: Operator): boolean {
  return allocations.every(allocation => compare(slashableBy(allocation), stake) === 0);
}

/** Whether no two services can slash the same stake of an operator. */
export function isUnique({ stake, allocations }: Operator): boolean {
  return compare(sum(allocations.map(slashableBy)), stake) <= 0;
}

/**
 * The network after operators lost some of their stake, without some services: what is left of a stake backs what it
 * still can, so that each allocation shrinks to it ("stretching": Bar-Zur and Eyal, Elastic Restaking Networks).
 *
 * @param losses stake that each operator lost
 * @param gone places of services that are no longer there, and of their allocations
 */
export function afterLosses(
  network: Network,
  losses: readonly Fraction[],
  gone: ReadonlySet<number>,
): Network {
  const places = new Map<number, number>();
  for (const service of network.services.keys()) if (!gone.has(service)) places.set(service, places.size);
  const operators = network.operators.map(({ name, stake, allocations }, operator) => {
    const left = greatest(zero, subtract(stake, losses[operator]!));
    return {
      name,
      stake: left,
      allocations: allocations.flatMap(({ service, amount }) => {
        const place = places.get(service);
        return place === undefined ? [] : [{ service: place, amount: least(amount, left) }];
      }),
    };
  });
  return { services: network.services.filter((_, service) => !gone.has(service)), operators };
}

/** A symmetric network written out: operators `o1` and so on, the base service `base` and services `s1` and so on. */
export function symmetricNetwork(symmetric: Symmetric): Network {
  const { operators, services, threshold, profit, stake, base } = symmetric;
  const amount = allocationOf(symmetric);
  const names = Array.from({ length: services }, (_, index) => `s${index + 1}`);
  const others = names.map(name => ({ name, profit, threshold }));
  const allocations: ServiceAllocation[] = [
    ...(base === null ? [] : [{ service: 0, amount: stake }]),
    ...names.map((_, index) => ({ service: index + (base === null ? 0 : 1), amount })),
  ];
  return {
    services: base === null ? others : [{ name: 'base', ...base }, ...others],
    operators: Array.from({ length: operators }, (_, index) => ({
      name: `o${index + 1}`,
      stake,
      allocations,
    })),
  };
}

/** What each operator of a symmetric network allocates to each service but the base. */
export function allocationOf({ services, stake, degree, base }: Symmetric): Fraction {
  if (services === 0) return zero;
  const spread = base === null ? degree : subtract(degree, one);
  return divide(multiply(spread, stake), fraction(BigInt(services)));
}

/** A network with every stake and allocation multiplied. */
export function scaled({ services, operators }: Network, factor: Fraction): Network {
  return {
    services,
    operators: operators.map(({ name, stake, allocations }) => ({
      name,
      stake: multiply(stake, factor),
      allocations: allocations.map(({ service, amount }) => ({ service, amount: multiply(amount, factor) })),
    })),
  };
}
