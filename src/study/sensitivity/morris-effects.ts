import { mean } from 'd3';
import type { CubePoints } from '../designs/cube.ts';
import { differenceOf, spreadOf } from '../statistics/agreement.ts';
import type { Interval } from '../statistics/intervals.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { z975 } from '../statistics/normal-quantile.ts';

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
  /** What noise alone makes of `muStar` for a factor that does nothing; null where the noise is unknown. */
  readonly noiseFloor: NoiseFloor | null;
}

/** The mean of absolute values of effects that are noise, over trajectories. */
export interface NoiseFloor {
  readonly mean: number;
  /** What it exceeds in one of forty studies. */
  readonly high: number;
}

/** What the size of an effect cannot leave. */
const sizeBounds: Interval = [0, Number.POSITIVE_INFINITY];

/**
 * Effects of each factor from the outputs of a Morris design, in its order (M. D. Morris, Technometrics 33(2), 1991;
 * mu* by F. Campolongo and others, Environ. Model. Softw. 22, 2007).
 *
 * @param positions where the levels of each point lie in the ranges of their factors, from 0 to 1
 * @param noise variance of an output that is noise between replicates; null where it is unknown
 */
export function morrisEffects(
  outputs: readonly number[],
  positions: CubePoints,
  noise: number | null = null,
): MorrisEffect[] {
  return elementaryEffects(outputs, positions).map(changes => {
    const effects = changes.map(({ change, step }) => change / step);
    const sizes = effects.map(Math.abs);
    return {
      mu: mean(effects) ?? 0,
      muStar: mean(sizes) ?? 0,
      interval: meanInterval(sizes, sizeBounds),
      sigma: spreadOf(effects) ?? 0,
      noiseFloor: noise === null ? null : noiseFloorOf(changes, noise),
    };
  });
}

/**
 * What the mean absolute effect is where outputs differ by noise alone: the difference of two outputs has twice the variance
 * of one, and the mean absolute value of a normal variable is its standard deviation times the root of 2 / pi.
 */
function noiseFloorOf(changes: readonly ElementaryChange[], noise: number): NoiseFloor {
  const sds = changes.map(({ step }) => Math.sqrt(2 * noise) / Math.abs(step));
  const centre = Math.sqrt(2 / Math.PI) * (mean(sds) ?? 0);
  const squares = sds.reduce((sum, sd) => sum + sd * sd, 0);
  const error = Math.sqrt((1 - 2 / Math.PI) * squares) / Math.max(1, sds.length);
  return { mean: centre, high: centre + z975 * error };
}

/** What an output changed by when one factor's level did, by a part of its range. */
interface ElementaryChange {
  readonly change: number;
  readonly step: number;
}

/**
 * Changes of the output and the parts of its range by which the factor's level changed: by factor, one for each trajectory
 * in which its level did change.
 */
function elementaryEffects(outputs: readonly number[], { row }: CubePoints): ElementaryChange[][] {
  const factors = row(0).length;
  const effects = Array.from({ length: factors }, (): ElementaryChange[] => []);
  for (let start = 0; start < outputs.length; start += factors + 1) {
    for (let step = start; step < start + factors; step++) {
      const [before, after] = [row(step), row(step + 1)];
      const moved = after.findIndex((position, factor) => position !== before[factor]);
      if (moved < 0) continue;
      const change = differenceOf(outputs[step + 1]!, outputs[step]!);
      effects[moved]!.push({ change, step: after[moved]! - before[moved]! });
    }
  }
  return effects;
}
