import type { AttackModel } from './search/attack-model.ts';
import { cheapestCoalition } from './search/coalition.ts';

/** Nodes of the search after which the best coalition found so far is taken. */
const MOST_NODES = 4_000;

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
  const allocated = weights.reduce((sum, weight) => sum + weight, 0);
  if (allocated < target) return undefined;
  const candidates = [...stakes.keys()].filter(candidate => weights[candidate]! > 0);
  const model: AttackModel = {
    targets: [{ profit: 0, part: 1, whole: 1, allocated, needed: target }],
    pieces: candidates.map(operator => ({
      operator,
      stake: Math.round(costScale * costs[operator]!),
      isWhole: true,
      services: [0],
      weights: [weights[operator]!],
    })),
    stakes: weights,
    scale: 1n,
    zero: 0,
    isDivisible: false,
    amount: Number,
  };
  const { coalition, bound, isComplete } = cheapestCoalition(model, Uint8Array.of(1), {
    mostNodes: MOST_NODES,
  });
  const members = coalition!.pieces.map(piece => candidates[piece]!);
  const cost = members.reduce((sum, member) => sum + costs[member]!, 0);
  return { members, cost, bound: isComplete ? cost : Math.min(cost, bound / costScale) };
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
