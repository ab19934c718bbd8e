import { mean } from 'd3';
import type { CubePoints } from '../designs/cube.ts';
import { differenceOf, spreadOf } from '../statistics/agreement.ts';
import type { Interval } from '../statistics/intervals.ts';
import { meanInterval } from '../statistics/mean-interval.ts';

/** What a factor does to a measure, in the measure's unit per whole range of the factor. */
export interface MorrisEffect {
  /** Mean of the elementary effects: its sign is the direction of the effect. */
  readonly mu: number;
  /** Mean of their absolute values: how much the factor matters. */
  readonly muStar: number;
  /** 95% interval of `muStar` over trajectories; null where all effects have the same size. */
  readonly interval: Interval | null;
  /** Their standard deviation: how much the effect depends on where the others are. */
  readonly sigma: number;
}

/** What the size of an effect cannot leave. */
const sizeBounds: Interval = [0, Number.POSITIVE_INFINITY];

/**
 * Effects of each factor from the outputs of a Morris design, in its order (M. D. Morris, Technometrics 33(2), 1991;
 * mu* by F. Campolongo and others, Environ. Model. Softw. 22, 2007).
 *
 * @param positions where the levels of each point lie in the ranges of their factors, from 0 to 1
 * @param factors number of factors
 */
export function morrisEffects(
  outputs: readonly number[],
  positions: CubePoints,
  factors: number,
): MorrisEffect[] {
  return elementaryEffects(outputs, positions, factors).map(effects => {
    const sizes = effects.map(Math.abs);
    return {
      mu: mean(effects) ?? 0,
      muStar: mean(sizes) ?? 0,
      interval: meanInterval(sizes, sizeBounds),
      sigma: spreadOf(effects) ?? 0,
    };
  });
}

/**
 * Change of the output over the part of its range by which the factor's level changed: by factor, one for each trajectory
 * in which its level did change.
 */
function elementaryEffects(outputs: readonly number[], { row }: CubePoints, factors: number): number[][] {
  const effects = Array.from({ length: factors }, (): number[] => []);
  for (let start = 0; start < outputs.length; start += factors + 1) {
    for (let step = start; step < start + factors; step++) {
      const [before, after] = [row(step), row(step + 1)];
      const moved = after.findIndex((position, factor) => position !== before[factor]);
      if (moved < 0) continue;
      const change = differenceOf(outputs[step + 1]!, outputs[step]!);
      effects[moved]!.push(change / (after[moved]! - before[moved]!));
    }
  }
  return effects;
}
