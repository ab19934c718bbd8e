/**
 * Weights of a rank-order tournament (Lazear and Rosen 1981): the members with weight, heaviest first, get the prizes
 * in turn, the rest nothing; of equals the earlier in the list ranks first. Prizes without a winner leave more for
 * the others, since pay goes by part of the total.
 *
 * @param prizes weight of each rank
 */
export function prizeWeights(weights: readonly number[], prizes: readonly number[]): number[] {
  const ranked = [...weights.keys()].filter(member => weights[member]! > 0);
  ranked.sort((a, b) => weights[b]! - weights[a]! || a - b);
  const won = weights.map(() => 0);
  prizes.slice(0, ranked.length).forEach((prize, rank) => {
    won[ranked[rank]!] = prize;
  });
  return won;
}
