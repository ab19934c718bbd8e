import type { Stream } from '../../../sim/engine/index.ts';
import type { Interval } from '../statistics/intervals.ts';

/** Draws of a bootstrap. */
const DRAWS = 1_000;

/**
 * 95% percentile interval of the conditional value at risk of losses of equal weight by the bootstrap (Efron 1979): a
 * draw is how often each loss is taken, so that no draw is sorted.
 */
export function tailInterval(losses: readonly number[], level: number, random: Stream): Interval {
  const worstFirst = Float64Array.from(losses).sort().reverse();
  const n = worstFirst.length;
  const room = (1 - level) * n;
  const taken = new Uint32Array(n);
  const drawn = Float64Array.from({ length: DRAWS }, () => {
    taken.fill(0);
    for (let i = 0; i < n; i++) taken[Math.floor(random() * n)]!++;
    let [left, sum] = [room, 0];
    for (let i = 0; i < n && left > 0; i++) {
      const part = Math.min(left, taken[i]!);
      sum += part * worstFirst[i]!;
      left -= part;
    }
    return sum / room;
  }).sort();
  return [drawn[Math.floor(0.025 * DRAWS)]!, drawn[Math.ceil(0.975 * DRAWS) - 1]!];
}
