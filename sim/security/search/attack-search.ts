import type { Amount, AttackModel } from './attack-model.ts';
import { type CoalitionSearch, cheapestCoalition, type FoundAttack } from './coalition.ts';
import { bestCrowd, fewPieces } from './crowd-search.ts';
import { attackBound } from './service-prices.ts';
import { twinsBefore } from './twins.ts';

/**
 * What a search over attacks looks for: the most profit less cost, of attacks that pay (`profit`) or of all (`net`); or
 * the least cost for its profit (`ratio`).
 */
export type Goal = 'profit' | 'net' | 'ratio';

/** How far a search may go. */
export interface SearchLimits {
  /** Operators, or parts of their stake that can attack alone, up to which every set of them is looked at. */
  readonly mostPieces: number;
  /** Sets of services that are looked at. */
  readonly mostSets: number;
  /** Nodes of each search for the cheapest coalition. */
  readonly mostNodes: number;
  /** Needs and allocations that all of these searches look at: about 100 million a second. */
  readonly mostLooks: number;
}

/** The best attack that was found, and what no attack exceeds. */
export interface AttackSearch {
  readonly attack: FoundAttack | undefined;
  /**
   * For `profit` and `net`: no attack brings more, its cost taken off, in units. For `ratio`: none costs less for its
   * profit, up to rounding; -Infinity if too much was left unsearched to say.
   */
  readonly bound: number;
  readonly isExact: boolean;
}

/** Choices of a search. */
export interface SearchOptions {
  /** Whether a service to which nobody allocates is corrupted by nobody, at no cost; true unless said otherwise. */
  readonly canBeEmpty?: boolean | undefined;
  readonly limits?: SearchLimits | undefined;
  /** What any attack brings besides its profit, for `ratio`: an adversary's budget. */
  readonly extra?: Amount;
}

/** Limits that keep the search on networks of 16 services and 200 operators within seconds. */
export const usualLimits: SearchLimits = {
  mostPieces: 18,
  mostSets: 65_536,
  mostNodes: 20_000,
  mostLooks: 300_000_000,
};

/**
 * The best attack on a network: branch and bound over sets of services, with a Lagrangian bound for all sets below a
 * node and, for each complete set, a search for its cheapest coalition. Services that are alike are taken in order.
 * Where few operators are alone to decide, every set of them is looked at instead.
 */
export function searchAttacks(model: AttackModel, goal: Goal, options: SearchOptions = {}): AttackSearch {
  const { canBeEmpty = true, limits = usualLimits, extra = model.zero } = options;
  const pieces = fewPieces(model, limits.mostPieces);
  if (pieces !== undefined) {
    const attack = bestCrowd(model, pieces, betterBy(goal, extra), canBeEmpty);
    const bound = attack === undefined ? 0 : Number(attack.profit - attack.cost);
    return { attack, bound: goal === 'ratio' ? 0 : bound, isExact: true };
  }
  const chosen = new Int8Array(model.targets.length).fill(-1);
  const open: number[] = [];
  // An adversary who may lose something can attack what brings nothing.
  const countsWorthless = goal === 'net' || extra > 0;
  for (const [service, { profit, needed }] of model.targets.entries()) {
    if (needed > 0 && (countsWorthless || profit > 0)) open.push(service);
    else if (profit > 0 && canBeEmpty) chosen[service] = 1;
  }
  const record = createRecord(model, goal, extra, limits);
  if (chosen.includes(1)) record.consider(chosen);
  for (const service of open) {
    const alone = chosen.slice();
    alone[service] = 1;
    record.consider(alone);
  }
  for (const service of open) chosen[service] = 0;
  if (open.length > 0) explore(model, record, chosen, setsWithin(model, limits));
  return record.result();
}

/** Which of two attacks is better. */
function betterBy(goal: Goal, extra: Amount) {
  return (
    { profit, cost }: Pick<FoundAttack, 'profit' | 'cost'>,
    best: Pick<FoundAttack, 'profit' | 'cost'> | undefined,
  ): boolean => {
    if (best === undefined) return goal !== 'profit' || cost < profit;
    if (goal !== 'ratio') return profit - cost > best.profit - best.cost;
    // Only near a tie are the long integers needed.
    const ratio = Number(cost) * Number(best.profit + extra);
    const least = Number(best.cost) * Number(profit + extra);
    if (ratio > least * (1 + 1e-12)) return false;
    return BigInt(cost) * BigInt(best.profit + extra) < BigInt(best.cost) * BigInt(profit + extra);
  };
}

/** Sets of services to look at: fewer where each takes longer. */
function setsWithin({ pieces }: AttackModel, { mostSets, mostLooks }: SearchLimits): number {
  const edges = pieces.reduce((total, { services }) => total + services.length, 1);
  return Math.min(mostSets, Math.ceil(mostLooks / (edges * steps.node)));
}

/** The best attack so far, and the bound of what was not looked at. */
interface AttackRecord {
  /** Whether what is better is so by at least one unit. */
  readonly isWhole: boolean;
  /** Weight of profits at which an attack is better than the best so far if what it brings is above `threshold`. */
  weight(): number;
  threshold(): number;
  /**
   * Looks for a better attack on exactly the services that are chosen, of which no attack brings more than `bound`; a
   * try, of services that are looked at again, without one.
   */
  consider(chosen: Int8Array, bound?: number): void;
  /** Whether no more can be looked at. */
  isSpent(): boolean;
  /** Notes that sets with this bound were not looked at. */
  skip(bound: number): void;
  result(): AttackSearch;
}

function createRecord(model: AttackModel, goal: Goal, extra: Amount, limits: SearchLimits): AttackRecord {
  const { targets, zero, amount } = model;
  const known = new Map<string, CoalitionSearch>();
  let best: FoundAttack | undefined;
  let net = zero;
  let skipped = Number.NEGATIVE_INFINITY;
  let leastRatio = Number.POSITIVE_INFINITY;
  let looksLeft = limits.mostLooks;
  const ratio = (): number => (best === undefined ? 1 : Number(best.cost) / Number(best.profit + extra));

  /** Attacks on these services are better only if they cost less; undefined if none is too dear. */
  const limitOf = (profit: Amount): Amount | undefined => {
    if (goal === 'profit') return profit - net;
    if (best === undefined) return undefined;
    if (goal === 'net') return profit - net;
    const dividend = BigInt(best.cost) * BigInt(profit + extra);
    const divisor = BigInt(best.profit + extra);
    return amount((dividend + divisor - 1n) / divisor);
  };

  const consider = (chosen: Int8Array, bound?: number): void => {
    const services = [...targets.keys()].filter(service => chosen[service] === 1);
    if (services.length === 0) return;
    const profit = services.reduce((total, service) => total + targets[service]!.profit, zero);
    const attacked = Uint8Array.from(chosen, one => (one === 1 ? 1 : 0));
    const mostNodes = Math.min(limits.mostNodes, Math.max(0, Math.ceil(looksLeft / services.length)));
    const found = cheapestCoalition(model, attacked, { below: limitOf(profit), mostNodes, known });
    const { coalition, bound: leastCost } = found;
    looksLeft -= found.looks;
    if (coalition !== undefined) {
      best = { ...coalition, services, profit };
      net = profit - coalition.cost;
    }
    if (found.isComplete || bound === undefined) return;
    skipped = Math.max(skipped, Math.min(bound, Number(profit) - leastCost));
    leastRatio = Math.min(leastRatio, leastCost / Number(profit + extra));
  };

  return {
    isWhole: goal !== 'ratio',
    weight: () => (goal === 'ratio' ? ratio() : 1),
    threshold: () => {
      if (goal === 'profit') return Number(net);
      if (best === undefined) return Number.NEGATIVE_INFINITY;
      return goal === 'net' ? Number(net) : -ratio() * Number(extra);
    },
    isSpent: () => looksLeft <= 0,
    consider,
    skip: bound => {
      skipped = Math.max(skipped, bound);
      leastRatio = Number.NEGATIVE_INFINITY;
    },
    result: () => ({
      attack: best,
      isExact: skipped === Number.NEGATIVE_INFINITY,
      bound: goal === 'ratio' ? Math.min(leastRatio, ratio()) : Math.max(skipped, Number(net)),
    }),
  };
}

/** Steps that improve the prices: at the root, and at each node below. */
const steps = { root: 300, node: 12 };

/** Walks the tree of sets of services. */
function explore(model: AttackModel, record: AttackRecord, chosen: Int8Array, mostSets: number): void {
  const { improve, surplus, prices } = attackBound(model);
  const twins = twinsBefore(model, true);
  const size = model.stakes.reduce((total, stake) => total + Number(stake), 0);
  const doubt = 1e-11 * model.targets.reduce((total, { profit }) => total + Number(profit), size);
  // A unit, where a bound can tell so little.
  const leastGain = (): number => (record.isWhole && doubt < 0.25 ? 1 - doubt : -doubt);
  let sets = 0;

  const descend = (round: number): void => {
    const aim = record.threshold() + leastGain();
    const bound = improve(chosen, record.weight(), aim, round);
    if (bound <= aim) return;
    const next = nextService(chosen, surplus, twins);
    if (next < 0) {
      record.consider(chosen, bound);
      return;
    }
    if (sets++ >= mostSets || record.isSpent()) {
      record.skip(bound);
      return;
    }
    // In a network too large to come to an end: all that seem to pay together.
    if (sets === 1 && chosen.length > 16) {
      record.consider(
        Int8Array.from(chosen, (one, service) => (one === 0 ? (surplus[service]! > 0 ? 1 : -1) : one)),
        bound,
      );
    }
    const kept = prices.slice();
    const undone: number[] = [next];
    chosen[next] = 1;
    descend(steps.node);
    prices.set(kept);
    chosen[next] = -1;
    // Twins that come later are taken only after it.
    for (let service = next + 1; service < chosen.length; service++) {
      if (chosen[service] === 0 && chosen[twins[service]!] === -1) {
        chosen[service] = -1;
        undone.push(service);
      }
    }
    descend(steps.node);
    for (const service of undone) chosen[service] = 0;
  };
  descend(steps.root);
}

/** The undecided service whose attack seems to pay most, and that has no undecided twin before it; -1 if none is left. */
function nextService(chosen: Int8Array, surplus: Float64Array, twins: Int32Array): number {
  let next = -1;
  for (let service = 0; service < chosen.length; service++) {
    if (chosen[service] !== 0 || (twins[service]! >= 0 && chosen[twins[service]!] === 0)) continue;
    if (next < 0 || surplus[service]! > surplus[next]!) next = service;
  }
  return next;
}

/** Halvings of the interval in which the least cost for a profit lies. */
const halvings = 16;

/**
 * A ratio of cost to profit that no attack falls below: the best that prices of the services prove, by bisection
 * between one that is proved and one that an attack has.
 *
 * @param proved ratio that is proved already
 * @param found ratio of the best attack found, not below `proved`
 */
export function ratioBound(model: AttackModel, proved: number, found: number): number {
  const profits = model.targets.map(({ profit }) => Number(profit)).filter(profit => profit > 0);
  const chosen = Int8Array.from(model.targets, ({ profit }) => (profit > 0 ? 0 : -1));
  const least = Math.min(...profits);
  const { improve } = attackBound(model);
  let [low, high] = [proved, found];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    // Every attack costs at least `middle` times its profit less what the bound leaves open.
    const open = improve(chosen, middle, 0, steps.root);
    const shown = middle - open / least;
    if (shown > low) low = shown;
    else high = middle;
  }
  return low;
}
