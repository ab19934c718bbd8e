import type { Amount } from './attack-model.ts';

/** Pieces that are alike: what they cost and how they cover the attacked services. */
export interface Alike {
  readonly members: number[];
  readonly cost: Amount;
  /** Places in the needs, and the amount that each member adds. */
  readonly services: readonly number[];
  readonly weights: readonly Amount[];
}

/** What covering the needs that are missing costs at least, with classes from a place in the order on. */
export type LeastCost = (place: number, missing: readonly Amount[]) => number;

/** The bound that prices of the needs prove: what is missing at its price, less what classes gain at these prices. */
export function pricedCost(alike: readonly Alike[], prices: Float64Array): LeastCost {
  const gainLeft = new Float64Array(alike.length + 1);
  for (let place = alike.length - 1; place >= 0; place--) {
    const { members, cost, services, weights } = alike[place]!;
    const worth = services.reduce(
      (total, service, edge) => total + prices[service]! * Number(weights[edge]!),
      0,
    );
    gainLeft[place] = gainLeft[place + 1]! + members.length * Math.max(0, worth - Number(cost));
  }
  return (place, missing) => {
    let bound = -gainLeft[place]!;
    for (let service = 0; service < missing.length; service++) {
      if (missing[service]! > 0) bound += prices[service]! * Number(missing[service]!);
    }
    return bound;
  };
}

/**
 * The bound for a single need: the cheapest cover where a piece may be taken in part, which is the linear relaxation. It
 * takes the classes in their order, so that they must come by falling weight for their cost.
 */
export function relaxedCost(alike: readonly Alike[]): LeastCost {
  const weight = new Float64Array(alike.length + 1);
  const cost = new Float64Array(alike.length + 1);
  for (const [place, one] of alike.entries()) {
    weight[place + 1] = weight[place]! + one.members.length * Number(one.weights[0]!);
    cost[place + 1] = cost[place]! + one.members.length * Number(one.cost);
  }
  return (place, [missing]) => {
    const needed = weight[place]! + Number(missing!);
    if (needed > weight[alike.length]!) return Number.POSITIVE_INFINITY;
    // The first place at which the need is met, by bisection.
    let met = alike.length;
    for (let unmet = place; met - unmet > 1; ) {
      const middle = (unmet + met) >> 1;
      if (weight[middle]! >= needed) met = middle;
      else unmet = middle;
    }
    const part = (needed - weight[met - 1]!) / (weight[met]! - weight[met - 1]!);
    return cost[met - 1]! - cost[place]! + part * (cost[met]! - cost[met - 1]!);
  };
}
