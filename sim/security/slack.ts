import { type AttackOptions, attackOf, type NetworkAttack } from './attack.ts';
import { divide, type Fraction, fractionOf, greatest, one, subtract, toNumber } from './fraction.ts';
import type { Network } from './network.ts';
import { attackModel } from './search/attack-model.ts';
import { ratioBound, searchAttacks } from './search/attack-search.ts';
import { slackLowerBound } from './sufficient.ts';

/** How far attacks are from paying. */
export interface Slack {
  /**
   * The least cost of an attack for its profit, less 1; undefined if there is nothing to gain. At least 0: no attack
   * pays. If the search was cut short, the slack of the best attack that was found, which the true one does not exceed.
   */
  readonly gamma: Fraction | undefined;
  /** The attack that comes nearest to paying, or pays best for its cost. */
  readonly attack: NetworkAttack | undefined;
  /** The slack is at least this by the condition on each operator. */
  readonly lowerBound: Fraction | undefined;
  /** The greatest number that the slack is proved to reach: `gamma` if the search was exact. */
  readonly proved: Fraction | undefined;
  readonly isExact: boolean;
}

/**
 * The slack gamma* of a network: the largest gamma with (1 + gamma) x profit <= cost for every attacking coalition
 * (Robust Restaking Networks, section 3). Exact and bounded as {@link mostProfitableAttack} is.
 */
export function slack(network: Network, options: AttackOptions = {}): Slack {
  const { emptyServiceIsFree = true, limits } = options;
  const model = attackModel(network);
  const found = searchAttacks(model, 'ratio', { canBeEmpty: emptyServiceIsFree, limits });
  const attack = found.attack && attackOf(model, found.attack);
  const gamma = attack && subtract(divide(attack.cost, attack.profit), one);
  const lowerBound = slackLowerBound(network, emptyServiceIsFree);
  const { isExact } = found;
  if (isExact || gamma === undefined || lowerBound === undefined) {
    return { gamma, attack, lowerBound, proved: isExact ? gamma : lowerBound, isExact };
  }
  const ratio = ratioBound(model, 1 + toNumber(lowerBound), 1 + toNumber(gamma));
  return {
    gamma,
    attack,
    lowerBound,
    proved: greatest(lowerBound, subtract(fractionOf(ratio), one)),
    isExact,
  };
}
