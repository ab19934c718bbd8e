import type { Stream } from '../../../sim/engine/index.ts';
import { areSame } from '../statistics/agreement.ts';
import { RESAMPLES, resample } from '../statistics/bootstrap.ts';
import type { Interval } from '../statistics/intervals.ts';

/**
 * 95% percentile bootstrap interval of the conditional value at risk of losses of equal weight: between the 26th and
 * the 975th of 1,000 resampled values. Null where all losses are the same, which leaves nothing to resample.
 *
 * @param losses one loss a replicate, at least one, in any order
 * @param level probability at which the tail begins, such as 0.95
 */
export function tailInterval(losses: readonly number[], level: number, random: Stream): Interval | null {
  if (areSame(losses)) return null;
  const worstFirst = Float64Array.from(losses).sort().reverse();
  const n = worstFirst.length;
  const tailSize = (1 - level) * n;
  const taken = new Uint32Array(n);
  // How often each loss was drawn is enough: no resample needs to be sorted.
  const tailMean = (drawn: Int32Array): number => {
    taken.fill(0);
    for (const member of drawn) taken[member]!++;
    let [left, sum] = [tailSize, 0];
    for (let i = 0; i < n && left > 0; i++) {
      const part = Math.min(left, taken[i]!);
      sum += part * worstFirst[i]!;
      left -= part;
    }
    return sum / tailSize;
  };
  const [ordered] = resample(n, drawn => [tailMean(drawn)], random);
  return [ordered![Math.floor(0.025 * RESAMPLES)]!, ordered![Math.ceil(0.975 * RESAMPLES) - 1]!];
}
