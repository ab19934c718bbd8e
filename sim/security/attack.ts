import { type Fraction, fraction, fractionOf, multiply } from './fraction.ts';
import type { Network } from './network.ts';
import { type AttackModel, attackModel, fractionOfAmount } from './search/attack-model.ts';
import { type SearchLimits, searchAttacks } from './search/attack-search.ts';
import type { FoundAttack } from './search/coalition.ts';

/** An attack: services that are corrupted, operators who do it, what it brings and what they lose. */
export interface NetworkAttack {
  /** Places in the network, ascending. */
  readonly services: readonly number[];
  readonly operators: readonly number[];
  /** Profit from corruption, before the cost. */
  readonly profit: Fraction;
  /** Stake that the operators lose. */
  readonly cost: Fraction;
}

/** Choices of an analysis. */
export interface AttackOptions {
  /**
   * Whether a service that no stake backs is corrupted by nobody at no cost, as the paper's definition has it (0 is at
   * least any part of 0); true unless said otherwise.
   */
  readonly emptyServiceIsFree?: boolean;
  readonly limits?: SearchLimits;
}

/** The most profitable attack, or that there is none. */
export interface MostProfitableAttack {
  /** Undefined if no attack that was found brings more than it costs. */
  readonly attack: NetworkAttack | undefined;
  /** No attack brings more than this after its cost; equal to what the attack brings if the search was exact. */
  readonly netBound: Fraction;
  readonly isExact: boolean;
}

/**
 * The most profitable attack on a network: services A and operators B such that B holds the threshold of the stake
 * behind each service of A, with the most profit less cost (Durvasula and Roughgarden, Robust Restaking Networks; an
 * operator whose stake is not pooled loses only what attacked services can slash).
 *
 * Exact for up to 16 services and 12 operators, and for larger networks as long as the search stays within its limits;
 * the problem is NP-hard. Beyond them `netBound` says what gap is left.
 */
export function mostProfitableAttack(network: Network, options: AttackOptions = {}): MostProfitableAttack {
  const model = attackModel(network);
  const found = searchAttacks(model, 'profit', {
    canBeEmpty: options.emptyServiceIsFree,
    limits: options.limits,
  });
  const { isExact, bound } = found;
  if (isExact) {
    const attack = found.attack && attackOf(model, found.attack);
    const net = found.attack
      ? fractionOfAmount(model, found.attack.profit - found.attack.cost)
      : fraction(0n);
    return { attack, netBound: net, isExact };
  }
  const netBound = multiply(fractionOf(bound * (1 + 1e-12)), fraction(1n, model.scale));
  return { attack: found.attack && attackOf(model, found.attack), netBound, isExact };
}

/** An attack of a model in the network's unit and by operators. */
export function attackOf(model: AttackModel, { services, pieces, profit, cost }: FoundAttack): NetworkAttack {
  return {
    services,
    operators: [...new Set(pieces.map(piece => model.pieces[piece]!.operator))].sort((a, b) => a - b),
    profit: fractionOfAmount(model, profit),
    cost: fractionOfAmount(model, cost),
  };
}
