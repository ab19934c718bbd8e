import { log } from '../engine/index.ts';
import { type Fraction, multiply, toNumber } from './fraction.ts';
import { type Network, totalStake } from './network.ts';

/**
 * Rounds that no cascade after a shock reaches: k (1 + log(psi sigma(V) / (epsilon gamma)) / log(1 + gamma)), where
 * sigma(V) is all stake and epsilon the least of an operator (Theorem 7 of Robust Restaking Networks). Of operators who
 * pool all their stake.
 *
 * @param psi part of the stake that the shock takes, above 0
 * @param gamma slack of the network
 * @param depth k: how many rounds before it each round depends on; 1 in a chain
 * @returns undefined without slack above 0, or without stake
 */
export function cascadeLengthBound(
  network: Network,
  { psi, gamma, depth }: { readonly psi: Fraction; readonly gamma: Fraction; readonly depth: number },
): number | undefined {
  const stakes = network.operators.map(({ stake }) => toNumber(stake)).filter(stake => stake > 0);
  if (gamma.numerator <= 0n || stakes.length === 0) return undefined;
  const lost = toNumber(multiply(psi, totalStake(network)));
  const least = Math.min(...stakes);
  return depth * (1 + log(lost / (least * toNumber(gamma))) / log(1 + toNumber(gamma)));
}
