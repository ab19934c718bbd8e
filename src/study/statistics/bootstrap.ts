import { quantileSorted } from 'd3';
import type { Stream } from '../../../sim/engine/index.ts';
import type { Interval } from './intervals.ts';

/** Resamples behind a bootstrap interval. */
export const RESAMPLES = 1_000;

/**
 * The bootstrap distributions of several figures of a sample (B. Efron, Ann. Stat. 7(1), 1979).
 *
 * @param size members of the sample
 * @param figures computes the figures from as many members drawn with replacement, given by their numbers from 0
 * @param stream draws the members
 * @returns by figure, its finite values over {@link RESAMPLES} resamples in ascending order
 */
export function resample(
  size: number,
  figures: (drawn: Int32Array) => readonly number[],
  stream: Stream,
): number[][] {
  const drawn = new Int32Array(size);
  const samples: number[][] = [];
  for (let resampled = 0; resampled < RESAMPLES; resampled++) {
    for (let member = 0; member < size; member++) drawn[member] = Math.floor(stream() * size);
    figures(drawn).forEach((figure, index) => {
      samples[index] ??= [];
      if (Number.isFinite(figure)) samples[index].push(figure);
    });
  }
  for (const values of samples) values.sort((a, b) => a - b);
  return samples;
}

/**
 * 95% percentile bootstrap intervals of several figures of a sample; null for a figure that has no finite value in
 * more than one resample in twenty. Parameters as of {@link resample}.
 */
export function bootstrapIntervals(
  size: number,
  figures: (drawn: Int32Array) => readonly number[],
  stream: Stream,
): (Interval | null)[] {
  return resample(size, figures, stream).map(ordered =>
    ordered.length < 0.95 * RESAMPLES
      ? null
      : [quantileSorted(ordered, 0.025)!, quantileSorted(ordered, 0.975)!],
  );
}
