/** Nodes of the search after which the best coalition found so far is taken. */
const MOST_NODES = 4_000;

/** Members who together hold enough stake to corrupt a set, at the least cost that was found. */
export interface Coalition {
  /** Indices of the candidates given, ascending. */
  readonly members: readonly number[];
  readonly cost: number;
  /** No coalition costs less than this; equal to the cost unless the search was cut short. */
  readonly bound: number;
}

/**
 * The cheapest coalition that holds some stake: a covering knapsack, by branch and bound on its fractional relaxation,
 * taken in ascending order of cost for stake. Exact unless more than 4,000 nodes are needed; then `bound`, the optimum of
 * the relaxation, tells how far the cost can be from the least.
 *
 * @param stakes of each candidate, 0 or more
 * @param costs of each candidate, 0 or more
 * @param needed stake, above 0
 * @returns undefined if all together hold too little.
 */
export function cheapestCoalition(
  stakes: readonly number[],
  costs: readonly number[],
  needed: number,
): Coalition | undefined {
  const order = stakes
    .map((_, candidate) => candidate)
    .filter(candidate => stakes[candidate]! > 0)
    .sort((a, b) => costs[a]! / stakes[a]! - costs[b]! / stakes[b]! || a - b);
  const total = order.reduce((sum, candidate) => sum + stakes[candidate]!, 0);
  if (total < needed) return undefined;

  /** Least cost of what is missing with candidates from an index of `order` on, if they could join in part. */
  const relaxed = (from: number, missing: number): number => {
    let cost = 0;
    for (let index = from; index < order.length && missing > 0; index++) {
      const candidate = order[index]!;
      const part = Math.min(1, missing / stakes[candidate]!);
      cost += part * costs[candidate]!;
      missing -= stakes[candidate]!;
    }
    return missing > 0 ? Number.POSITIVE_INFINITY : cost;
  };

  let best: readonly number[] = order;
  let least = Number.POSITIVE_INFINITY;
  let nodes = 0;
  const chosen: number[] = [];
  const descend = (index: number, missing: number, cost: number): void => {
    if (missing <= 0) {
      if (cost >= least) return;
      best = chosen.slice();
      least = cost;
      return;
    }
    // The first dive is the greedy coalition: there is always one to fall back on.
    if (nodes++ > MOST_NODES && least < Number.POSITIVE_INFINITY) return;
    if (cost + relaxed(index, missing) >= least) return;
    const candidate = order[index]!;
    chosen.push(candidate);
    descend(index + 1, missing - stakes[candidate]!, cost + costs[candidate]!);
    chosen.pop();
    descend(index + 1, missing, cost);
  };
  descend(0, needed, 0);
  const bound = nodes > MOST_NODES ? Math.min(least, relaxed(0, needed)) : least;
  return { members: best.toSorted((a, b) => a - b), cost: least, bound };
}
