import {
  compare,
  divide,
  type Fraction,
  fraction,
  greatest,
  multiply,
  one,
  subtract,
  sum,
  toNumber,
  toText,
  zero,
} from './fraction.ts';
import { allocatedStake, type Network, type Operator } from './network.ts';

/**
 * What an operator's services demand of its stake: the sum over its services of (its allocation / all allocations) x
 * (profit / threshold), divided by its stake. At most 1 for each operator: then no attack pays (EigenLayer whitepaper,
 * appendix; Claim 1 of Robust Restaking Networks, where all allocations are the whole stake). Where they are less, it is
 * at least the demand of each service on the stake that is allocated to it.
 *
 * @returns by operator; 0 for one without stake
 */
export function demands(network: Network): Fraction[] {
  const perUnit = demandsPerUnit(network, allocatedStake(network));
  return network.operators.map(operator => demandOn(operator, perUnit));
}

/** What each service demands of a unit of the stake that is allocated to it. */
function demandsPerUnit({ services }: Network, allocated: readonly Fraction[]): Fraction[] {
  return services.map(({ profit, threshold }, service) =>
    allocated[service]!.numerator === 0n ? zero : divide(divide(profit, threshold), allocated[service]!),
  );
}

function demandOn({ stake, allocations }: Operator, perUnit: readonly Fraction[]): Fraction {
  if (stake.numerator === 0n) return zero;
  // Attacked alone, a service takes no more than what is allocated to it: it must be safe by that.
  const alone = allocations.reduce(
    (most, { service, amount }) => (amount.numerator === 0n ? most : greatest(most, perUnit[service]!)),
    zero,
  );
  const together = sum(allocations.map(({ service, amount }) => multiply(amount, perUnit[service]!)));
  return greatest(alone, divide(together, stake));
}

/**
 * The largest slack that the sufficient condition proves: 1 / (the greatest demand on an operator) - 1. The slack of
 * the network is at least that (Corollary 2 of Robust Restaking Networks).
 *
 * @returns undefined when nothing is demanded of anybody: then no attack brings anything, unless on a service that
 * nobody secures, whose slack is -1
 */
export function slackLowerBound(network: Network, emptyServiceIsFree = true): Fraction | undefined {
  const allocated = allocatedStake(network);
  const isFree = network.services.some(
    ({ profit }, service) => profit.numerator > 0n && allocated[service]!.numerator === 0n,
  );
  if (isFree && emptyServiceIsFree) return fraction(-1n);
  const most = greatestDemand(network, allocated);
  return most.numerator === 0n ? undefined : subtract(divide(one, most), one);
}

/**
 * Part of the greatest demand in doubles by which that of an operator whose exact demand is the greatest may fall short:
 * far more than rounding makes, for all terms are positive.
 */
const margin = 1e-6;

/** Numerators and denominators below which no step of {@link demandColumn} leaves the range of doubles. */
const ordinary = 2n ** 200n;

/** The greatest demand on an operator, exactly: only of those who are the greatest in doubles, and of alike ones once. */
function greatestDemand(network: Network, allocated: readonly Fraction[]): Fraction {
  const perUnit = demandsPerUnit(network, allocated);
  const near = isOrdinary(network) ? demandColumn(columnsOf(network)) : undefined;
  const least = near && near.reduce((most, demand) => Math.max(most, demand), 0) * (1 - margin);
  const seen = new Set<string>();
  let found = zero;
  for (const [place, operator] of network.operators.entries()) {
    if (operator.stake.numerator === 0n || (near && near[place]! < least!)) continue;
    const key = keyOf(operator);
    if (seen.has(key)) continue;
    seen.add(key);
    found = greatest(found, demandOn(operator, perUnit));
  }
  return found;
}

function isOrdinary({ services, operators }: Network): boolean {
  const isSmall = ({ numerator, denominator }: Fraction): boolean =>
    numerator < ordinary && denominator < ordinary;
  return (
    services.every(({ profit, threshold }) => isSmall(profit) && isSmall(threshold)) &&
    operators.every(
      ({ stake, allocations }) => isSmall(stake) && allocations.every(({ amount }) => isSmall(amount)),
    )
  );
}

/** The same for operators of whom the same is demanded: what they allocate to each service, as part of their stake. */
function keyOf({ stake, allocations }: Operator): string {
  return allocations
    .map(
      ({ service, amount }) =>
        `${service}:${compare(amount, stake) === 0 ? 1 : toText(divide(amount, stake))}`,
    )
    .join(' ');
}

/** A large network as columns of doubles; what an operator allocates stands in rows, one operator after another. */
export interface NetworkColumns {
  /** By service. */
  readonly profit: Float64Array;
  readonly threshold: Float64Array;
  /** By operator. */
  readonly stake: Float64Array;
  /** First row of each operator, and behind the last one the number of rows. */
  readonly first: Int32Array;
  /** By row. */
  readonly service: Int32Array;
  readonly amount: Float64Array;
}

/** A network as columns, each number the double next to it. */
export function columnsOf({ services, operators }: Network): NetworkColumns {
  const rows = operators.flatMap(({ allocations }) => allocations);
  const first = new Int32Array(operators.length + 1);
  for (const [operator, { allocations }] of operators.entries()) {
    first[operator + 1] = first[operator]! + allocations.length;
  }
  return {
    profit: Float64Array.from(services, ({ profit }) => toNumber(profit)),
    threshold: Float64Array.from(services, ({ threshold }) => toNumber(threshold)),
    stake: Float64Array.from(operators, ({ stake }) => toNumber(stake)),
    first,
    service: Int32Array.from(rows, ({ service }) => service),
    amount: Float64Array.from(rows, ({ amount }) => toNumber(amount)),
  };
}

/**
 * {@link demands} in doubles, for large networks: one pass over all allocations for the stake behind each service and
 * one for the demands, so that the time grows in proportion to the number of allocations.
 */
export function demandColumn({
  profit,
  threshold,
  stake,
  first,
  service,
  amount,
}: NetworkColumns): Float64Array {
  const allocated = new Float64Array(profit.length);
  for (let row = 0; row < amount.length; row++) allocated[service[row]!]! += amount[row]!;
  const perUnit = new Float64Array(profit.length);
  for (let at = 0; at < profit.length; at++) {
    if (allocated[at]! > 0) perUnit[at] = profit[at]! / (threshold[at]! * allocated[at]!);
  }
  const demand = new Float64Array(stake.length);
  for (let operator = 0; operator < stake.length; operator++) {
    let weighted = 0;
    let most = 0;
    for (let row = first[operator]!; row < first[operator + 1]!; row++) {
      const unit = amount[row]! > 0 ? perUnit[service[row]!]! : 0;
      weighted += amount[row]! * unit;
      if (unit > most) most = unit;
    }
    if (stake[operator]! > 0) demand[operator] = Math.max(most, weighted / stake[operator]!);
  }
  return demand;
}

/** {@link slackLowerBound} in doubles; Infinity when nothing is demanded of anybody. */
export function slackLowerBoundOf(columns: NetworkColumns): number {
  let most = 0;
  for (const demand of demandColumn(columns)) if (demand > most) most = demand;
  return 1 / most - 1;
}
