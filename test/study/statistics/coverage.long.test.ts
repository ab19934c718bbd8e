import { describe, expect, it } from 'vitest';
import { lognormal, normal, type Stream, streams } from '../../../sim/engine/index.ts';
import { boundsOf, wilsonInterval } from '../../../src/study/statistics/intervals.ts';
import { meanInterval } from '../../../src/study/statistics/mean-interval.ts';

const GROUPS = 8_000;

/** How often intervals of groups of values hold the mean of their distribution, of the groups that have one. */
function coverage(
  n: number,
  unit: string,
  truth: number,
  draw: (stream: Stream) => number,
): { readonly held: readonly [number, number]; readonly open: number } {
  const stream = streams('coverage').stream(unit, n);
  let [held, known] = [0, 0];
  for (let group = 0; group < GROUPS; group++) {
    const interval = meanInterval(
      Array.from({ length: n }, () => draw(stream)),
      boundsOf(unit),
    );
    if (interval === null) continue;
    known++;
    if (interval[0] <= truth && truth <= interval[1]) held++;
  }
  return { held: wilsonInterval(held, known), open: 1 - known / GROUPS };
}

const event = (stream: Stream, probability: number, size: number): number =>
  stream() < probability ? size : 0;

describe('an interval of a mean holds it', () => {
  it.each([
    // Student's alone: 95%, 84%, 89%, 92% of ten values.
    ['of ten normal values', 10, 'USD', 0, (s: Stream) => normal(s, 0, 1), 0.95],
    ['of ten lognormal values', 10, 'USD', Math.exp(0.5), (s: Stream) => lognormal(s, 1, 1), 0.9],
    ['of forty lognormal values', 40, 'USD', Math.exp(0.5), (s: Stream) => lognormal(s, 1, 1), 0.92],
    ['of ten exponential values', 10, 'USD', 1, (s: Stream) => -Math.log(1 - s()), 0.94],
    // Of these Student's has no width in 60% of groups, and holds 5% in 40%.
    ['of a share of 5% in ten', 10, 'fraction', 0.05, (s: Stream) => event(s, 0.05, 1), 0.9],
    ['of a share of 5% in forty', 40, 'fraction', 0.05, (s: Stream) => event(s, 0.05, 1), 0.94],
    ['of a loss that one run in five has', 20, 'USD', 200, (s: Stream) => event(s, 0.2, 1000), 0.95],
    ['of a loss that one run in twenty has', 60, 'USD', 50, (s: Stream) => event(s, 0.05, 1000), 0.95],
  ])('%s about as often as it says', (_, n, unit, truth, draw, least) => {
    expect(coverage(n, unit, truth, draw).held[1]).toBeGreaterThan(least);
  });

  it('or is none where a rare loss did not happen, rather than nothing with certainty', () => {
    const { held, open } = coverage(10, 'USD', 50, s => event(s, 0.05, 1000));
    // No run in ten: 0.95^10.
    expect(open).toBeCloseTo(0.599, 1);
    expect(held[0]).toBeGreaterThan(0.95);
  });
});
