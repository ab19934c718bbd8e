import type { Stream } from '../../../sim/engine/index.ts';

/** The numbers from 0 to `count` - 1 in random order (Fisher and Yates, in Durstenfeld's form). */
export function permutation(count: number, stream: Stream): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(stream() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
