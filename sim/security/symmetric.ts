import {
  add,
  compare,
  divide,
  type Fraction,
  floor,
  fraction,
  greatest,
  least,
  multiply,
  one,
  subtract,
  zero,
} from './fraction.ts';
import { allocationOf, type Symmetric } from './network.ts';

/** Whether the closed form holds: the base service needs the same part of the stake as the others. */
export function hasClosedForm({ threshold, base }: Symmetric): boolean {
  return base === null || compare(base.threshold, threshold) === 0;
}

/** What is asked of a symmetric network. */
export interface SymmetricOptions {
  /** Services that slashed all that was allocated to them before; 0 unless said. */
  readonly byzantine?: number;
  /** Whether services that no stake backs are corrupted at no cost; true unless said. */
  readonly emptyServiceIsFree?: boolean;
}

/** A choice of attacked services of a symmetric network: how many, and whether the base service is one of them. */
interface Choice {
  readonly count: number;
  readonly profit: Fraction;
  readonly cost: Fraction;
}

/**
 * What attacks on a symmetric network cost once some services were Byzantine and slashed all that was allocated to
 * them: for k attacked services the threshold n x theta of the operators divides into m whole operators and a part f,
 * each of which loses the least of its stake and what it puts into the attack (Bar-Zur and Eyal, Elastic Restaking
 * Networks; their reference code). Byzantine services are never the base service.
 */
function choices(
  symmetric: Symmetric,
  { byzantine = 0, emptyServiceIsFree = true }: SymmetricOptions,
): Choice[] {
  const { operators, services, threshold, profit, stake, base } = symmetric;
  const allocation = allocationOf(symmetric);
  const left = greatest(zero, subtract(stake, multiply(fraction(BigInt(byzantine)), allocation)));
  const amount = least(allocation, left);
  const corrupting = multiply(fraction(BigInt(operators)), threshold);
  const wholes = fraction(floor(corrupting));
  const rest = subtract(corrupting, wholes);
  const found: Choice[] = [];
  for (const withBase of base === null ? [false] : [false, true]) {
    if (withBase && left.numerator === 0n && !emptyServiceIsFree) continue;
    const most = amount.numerator === 0n && !emptyServiceIsFree ? 0 : services - byzantine;
    for (let count = withBase ? 0 : 1; count <= most; count++) {
      const many = fraction(BigInt(count));
      const used = add(multiply(many, amount), withBase ? left : zero);
      const cost = add(multiply(wholes, least(left, used)), least(multiply(rest, used), left));
      found.push({ count, profit: add(multiply(many, profit), withBase ? base!.profit : zero), cost });
    }
  }
  return found;
}

/**
 * The most that an attack on a symmetric network brings, its cost taken off; below 0 if none pays.
 *
 * @returns undefined if there is nothing left to attack
 */
export function symmetricNet(symmetric: Symmetric, options: SymmetricOptions = {}): Fraction | undefined {
  const nets = choices(symmetric, options).map(({ profit, cost }) => subtract(profit, cost));
  return nets.length === 0 ? undefined : nets.reduce(greatest);
}

/**
 * The least stake of each operator at which a symmetric network is secure: no attack, after Byzantine services, brings
 * more than the adversary's budget lets it lose. Costs grow in proportion to the stake, so that it is the largest
 * (profit + budget) / (cost at a stake of 1) over all attacks (Elastic Restaking Networks, figures 3 and 4).
 *
 * @returns undefined if no stake is enough
 */
export function symmetricStake(
  symmetric: Symmetric,
  budget: Fraction = zero,
  options: SymmetricOptions = {},
): Fraction | undefined {
  let most: Fraction = zero;
  for (const { profit, cost } of choices({ ...symmetric, stake: one }, options)) {
    const gain = add(profit, budget);
    if (gain.numerator <= 0n) continue;
    if (cost.numerator === 0n) return undefined;
    most = greatest(most, divide(gain, cost));
  }
  return most;
}
