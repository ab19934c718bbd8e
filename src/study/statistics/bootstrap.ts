import { quantileSorted } from 'd3';
import type { Stream } from '../../../sim/engine/index.ts';
import type { Interval } from './intervals.ts';

/** Resamples behind an interval. */
const resamples = 1_000;

/**
 * 95% percentile bootstrap intervals of several figures of a sample (B. Efron, Ann. Stat. 7(1), 1979); null for a
 * figure that more than one resample in twenty says nothing of.
 *
 * @param size members of the sample
 * @param figures computes the figures from as many drawn members, given by their numbers
 */
export function bootstrap(
  size: number,
  figures: (drawn: Int32Array) => readonly number[],
  stream: Stream,
): (Interval | null)[] {
  const drawn = new Int32Array(size);
  const samples: number[][] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let member = 0; member < size; member++) drawn[member] = Math.floor(stream() * size);
    figures(drawn).forEach((figure, index) => {
      samples[index] ??= [];
      if (Number.isFinite(figure)) samples[index].push(figure);
    });
  }
  return samples.map(values => {
    if (values.length < 0.95 * resamples) return null;
    const ordered = values.sort((a, b) => a - b);
    return [quantileSorted(ordered, 0.025)!, quantileSorted(ordered, 0.975)!];
  });
}
