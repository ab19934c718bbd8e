/**
 * Weights clipped where a member of a set is saturated, so that nobody has more than the fraction `cap` of what is left
 * of the total and the others share the surplus (capped reward sharing, as of Cardano's stake pools: Brünjes et al.
 * 2020). With fewer than 1/cap members that have weight, each has the same.
 */
export function cappedWeights(weights: readonly number[], cap: number): number[] {
  const sorted = weights.filter(weight => weight > 0).sort((a, b) => b - a);
  if (sorted.length === 0) return [...weights];
  const most = Math.max(cap, 1 / sorted.length);
  // Weight of each member and all lighter ones.
  const rest = [...sorted];
  for (let i = rest.length - 2; i >= 0; i--) rest[i]! += rest[i + 1]!;
  let full = 0;
  while (full < sorted.length - 1 && sorted[full]! * (1 - full * most) > most * rest[full]!) full++;
  const ceiling = (most * rest[full]!) / (1 - full * most);
  return weights.map(weight => Math.min(weight, ceiling));
}
