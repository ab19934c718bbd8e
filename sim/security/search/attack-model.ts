import { type Fraction, fraction, least, multiply, sum } from '../fraction.ts';
import { isUnique, isWhole, type Network, slashableBy } from '../network.ts';

/**
 * A whole number of a model's unit: a double while all sums and products are below 2^53, otherwise a bigint, on which
 * the operators used here (`+ - * < >`) work just the same. Literals other than 0 in a comparison do not mix with it.
 */
export type Amount = number;

/** Stake that takes part in an attack as a whole or not at all. */
export interface Piece {
  /** Place of its operator in the network. */
  readonly operator: number;
  readonly stake: Amount;
  /** Whether its owner loses all of it for any attack; otherwise what the attacked services can slash, at most `stake`. */
  readonly isWhole: boolean;
  /** Services that it secures, ascending, and by how much. */
  readonly services: readonly number[];
  readonly weights: readonly Amount[];
}

/** A service in whole units. */
export interface AttackTarget {
  readonly profit: Amount;
  /** Numerator and denominator of the threshold. */
  readonly part: Amount;
  readonly whole: Amount;
  /** Stake allocated to it. */
  readonly allocated: Amount;
  /** Least whole amount that corrupts it. */
  readonly needed: Amount;
}

/** A network in whole units, for searches that must be exact and fast. */
export interface AttackModel {
  readonly targets: readonly AttackTarget[];
  readonly pieces: readonly Piece[];
  /** Stake of each operator. */
  readonly stakes: readonly Amount[];
  /** Units in 1 of the network's unit of stake. */
  readonly scale: bigint;
  readonly zero: Amount;
  /** Whether a piece may take part with some of its stake, and then loses just that. */
  readonly isDivisible: boolean;
  /** The amount of a whole number. */
  readonly amount: (value: bigint) => Amount;
}

/** Choices of a model. */
export interface ModelOptions {
  /** Whether operators may attack with some of their stake: then each is one piece. */
  readonly isDivisible?: boolean;
  /** Other amounts that must be a whole number of units. */
  readonly amounts?: readonly Fraction[];
}

const exactDoubles = 2n ** 53n;

/**
 * The model of a network. An operator whose stake is unique, so that each service slashes a part of its own, falls into
 * one piece for each service. An operator who puts all stake at risk everywhere is one piece, and so is one in between,
 * which loses no more than what the attacked services can slash.
 */
export function attackModel(
  network: Network,
  { isDivisible = false, amounts: others = [] }: ModelOptions = {},
): AttackModel {
  const { services, operators } = network;
  const amounts = [
    ...others,
    ...services.map(({ profit }) => profit),
    ...operators.flatMap(({ stake, allocations }) => [
      stake,
      ...allocations.flatMap(({ amount, withdrawing }) => (withdrawing ? [amount, withdrawing] : [amount])),
    ]),
  ];
  // Where stake divides, a threshold of it must be a whole number too.
  const thresholds = isDivisible ? services.map(({ threshold }) => threshold.denominator) : [];
  const scale =
    amounts.reduce((multiple, { denominator }) => lcm(multiple, denominator), 1n) *
    thresholds.reduce(lcm, 1n);
  const units = ({ numerator, denominator }: Fraction): bigint => numerator * (scale / denominator);
  const widest = services.reduce((most, { threshold }) => larger(most, threshold.denominator), 1n);
  const size = units(sum(amounts)) * widest;
  const isExactInDoubles = size < exactDoubles;
  const amount = (value: bigint): Amount => (isExactInDoubles ? Number(value) : (value as unknown as Amount));

  const allocated = services.map(() => 0n);
  const pieces: Piece[] = [];
  for (const [operator, owner] of operators.entries()) {
    const edges = owner.allocations
      .filter(({ amount: weight }) => weight.numerator > 0n)
      .toSorted((a, b) => a.service - b.service);
    const weights = edges.map(edge => units(edge.amount));
    for (const [edge, { service }] of edges.entries()) allocated[service]! += weights[edge]!;
    const whole = isWhole({ ...owner, allocations: edges });
    if (!isDivisible && !whole && isUnique(owner)) {
      for (const [edge, allocation] of edges.entries()) {
        const stake = amount(units(slashableBy(allocation)));
        const weight = amount(weights[edge]!);
        const { service } = allocation;
        pieces.push({ operator, stake, isWhole: false, services: [service], weights: [weight] });
      }
    } else if (owner.stake.numerator > 0n) {
      // An attack with parts of the stake takes no more than is allocated, whatever else there is.
      const most = isDivisible ? least(owner.stake, sum(edges.map(one => one.amount))) : owner.stake;
      pieces.push({
        operator,
        stake: amount(units(most)),
        isWhole: whole && !isDivisible,
        services: edges.map(({ service }) => service),
        weights: weights.map(amount),
      });
    }
  }
  const targets = services.map(({ profit, threshold }, service): AttackTarget => {
    const { numerator: part, denominator: whole } = threshold;
    const all = allocated[service]!;
    return {
      profit: amount(units(profit)),
      part: amount(part),
      whole: amount(whole),
      allocated: amount(all),
      needed: amount((part * all + whole - 1n) / whole),
    };
  });
  const stakes = operators.map(({ stake }) => amount(units(stake)));
  return { targets, pieces, stakes, scale, zero: amount(0n), isDivisible, amount };
}

/** An amount in the network's unit. */
export function fractionOfAmount({ scale }: AttackModel, amount: Amount): Fraction {
  return fraction(BigInt(amount), scale);
}

/** A value in the network's unit as whole units of the model, rounded down. */
export function amountBelow({ scale, amount }: AttackModel, value: Fraction): Amount {
  const { numerator, denominator } = multiply(value, fraction(scale));
  return amount(numerator / denominator);
}

/** What an owner loses when its piece attacks some services. */
export function lossOf(
  { stake, isWhole: whole, services, weights }: Piece,
  isAttacked: ArrayLike<number>,
): Amount {
  if (whole) return stake;
  if (services.length === 1) return isAttacked[services[0]!] ? stake : stake - stake;
  let slashable: Amount | undefined;
  for (let edge = 0; edge < services.length; edge++) {
    if (!isAttacked[services[edge]!]) continue;
    slashable = slashable === undefined ? weights[edge]! : slashable + weights[edge]!;
  }
  if (slashable === undefined) return stake - stake;
  return slashable < stake ? slashable : stake;
}

/** What each operator loses when some pieces attack some services, by its place. */
export function lossesByOperator(
  model: AttackModel,
  pieces: readonly number[],
  isAttacked: ArrayLike<number>,
): Fraction[] {
  const losses = model.stakes.map(() => model.zero);
  for (const index of pieces) {
    const piece = model.pieces[index]!;
    losses[piece.operator]! += lossOf(piece, isAttacked);
  }
  return losses.map(loss => fractionOfAmount(model, loss));
}

function lcm(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
