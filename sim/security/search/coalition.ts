import { type Amount, type AttackModel, lossOf } from './attack-model.ts';
import { coverPrices } from './cover-prices.ts';
import { tighten } from './tighten.ts';

/** Pieces of stake that together corrupt some services. */
export interface Coalition {
  /** Places in the model's pieces, ascending. */
  readonly pieces: readonly number[];
  /** What their owners lose, and where stake divides those who make up the rest. */
  readonly cost: Amount;
}

/** What a search for the cheapest coalition found. */
export interface CoalitionSearch {
  /** The cheapest that was found below the limit; undefined if there was none. */
  readonly coalition: Coalition | undefined;
  /** No coalition costs less, up to rounding; what was found is the cheapest if the search is complete. */
  readonly bound: number;
  readonly isComplete: boolean;
}

/** Pieces that are alike: what they cost and how they cover the attacked services. */
export interface Alike {
  readonly members: number[];
  readonly cost: Amount;
  /** Places in the needs, and the amount that each member adds. */
  readonly services: readonly number[];
  readonly weights: readonly Amount[];
}

/**
 * The cheapest coalition that corrupts all of some services: a covering problem, by branch and bound over pieces that
 * are alike, with the prices of a Lagrangian relaxation as bound. Exact unless it needs more nodes than it may.
 *
 * Where stake divides, what is missing of the needs can be made up by any operators at its price, 1 for 1, so that a
 * piece is worth taking only if it covers more than it costs.
 *
 * @param attacked 1 for each service that must be corrupted
 * @param below only coalitions that cost less are looked for
 * @param mostNodes nodes of the search after which the best found so far is taken
 */
export function cheapestCoalition(
  model: AttackModel,
  attacked: Uint8Array,
  below: Amount | undefined,
  mostNodes: number,
): CoalitionSearch {
  const { zero, targets, isDivisible } = model;
  const services = [...targets.keys()].filter(service => attacked[service] && targets[service]!.needed > 0);
  if (services.length === 0) {
    const isBelow = below === undefined || below > 0;
    return { coalition: isBelow ? { pieces: [], cost: zero } : undefined, bound: 0, isComplete: true };
  }
  const needs = services.map(service => targets[service]!.needed);
  const alike = alikePieces(model, attacked, services);
  const { prices, bound } = coverPrices(alike, needs, {
    aim: below === undefined ? undefined : Number(below),
    ...(isDivisible && { most: 1 }),
  });
  const worth = ({ cost, weights, services: covers }: Alike): number =>
    covers.reduce((total, service, edge) => total + prices[service]! * Number(weights[edge]!), 0) /
    Number(cost);
  const worths = new Map(alike.map(one => [one, worth(one)]));
  alike.sort((a, b) => worths.get(b)! - worths.get(a)! || Number(b.cost) - Number(a.cost));
  const problem = { alike, needs, prices, zero, isDivisible, below };
  const found = branch({ ...problem, mostNodes });
  const least = found.isComplete ? Number(found.cost ?? 0) : Math.max(0, bound);
  const best = found.isComplete || isDivisible ? found : tightened(problem, found);
  if (best.counts === undefined) return { coalition: undefined, bound: least, isComplete: found.isComplete };
  const pieces = best.counts.flatMap((count, index) => alike[index]!.members.slice(0, count));
  return {
    coalition: { pieces: pieces.sort((a, b) => a - b), cost: best.cost! },
    bound: least,
    isComplete: found.isComplete,
  };
}

/**
 * What a search that was cut short found, made cheaper: it is often near a cheaper one. If it found none below the
 * limit, the first coalition in its order may still become one.
 */
function tightened(
  problem: Omit<Branching, 'mostNodes'>,
  found: Branched,
): Pick<Branched, 'counts' | 'cost'> {
  const { alike, needs, below } = problem;
  const start =
    found.counts === undefined ? branch({ ...problem, below: undefined, mostNodes: alike.length }) : found;
  if (start.counts === undefined) return found;
  const cost = start.cost! - tighten(alike, needs, start.counts);
  return below === undefined || cost < below ? { counts: start.counts, cost } : found;
}

/** Pieces that cover some of the attacked services, those together that cost and cover the same. */
function alikePieces(model: AttackModel, attacked: Uint8Array, services: readonly number[]): Alike[] {
  const places = new Map(services.map((service, place) => [service, place]));
  const classes = new Map<string, Alike>();
  for (const [index, piece] of model.pieces.entries()) {
    const covers: number[] = [];
    const weights: Amount[] = [];
    for (const [edge, service] of piece.services.entries()) {
      const place = places.get(service);
      if (place === undefined) continue;
      covers.push(place);
      weights.push(piece.weights[edge]!);
    }
    if (covers.length === 0) continue;
    const cost = lossOf(piece, attacked);
    const cover = weights.reduce((total, weight) => total + weight, model.zero);
    if (model.isDivisible && !(cover > cost)) continue;
    const key = `${cost}:${covers}:${weights}`;
    const alike = classes.get(key);
    if (alike === undefined) classes.set(key, { members: [index], cost, services: covers, weights });
    else alike.members.push(index);
  }
  return [...classes.values()];
}

interface Branching {
  readonly alike: readonly Alike[];
  readonly needs: readonly Amount[];
  readonly prices: Float64Array;
  readonly zero: Amount;
  readonly isDivisible: boolean;
  readonly below: Amount | undefined;
  readonly mostNodes: number;
}

/** How many of each class the cheapest coalition takes, and its cost; none if all cost too much. */
interface Branched {
  readonly counts: number[] | undefined;
  readonly cost: Amount | undefined;
  readonly isComplete: boolean;
}

/** Goes through the classes in order, as many of each as are of use first. */
function branch({ alike, needs, prices, zero, isDivisible, below, mostNodes }: Branching): Branched {
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
  return { counts, cost, isComplete: nodes <= mostNodes };
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
