import { add, compare, divide, type Fraction, greatest, subtract, sum, toText, zero } from './fraction.ts';
import { afterLosses, type Network } from './network.ts';
import { type AttackModel, amountBelow, attackModel, fractionOfAmount } from './search/attack-model.ts';
import { type SearchLimits, searchAttacks, usualLimits } from './search/attack-search.ts';

/** The attack on an elastic network that brings most, or loses least. */
export interface ElasticAttack {
  /** Places in the network, ascending. */
  readonly services: readonly number[];
  /** Operators that attack, ascending: some with all their stake, others with what is still missing of the thresholds. */
  readonly operators: readonly number[];
  readonly profit: Fraction;
  readonly cost: Fraction;
}

/** What an adversary can do to an elastic network. */
export interface ElasticSecurity {
  /** Undefined if there is nothing to attack. */
  readonly attack: ElasticAttack | undefined;
  /** Services that had to be Byzantine for it, by place. */
  readonly byzantine: readonly number[];
  readonly isExact: boolean;
}

/** Choices of an analysis of elastic networks. */
export interface ElasticOptions {
  /** Services that are Byzantine first: they slash all that is allocated to them. The worst are taken. */
  readonly byzantine?: number;
  /** Places of services that never are. */
  readonly honest?: ReadonlySet<number>;
  /** Whether a service that no stake backs, at first or once it was slashed, is corrupted at no cost; true unless said. */
  readonly emptyServiceIsFree?: boolean;
  readonly limits?: SearchLimits;
}

/**
 * The attack on a network of elastic stake that brings most after its cost: operators attack with any part of what they
 * allocate, and lose what they attack with, at most their stake (Bar-Zur and Eyal, Elastic Restaking Networks,
 * section 3). For each set of services the cheapest attack takes some operators whole, and what is missing of the
 * thresholds from any others at its price.
 *
 * Exact for up to 12 services and 12 operators, and for larger ones while the search stays within its limits. With
 * Byzantine services, all choices of them are searched, up to 2,000: their number grows as services choose Byzantine,
 * and the more there are, the shorter is each search.
 */
export function elasticAttack(
  network: Network,
  { byzantine = 0, honest, emptyServiceIsFree: canBeEmpty, limits }: ElasticOptions = {},
): ElasticSecurity {
  let worst: ElasticSecurity = { attack: undefined, byzantine: [], isExact: true };
  let isExact = true;
  const choices = byzantineChoices(network, byzantine, honest);
  if (choices.length > mostChoices) isExact = false;
  for (const { chosen, rest, kept } of afterChoices(network, choices)) {
    const model = attackModel(rest, { isDivisible: true });
    const found = searchAttacks(model, 'net', { canBeEmpty, limits: shared(limits, choices.length) });
    if (!found.isExact) isExact = false;
    if (found.attack === undefined) continue;
    const { services, pieces, profit, cost } = found.attack;
    const attack = {
      services: services.map(service => kept[service]!),
      operators: attackersOf(model, services, pieces),
      profit: fractionOfAmount(model, profit),
      cost: fractionOfAmount(model, cost),
    };
    if (worst.attack === undefined || compare(net(attack), net(worst.attack)) > 0) {
      worst = { attack, byzantine: chosen, isExact: true };
    }
  }
  return { ...worst, isExact };
}

/** Those who attack with all their stake, and as many others as make up what is missing of the thresholds. */
function attackersOf(model: AttackModel, services: readonly number[], pieces: readonly number[]): number[] {
  const missing = model.targets.map(({ needed }) => needed);
  const attackers = new Set<number>();
  const join = (piece: number, isNeeded: boolean): void => {
    const { operator, services: served, weights } = model.pieces[piece]!;
    for (const [edge, service] of served.entries()) {
      if (!services.includes(service) || (!isNeeded && !(missing[service]! > 0))) continue;
      attackers.add(operator);
      missing[service]! -= weights[edge]!;
    }
  };
  for (const piece of pieces) join(piece, true);
  for (const piece of model.pieces.keys()) if (!pieces.includes(piece)) join(piece, false);
  return [...attackers].sort((a, b) => a - b);
}

/** What an attack brings after its cost. */
export function net({ profit, cost }: { readonly profit: Fraction; readonly cost: Fraction }): Fraction {
  return subtract(profit, cost);
}

/**
 * Whether a network is secure against an adversary who lets an attack cost it up to a budget more than it brings. Without
 * a budget an attack must cost more than it brings; with one, at least that much more.
 *
 * @param most what the best attack brings after its cost; undefined if there is none
 */
export function isSecure(most: Fraction | undefined, budget: Fraction = zero): boolean {
  if (most === undefined) return true;
  return most.numerator < 0n && add(most, budget).numerator <= 0n;
}

/**
 * The factor by which all stakes and allocations must be multiplied for a network to be just secure: the largest
 * (profit + budget) / cost over all attacks, after the worst Byzantine services.
 *
 * @returns `factor` undefined if no stake is enough, 0 if there is nothing to gain
 */
export function secureScale(
  network: Network,
  budget: Fraction = zero,
  { byzantine = 0, honest, emptyServiceIsFree: canBeEmpty, limits }: ElasticOptions = {},
): { readonly factor: Fraction | undefined; readonly isExact: boolean } {
  let factor: Fraction = zero;
  let isExact = true;
  const choices = byzantineChoices(network, byzantine, honest);
  if (choices.length > mostChoices) isExact = false;
  for (const { rest } of afterChoices(network, choices)) {
    const model = attackModel(rest, { isDivisible: true, amounts: [budget] });
    const extra = amountBelow(model, budget);
    const few = shared(limits, choices.length);
    const found = searchAttacks(model, 'ratio', { canBeEmpty, limits: few, extra });
    if (!found.isExact) isExact = false;
    if (found.attack === undefined) continue;
    const { profit, cost } = found.attack;
    if (!(cost > 0)) return { factor: undefined, isExact: true };
    const gain = add(fractionOfAmount(model, profit), budget);
    factor = greatest(factor, divide(gain, fractionOfAmount(model, cost)));
  }
  return { factor, isExact };
}

/**
 * The least weight of Byzantine services that makes an attack on the others pay, as part of all weight, where a service
 * weighs profit / threshold; 1 if only all of them together do (Elastic Restaking Networks, section 5). Looks at every
 * set of services: for up to 12 of them.
 *
 * @param budget what an attack may cost more than it brings
 */
export function robustness(network: Network, budget: Fraction = zero, limits?: SearchLimits): Fraction {
  const weights = network.services.map(({ profit, threshold }) => divide(profit, threshold));
  const all = sum(weights);
  let least = all;
  for (let byzantine = 0; byzantine < network.services.length; byzantine++) {
    for (const { chosen, rest } of afterChoices(network, byzantineChoices(network, byzantine))) {
      const weight = sum(chosen.map(service => weights[service]!));
      if (compare(weight, least) >= 0) continue;
      const { attack } = elasticAttack(rest, { ...(limits && { limits }) });
      if (attack !== undefined && add(net(attack), budget).numerator >= 0n) least = weight;
    }
  }
  return all.numerator === 0n ? zero : divide(least, all);
}

/** Choices of Byzantine services that are searched. */
const mostChoices = 2_000;

/** Limits of one search of several, which together may look at as much as one. */
function shared(limits: SearchLimits = usualLimits, searches: number): SearchLimits {
  return { ...limits, mostLooks: limits.mostLooks / Math.max(1, Math.min(searches, mostChoices)) };
}

/** Ways to choose Byzantine services, alike ones only once: all of them, or one more than are searched. */
function byzantineChoices(
  network: Network,
  count: number,
  honest: ReadonlySet<number> = new Set(),
): (readonly number[])[] {
  const twins = twinServices(network);
  const found: (readonly number[])[] = [];
  const choose = (from: number, chosen: readonly number[]): void => {
    if (found.length > mostChoices) return;
    if (chosen.length === count) {
      found.push(chosen);
      return;
    }
    for (let service = from; service < network.services.length; service++) {
      const twin = twins[service]!;
      if (honest.has(service) || (twin >= 0 && !honest.has(twin) && !chosen.includes(twin))) continue;
      choose(service + 1, [...chosen, service]);
    }
  };
  choose(0, []);
  return found;
}

/** What choices of Byzantine services leave of a network, one after another, as many as are searched. */
function* afterChoices(network: Network, choices: readonly (readonly number[])[]) {
  const losses = network.operators.map(() => zero);
  for (const chosen of choices.slice(0, mostChoices)) {
    const gone = new Set(chosen);
    for (const [operator, { allocations }] of network.operators.entries()) {
      losses[operator] = sum(
        allocations.filter(({ service }) => gone.has(service)).map(({ amount }) => amount),
      );
    }
    const kept = [...network.services.keys()].filter(service => !gone.has(service));
    yield { chosen, kept, rest: afterLosses(network, losses, gone) };
  }
}

/** For each service the last one before it that is like it in all, or -1. */
function twinServices({ services, operators }: Network): number[] {
  const amounts: string[][] = services.map(() => []);
  for (const [operator, { allocations }] of operators.entries()) {
    for (const { service, amount } of allocations) amounts[service]!.push(`${operator}:${toText(amount)}`);
  }
  const last = new Map<string, number>();
  return services.map(({ profit, threshold }, service) => {
    const key = `${toText(profit)} ${toText(threshold)} ${amounts[service]}`;
    const before = last.get(key) ?? -1;
    last.set(key, service);
    return before;
  });
}
