/**
 * Weights under which a part of the pool goes by weight to those who qualify alone, and the rest by weight to all;
 * if nobody who has weight qualifies, everything goes to all. The total stays.
 *
 * @param part fraction of the pool kept for those who qualify
 */
export function bonusWeights(
  weights: readonly number[],
  qualifies: readonly boolean[],
  part: number,
): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const theirs = weights.reduce((sum, weight, member) => (qualifies[member] ? sum + weight : sum), 0);
  if (theirs === 0) return [...weights];
  return weights.map(
    (weight, member) => weight * (1 - part) + (qualifies[member] ? weight * part * (all / theirs) : 0),
  );
}
