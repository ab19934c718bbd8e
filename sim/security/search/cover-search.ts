import type { Amount } from './attack-model.ts';

/** Pieces that are alike: what they cost and how they cover the attacked services. */
export interface Alike {
  readonly members: number[];
  readonly cost: Amount;
  /** Places in the needs, and the amount that each member adds. */
  readonly services: readonly number[];
  readonly weights: readonly Amount[];
}

/** A covering problem: classes in the order in which they are tried, and what the search knows. */
export interface Branching {
  readonly alike: readonly Alike[];
  readonly needs: readonly Amount[];
  readonly prices: Float64Array;
  readonly zero: Amount;
  readonly isDivisible: boolean;
  readonly below: Amount | undefined;
  readonly mostNodes: number;
}

/** How many of each class the cheapest coalition takes, and its cost; none if all cost too much. */
export interface Branched {
  readonly counts: number[] | undefined;
  readonly cost: Amount | undefined;
  readonly isComplete: boolean;
  readonly nodes: number;
}

/** The cheapest cover: goes through the classes in order, as many of each as are of use first. */
export function branch({ alike, needs, prices, zero, isDivisible, below, mostNodes }: Branching): Branched {
  const { coverLeft, gainLeft } = suffixes(alike, needs, prices);
  // Rounding of sums of doubles: a bound prunes only what it excludes beyond doubt.
  const scale = needs.reduce((total, need) => total + Number(need), 0) + Number(below ?? 0);
  const doubt = 1e-11 * scale;
  const margin = doubt < 0.5 ? doubt - 1 : doubt;
  const missing = needs.slice();
  const taken = new Array<number>(alike.length).fill(0);
  let counts: number[] | undefined;
  let cost = below;
  let nodes = 0;

  const descend = (place: number, spent: Amount): void => {
    let bound = Number(spent) - gainLeft[place]!;
    let rest = zero;
    for (let service = 0; service < missing.length; service++) {
      const short = missing[service]!;
      if (!(short > 0)) continue;
      if (!isDivisible && short > coverLeft[place]![service]!) return;
      rest += short;
      bound += prices[service]! * Number(short);
    }
    if (cost !== undefined && !(spent < cost)) return;
    const isCovered = !(rest > 0);
    if (isCovered || (isDivisible && (cost === undefined || spent + rest < cost))) {
      counts = taken.slice();
      cost = spent + rest;
    }
    if (isCovered || place === alike.length) return;
    if (cost !== undefined && bound > Number(cost) + margin) return;
    if (nodes++ >= mostNodes) return;
    const one = alike[place]!;
    const most = mostUseful(one, missing);
    for (let edge = 0; edge < one.services.length; edge++)
      missing[one.services[edge]!]! -= times(one.weights[edge]!, most, zero);
    let costs = spent + times(one.cost, most, zero);
    for (let count = most; ; count--) {
      taken[place] = count;
      descend(place + 1, costs);
      if (count === 0) break;
      for (let edge = 0; edge < one.services.length; edge++)
        missing[one.services[edge]!]! += one.weights[edge]!;
      costs -= one.cost;
    }
  };
  descend(0, zero);
  return { counts, cost, isComplete: nodes <= mostNodes, nodes };
}

/** Members of a class after which more of them add nothing that is needed. */
function mostUseful({ members, services, weights }: Alike, missing: readonly Amount[]): number {
  let most = 0;
  for (let edge = 0; edge < services.length; edge++) {
    const short = missing[services[edge]!]!;
    if (!(short > 0)) continue;
    let count = Math.min(members.length, Math.max(0, Math.floor(Number(short) / Number(weights[edge]!)) - 1));
    let covered = times(weights[edge]!, count, short - short);
    while (count < members.length && covered < short) {
      covered += weights[edge]!;
      count++;
    }
    most = Math.max(most, count);
  }
  return most;
}

/** An amount so many times, by doubling: the count is a plain number and the amount may be a bigint. */
function times(amount: Amount, count: number, zero: Amount): Amount {
  let total = zero;
  for (let doubled = amount, left = count; left > 0; left >>= 1, doubled += doubled) {
    if (left & 1) total += doubled;
  }
  return total;
}

/** For each place in the order: what the classes from there on can cover, and what they gain at the prices. */
function suffixes(alike: readonly Alike[], needs: readonly Amount[], prices: Float64Array) {
  const coverLeft: Amount[][] = [needs.map(need => need - need)];
  const gainLeft = [0];
  for (const { members, cost, services, weights } of alike.toReversed()) {
    const cover = coverLeft[0]!.slice();
    let gain = -Number(cost);
    for (const [edge, service] of services.entries()) {
      const weight = weights[edge]!;
      cover[service]! += times(weight, members.length, weight - weight);
      gain += prices[service]! * Number(weight);
    }
    coverLeft.unshift(cover);
    gainLeft.unshift(gainLeft[0]! + members.length * Math.max(0, gain));
  }
  return { coverLeft, gainLeft };
}

/** The cover that takes as many of each class in order as are of use. */
export function firstCover({
  alike,
  needs,
  zero,
  isDivisible,
  below,
}: Omit<Branching, 'mostNodes'>): Branched {
  const missing = needs.slice();
  let cost = zero;
  const counts = alike.map(one => {
    const count = mostUseful(one, missing);
    for (const [edge, service] of one.services.entries())
      missing[service]! -= times(one.weights[edge]!, count, zero);
    cost += times(one.cost, count, zero);
    return count;
  });
  for (const short of missing) if (isDivisible && short > 0) cost += short;
  const isBelow = below === undefined || cost < below;
  return {
    counts: isBelow ? counts : undefined,
    cost: isBelow ? cost : below,
    isComplete: false,
    nodes: alike.length,
  };
}
