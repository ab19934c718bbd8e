import type { Amount } from './attack-model.ts';

/** What is bought to cover needs: cost of one, how many there are, and what one adds to each need. */
interface Supply {
  readonly members: readonly unknown[];
  readonly cost: Amount;
  readonly services: readonly number[];
  readonly weights: readonly Amount[];
}

/** Steps that improve the prices. */
export const rounds = 60;

/**
 * Prices of the needs of a covering problem that bound its cost from below: the Lagrangian dual of its linear
 * relaxation, by subgradient steps of Polyak's length towards a cost that can be had.
 *
 * @param aim a cost that is enough, where one is known; otherwise that of a greedy cover
 * @param most price of a unit of any need, at which it can be had without limit
 * @returns prices by need, and the bound in units of cost
 */
export function coverPrices(
  supplies: readonly Supply[],
  needs: readonly Amount[],
  {
    aim,
    most = Number.POSITIVE_INFINITY,
  }: { readonly aim?: number | undefined; readonly most?: number } = {},
): { readonly prices: Float64Array; readonly bound: number } {
  const count = needs.length;
  const sizes = needs.map(Number);
  const costs = supplies.map(({ cost }) => Number(cost));
  const parts = supplies.map(({ services, weights }) =>
    services.map((service, edge) => Number(weights[edge]!) / sizes[service]!),
  );
  // Prices of whole needs. To begin with: what they cost when one of the cheapest covers all that it can.
  const prices = new Float64Array(count);
  for (const [index, { members, services }] of supplies.entries()) {
    const reach = parts[index]!.reduce((total, part) => total + part, 0);
    for (const [edge, service] of services.entries()) {
      prices[service]! += (members.length * parts[index]![edge]! * costs[index]!) / reach;
    }
  }
  if (most < Number.POSITIVE_INFINITY) prices.set(sizes.map(size => most * size));
  const enough = aim ?? greedyCost(supplies, costs, parts, count);
  let bound = Number.NEGATIVE_INFINITY;
  let best = prices.slice();
  const slope = new Float64Array(count);
  let step = 1;
  for (let round = 0; round < rounds; round++) {
    let value = 0;
    for (let service = 0; service < count; service++) {
      value += prices[service]!;
      slope[service] = 1;
    }
    for (const [index, { members, services }] of supplies.entries()) {
      let gain = -costs[index]!;
      for (let edge = 0; edge < services.length; edge++)
        gain += prices[services[edge]!]! * parts[index]![edge]!;
      if (gain <= 0) continue;
      value -= members.length * gain;
      for (let edge = 0; edge < services.length; edge++) {
        slope[services[edge]!]! -= members.length * parts[index]![edge]!;
      }
    }
    if (value > bound) {
      bound = value;
      best = prices.slice();
    } else step *= 0.9;
    const length = slope.reduce((total, part) => total + part * part, 0);
    if (length < 1e-18 || enough - value <= 1e-12 * enough) break;
    const scale = (step * (enough - value)) / length;
    for (let service = 0; service < count; service++) {
      prices[service] = Math.min(
        most * sizes[service]!,
        Math.max(0, prices[service]! + scale * slope[service]!),
      );
    }
  }
  return { prices: best.map((price, service) => price / sizes[service]!), bound };
}

/** Cost of the cover that takes what covers most for its cost first, as long as it covers something that is missing. */
function greedyCost(
  supplies: readonly Supply[],
  costs: readonly number[],
  parts: readonly (readonly number[])[],
  count: number,
): number {
  const reach = parts.map(covers => covers.reduce((total, part) => total + part, 0));
  const order = [...supplies.keys()].sort((a, b) => reach[b]! * costs[a]! - reach[a]! * costs[b]! || a - b);
  const missing = new Array<number>(count).fill(1);
  let total = 0;
  for (const index of order) {
    const { members, services } = supplies[index]!;
    for (let left = members.length; left > 0; left--) {
      if (!services.some(service => missing[service]! > 1e-12)) break;
      total += costs[index]!;
      for (const [edge, service] of services.entries()) missing[service]! -= parts[index]![edge]!;
    }
  }
  return total;
}
