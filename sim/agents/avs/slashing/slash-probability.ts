import type { SlashingCondition } from '../../../scenario/index.ts';

/** Probability that an offence under these terms is slashed: it is detected, and no committee vetoes the slash. */
export function slashProbability({ detection, veto }: Pick<SlashingCondition, 'detection' | 'veto'>): number {
  return detection.probability * (1 - (veto?.probability ?? 0));
}
