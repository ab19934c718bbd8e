import type { Fraction } from './fraction.ts';
import type { AttackModel } from './search/attack-model.ts';
import { cheapestCoalition } from './search/coalition.ts';
import { worstAftermath } from './search/shock-search.ts';

/** Nodes of the search after which the best coalition found so far is taken. */
const MOST_NODES = 4_000;

/** Nodes and steps of the searches that a series over time repeats. */
const SERIES = { nodes: 1_000, steps: 2_000 };

/** Total of stakes and of costs in whole units, in which the search counts: their sums are exact in doubles. */
const UNITS = 2 ** 50;

/** Members who together hold enough stake to corrupt a service, at the least cost that was found. */
export interface LeastCostCoalition {
  /** Places of the candidates given, ascending. */
  readonly members: readonly number[];
  readonly cost: number;
  /** No coalition costs less than this; equal to the cost unless the search was cut short. */
  readonly bound: number;
}

/**
 * The coalition that holds some stake of one service at the least cost, where what an attack costs a member is not its
 * stake: with what slashes it expects and what income it gives up, say. Exact unless more than 4,000 nodes are needed;
 * then `bound`, of the linear relaxation, tells how far the cost can be from the least.
 *
 * @param stakes of each candidate, 0 or more
 * @param costs of each candidate, 0 or more
 * @param needed stake, above 0
 * @returns undefined if all together hold too little
 */
export function leastCostCoalition(
  stakes: readonly number[],
  costs: readonly number[],
  needed: number,
): LeastCostCoalition | undefined {
  const scale = scaleOf(stakes);
  const costScale = scaleOf(costs);
  const weights = stakes.map(stake => Math.round(scale * stake));
  // Rounding may not part from each other who together hold just enough.
  const rounding = weights.reduce((sum, weight, place) => sum + Math.abs(weight - scale * stakes[place]!), 0);
  const target = Math.max(1, Math.ceil(scale * needed) - Math.ceil(rounding));
  if (weights.reduce((sum, weight) => sum + weight, 0) < target) return undefined;
  const losses = costs.map(cost => Math.round(costScale * cost));
  const model = modelOf(weights, losses, { needed: target, part: 1, whole: 1, profit: 0 });
  const { coalition, bound, isComplete } = cheapestCoalition(model, Uint8Array.of(1), {
    mostNodes: MOST_NODES,
  });
  const members = coalition!.pieces.map(piece => model.pieces[piece]!.operator);
  const cost = members.reduce((sum, member) => sum + costs[member]!, 0);
  return { members, cost, bound: isComplete ? cost : Math.min(cost, bound / costScale) };
}

/** A service on its own, in whole units of which all together are below 2^53, such as cents. */
export interface OneService {
  /** What each member holds of the service. */
  readonly weights: readonly number[];
  /** What each member loses if it attacks, at least its weight. */
  readonly losses: readonly number[];
  /** Part of the weights that corrupts the service, above 0 and at most 1. */
  readonly threshold: Fraction;
  /** Profit from corruption. */
  readonly profit: number;
}

/** How safe a service on its own is. */
export interface OneServiceSecurity {
  /** Cost of corruption: what the cheapest coalition loses. */
  readonly cost: number;
  /** What is lost to the worst shock of a given size and the attack that it makes possible, part of all losses. */
  readonly lost: number;
}

/**
 * Cost of corruption of a service on its own, and what a shock of a part of its stake and the attack after it take: what
 * `slack` and `worstCascade` say of a network of this service alone, realised and in doubles, as fast as a series over
 * time wants it. Beyond their limits the coalition need not be the cheapest nor the loss the worst.
 *
 * @param psi most that the shock takes, part of all losses
 */
export function oneServiceSecurity(service: OneService, psi: number): OneServiceSecurity {
  const { weights, losses, threshold, profit } = service;
  const allocated = weights.reduce((sum, weight) => sum + weight, 0);
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  const [part, whole] = [Number(threshold.numerator), Number(threshold.denominator)];
  const needed = Number(
    (threshold.numerator * BigInt(allocated) + threshold.denominator - 1n) / threshold.denominator,
  );
  const model = modelOf(weights, losses, { needed, part, whole, profit });
  const { coalition } = cheapestCoalition(model, Uint8Array.of(1), { mostNodes: SERIES.nodes });
  if (total === 0) return { cost: 0, lost: 0 };
  const { worst } = worstAftermath({
    model,
    counts: new Uint8Array(losses.length).fill(1),
    shock: { most: Math.floor(psi * total) },
    countsShock: true,
    emptyServiceIsFree: true,
    mostSteps: SERIES.steps,
  });
  return { cost: coalition!.cost, lost: (worst.shocked + worst.lost) / total };
}

/** The model of a service whose members lose all that they have there, as one piece each. */
function modelOf(
  weights: readonly number[],
  losses: readonly number[],
  terms: { readonly needed: number; readonly part: number; readonly whole: number; readonly profit: number },
): AttackModel {
  const candidates = [...weights.keys()].filter(candidate => weights[candidate]! > 0);
  return {
    targets: [{ ...terms, allocated: weights.reduce((sum, weight) => sum + weight, 0) }],
    pieces: candidates.map(operator => ({
      operator,
      stake: losses[operator]!,
      isWhole: true,
      services: [0],
      weights: [weights[operator]!],
    })),
    stakes: losses,
    scale: 1n,
    zero: 0,
    isDivisible: false,
    amount: Number,
  };
}

/** The largest power of two by which some amounts add up to at most {@link UNITS}. */
function scaleOf(amounts: readonly number[]): number {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return 1;
  let scale = 1;
  while (2 * scale * total <= UNITS) scale *= 2;
  while (scale * total > UNITS) scale /= 2;
  return scale;
}
