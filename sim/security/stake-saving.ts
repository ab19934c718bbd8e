import { divide, type Fraction, fraction, least, multiply, sum } from './fraction.ts';
import { type Network, totalStake } from './network.ts';

/** Stake that a service needs if it stands alone: its profit from corruption / its threshold. */
export function isolatedStake({
  profit,
  threshold,
}: {
  readonly profit: Fraction;
  readonly threshold: Fraction;
}): Fraction {
  return divide(profit, threshold);
}

/**
 * Stake that all services would need if each were a proof-of-stake network of its own, as a multiple of the stake that
 * secures them together: above 1, restaking saves stake (Mamageishvili and Sudakov, The Cost of (Secure) Restaking vs.
 * Proof-of-Stake).
 *
 * @returns undefined without stake
 */
export function stakeSaving(network: Network): Fraction | undefined {
  const stake = totalStake(network);
  if (stake.numerator === 0n) return undefined;
  return divide(sum(network.services.map(isolatedStake)), stake);
}

/**
 * What it costs to corrupt a service that buys its security in several pools of stake (Nag, Bodani and Kumar, Economic
 * Security of Multiple Shared Security Protocols).
 *
 * @param pools stake in each, at least one
 * @param threshold part of the stake that corrupts
 * @returns `fragmented`: each pool alone decides, so that the smallest sets the cost (model M); `equalised`: the same
 * with the stake divided evenly, the best division; `unified`: one set of all of them (model S)
 */
export function costAcrossPools(
  pools: readonly Fraction[],
  threshold: Fraction,
): { readonly fragmented: Fraction; readonly equalised: Fraction; readonly unified: Fraction } {
  const all = sum(pools);
  return {
    fragmented: multiply(pools.reduce(least), threshold),
    equalised: multiply(divide(all, fraction(BigInt(pools.length))), threshold),
    unified: multiply(all, threshold),
  };
}
