import type { Amount } from './attack-model.ts';
import type { Alike, LeastCost } from './cover-bounds.ts';

/** A covering problem: classes in the order in which they are tried, and what the search knows. */
export interface Branching {
  readonly alike: readonly Alike[];
  readonly needs: readonly Amount[];
  readonly leastCost: LeastCost;
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
export function branch({
  alike,
  needs,
  leastCost,
  zero,
  isDivisible,
  below,
  mostNodes,
}: Branching): Branched {
  const coverLeft = covers(alike, needs);
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
    let rest = zero;
    for (let service = 0; service < missing.length; service++) {
      const short = missing[service]!;
      if (!(short > 0)) continue;
      if (!isDivisible && short > coverLeft[place]![service]!) return;
      rest += short;
    }
    if (cost !== undefined && !(spent < cost)) return;
    const isCovered = !(rest > 0);
    if (isCovered || (isDivisible && (cost === undefined || spent + rest < cost))) {
      counts = taken.slice();
      cost = spent + rest;
    }
    if (isCovered || place === alike.length) return;
    if (cost !== undefined && Number(spent) + leastCost(place, missing) > Number(cost) + margin) return;
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

/** For each place in the order what the classes from there on can cover. */
function covers(alike: readonly Alike[], needs: readonly Amount[]): readonly (readonly Amount[])[] {
  const coverLeft: Amount[][] = new Array(alike.length + 1);
  coverLeft[alike.length] = needs.map(need => need - need);
  for (let place = alike.length - 1; place >= 0; place--) {
    const { members, services, weights } = alike[place]!;
    const cover = coverLeft[place + 1]!.slice();
    for (const [edge, service] of services.entries()) {
      const weight = weights[edge]!;
      cover[service]! += times(weight, members.length, weight - weight);
    }
    coverLeft[place] = cover;
  }
  return coverLeft;
}

/** The cover that takes as many of each class in order as are of use. */
export function firstCover({
  alike,
  needs,
  zero,
  isDivisible,
  below,
}: Omit<Branching, 'mostNodes' | 'leastCost'>): Branched {
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
