import { type Amount, type AttackModel, lossOf } from './attack-model.ts';
import { type Alike, type LeastCost, pricedCost, relaxedCost } from './cover-bounds.ts';
import { coverPrices, rounds } from './cover-prices.ts';
import { type Branched, type Branching, branch, firstCover } from './cover-search.ts';
import { tighten } from './tighten.ts';

/** Pieces of stake that together corrupt some services. */
export interface AttackingCoalition {
  /** Places in the model's pieces, ascending. */
  readonly pieces: readonly number[];
  /** What their owners lose, and where stake divides those who make up the rest. */
  readonly cost: Amount;
}

/** An attack in units of a model. */
export interface FoundAttack extends AttackingCoalition {
  /** Places of the attacked services, ascending. */
  readonly services: readonly number[];
  readonly profit: Amount;
}

/** What a search for the cheapest coalition found. */
export interface CoalitionSearch {
  /** The cheapest that was found below the limit; undefined if there was none. */
  readonly coalition: AttackingCoalition | undefined;
  /** No coalition costs less, up to rounding; what was found is the cheapest if the search is complete. */
  readonly bound: number;
  readonly isComplete: boolean;
  /** Needs and allocations that were looked at. */
  readonly looks: number;
}

/** Limits of searches for coalitions, and what they found before. */
export interface CoalitionOptions {
  /** Only coalitions that cost less are looked for. */
  readonly below?: Amount | undefined;
  /** Nodes of the search after which the best found so far is taken. */
  readonly mostNodes: number;
  /** Cheapest coalitions of services that share no attackers with others, by the services: filled and used. */
  readonly known?: Map<string, CoalitionSearch>;
}

/**
 * The cheapest coalition that corrupts all of some services: a covering problem, by branch and bound over pieces that
 * are alike, with the prices of a Lagrangian relaxation as bound. Services without a common attacker are apart: each
 * such part is searched alone. Exact unless it needs more nodes than it may.
 *
 * Where stake divides, what is missing of the needs can be made up by any operators at its price, 1 for 1, so that a
 * piece is worth taking only if it covers more than it costs.
 *
 * @param attacked 1 for each service that must be corrupted
 */
export function cheapestCoalition(
  model: AttackModel,
  attacked: Uint8Array,
  { below, mostNodes, known }: CoalitionOptions,
): CoalitionSearch {
  const { zero, targets } = model;
  const services = [...targets.keys()].filter(service => attacked[service] && targets[service]!.needed > 0);
  const alike = alikePieces(model, attacked, services);
  const parts = partsOf(services, alike);
  if (parts.length === 1) return searchPart(model, parts[0]!, below, mostNodes);
  const found = parts.map(part => {
    const key = String(part.services);
    const before = known?.get(key);
    if (before !== undefined) return { ...before, looks: part.services.length };
    const search = searchPart(model, part, undefined, mostNodes);
    known?.set(key, search);
    return search;
  });
  const cost = found.reduce((sum, { coalition }) => sum + coalition!.cost, zero);
  const pieces = found.flatMap(({ coalition }) => coalition!.pieces);
  return {
    coalition:
      below === undefined || cost < below ? { pieces: pieces.sort((a, b) => a - b), cost } : undefined,
    bound: found.reduce((sum, { bound }) => sum + bound, 0),
    isComplete: found.every(({ isComplete }) => isComplete),
    looks: found.reduce((sum, { looks }) => sum + looks, 0),
  };
}

/** Services and the pieces that cover them; no other piece covers one of them. */
interface Part {
  /** Places in the model. */
  readonly services: readonly number[];
  /** Places of services in it are those in `services`. */
  readonly alike: readonly Alike[];
}

/** The services apart from one another: those that share no attackers. */
function partsOf(services: readonly number[], alike: readonly Alike[]): Part[] {
  const part = services.map((_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (part[root] !== root) root = part[root]!;
    part[place] = root;
    return root;
  };
  for (const { services: covers } of alike) {
    for (const place of covers) part[rootOf(place)] = rootOf(covers[0]!);
  }
  const parts = new Map<number, { readonly services: number[]; readonly alike: Alike[] }>();
  const within: number[] = [];
  for (const [place, service] of services.entries()) {
    const root = rootOf(place);
    if (!parts.has(root)) parts.set(root, { services: [], alike: [] });
    within.push(parts.get(root)!.services.push(service) - 1);
  }
  for (const one of alike) {
    const { alike: own } = parts.get(rootOf(one.services[0]!))!;
    own.push({ ...one, services: one.services.map(place => within[place]!) });
  }
  return [...parts.values()];
}

/** Classes of pieces beyond which only one cover is made, by their order. */
const mostClasses = 3_000;

/** The cheapest coalition of services that belong together. */
function searchPart(
  model: AttackModel,
  part: Part,
  below: Amount | undefined,
  mostNodes: number,
): CoalitionSearch {
  const { zero, targets, isDivisible } = model;
  const needs = part.services.map(service => targets[service]!.needed);
  const { alike, leastCost, looks: before } = inOrder(model, part, needs, below);
  const problem = { alike, needs, zero, isDivisible, below };
  const found =
    alike.length > mostClasses ? firstCover(problem) : branch({ ...problem, leastCost, mostNodes });
  const least = found.isComplete ? Number(found.cost ?? 0) : Math.max(0, leastCost(0, needs));
  const best =
    found.isComplete || isDivisible || alike.length > mostClasses ? found : tightened(problem, found);
  const rest = {
    bound: least,
    isComplete: found.isComplete,
    looks: found.nodes * needs.length + before,
  };
  if (best.counts === undefined) return { coalition: undefined, ...rest };
  const pieces = best.counts.flatMap((count, index) => alike[index]!.members.slice(0, count));
  return { coalition: { pieces: pieces.sort((a, b) => a - b), cost: best.cost! }, ...rest };
}

/** The classes of a part in the order in which they are tried, and the bound that prunes the search. */
function inOrder(
  { isDivisible }: AttackModel,
  { alike }: Part,
  needs: readonly Amount[],
  below: Amount | undefined,
): { readonly alike: readonly Alike[]; readonly leastCost: LeastCost; readonly looks: number } {
  const isSingle = needs.length === 1 && !isDivisible;
  const { prices } = isSingle
    ? { prices: Float64Array.of(1) }
    : coverPrices(alike, needs, {
        aim: below === undefined ? undefined : Number(below),
        ...(isDivisible && { most: 1 }),
      });
  const worths = new Map(alike.map(one => [one, worthOf(one, prices)]));
  const ordered = alike.toSorted(
    (a, b) => worths.get(b)! - worths.get(a)! || Number(b.cost) - Number(a.cost),
  );
  const edges = alike.reduce((sum, { services }) => sum + services.length, 0);
  return isSingle
    ? { alike: ordered, leastCost: relaxedCost(ordered), looks: edges }
    : { alike: ordered, leastCost: pricedCost(ordered, prices), looks: rounds * edges };
}

/** What a piece covers at some prices, for each unit of its cost. */
function worthOf({ cost, weights, services }: Alike, prices: Float64Array): number {
  return (
    services.reduce((total, service, edge) => total + prices[service]! * Number(weights[edge]!), 0) /
    Number(cost)
  );
}

/**
 * What a search that was cut short found, made cheaper: it is often near a cheaper one. If it found none below the
 * limit, the first coalition in its order may still become one.
 */
function tightened(
  problem: Omit<Branching, 'mostNodes' | 'leastCost'>,
  found: Branched,
): Pick<Branched, 'counts' | 'cost'> {
  const { alike, needs, below } = problem;
  const start = found.counts === undefined ? firstCover({ ...problem, below: undefined }) : found;
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
