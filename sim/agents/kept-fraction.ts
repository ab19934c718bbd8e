/**
 * Fraction of a set's pay to an operator and its delegators that the operator has in the end: its split, and of what
 * the split leaves to delegators the part of its own stake among theirs.
 *
 * @param split fraction that the operator keeps before its delegators are paid
 * @param ownPart fraction of the stake paid for that is the operator's own
 */
export function keptFraction(split: number, ownPart: number): number {
  return split + (1 - split) * ownPart;
}
