import type { Stream } from '../../../sim/engine/index.ts';
import type { CubePoints } from '../designs/cube.ts';
import { bootstrapIntervals } from '../statistics/bootstrap.ts';
import type { Interval } from '../statistics/intervals.ts';

/** What a factor does to a measure, in the measure's unit per whole range of the factor. */
export interface MorrisEffect {
  /** Mean of the elementary effects: its sign is the direction of the effect. */
  readonly mu: number;
  /** Mean of their absolute values: how much the factor matters. */
  readonly muStar: number;
  /** 95% bootstrap interval of `muStar`, over trajectories. */
  readonly interval: Interval | null;
  /** Their standard deviation: how much the effect depends on where the others are. */
  readonly sigma: number;
}

/**
 * Effects of each factor from the outputs of a Morris design, in its order (M. D. Morris, Technometrics 33(2), 1991;
 * mu* by F. Campolongo and others, Environ. Model. Softw. 22, 2007).
 *
 * @param cube the design, from which the factor that moves at each step is read
 * @param factors number of factors
 * @param stream draws the resamples of the bootstrap
 */
export function morrisEffects(
  outputs: readonly number[],
  cube: CubePoints,
  factors: number,
  stream: Stream,
): MorrisEffect[] {
  const effects = elementaryEffects(outputs, cube, factors);
  const trajectories = outputs.length / (factors + 1);
  const meanSize = (drawn: Int32Array) =>
    effects.map(list => {
      let total = 0;
      for (const trajectory of drawn) total += Math.abs(list[trajectory]!);
      return total / drawn.length;
    });
  const all = Int32Array.from({ length: trajectories }, (_, trajectory) => trajectory);
  const sizes = meanSize(all);
  const intervals = bootstrapIntervals(trajectories, meanSize, stream);
  return effects.map((list, factor) => {
    const mu = list.reduce((total, effect) => total + effect, 0) / trajectories;
    const squares = list.reduce((total, effect) => total + (effect - mu) ** 2, 0);
    const sigma = Math.sqrt(squares / (trajectories - 1));
    return { mu, muStar: sizes[factor]!, interval: intervals[factor]!, sigma };
  });
}

/** Change of the output over change of the coordinate: by factor, then by trajectory. */
function elementaryEffects(outputs: readonly number[], { row }: CubePoints, factors: number): number[][] {
  const effects = Array.from({ length: factors }, (): number[] => []);
  for (let start = 0; start < outputs.length; start += factors + 1) {
    for (let step = start; step < start + factors; step++) {
      const [before, after] = [row(step), row(step + 1)];
      const moved = after.findIndex((u, factor) => u !== before[factor]);
      effects[moved]!.push((outputs[step + 1]! - outputs[step]!) / (after[moved]! - before[moved]!));
    }
  }
  return effects;
}
