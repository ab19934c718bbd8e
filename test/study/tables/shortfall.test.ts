import { describe, expect, it } from 'vitest';
import { statistics } from '../../../src/study/statistics/statistics.ts';
import type { DesignPoint } from '../../../src/study/study.ts';
import { createShortfall } from '../../../src/study/tables/shortfall.ts';

const point: DesignPoint = { index: 0, levels: {}, settings: {} };
const summary = (values: readonly number[]) => [
  {
    measure: 'm',
    unit: 'USD',
    meaning: '',
    better: '',
    statistics: values.length === 0 ? null : statistics(values),
  },
];

function said(isRelative: boolean, ...points: readonly (readonly number[])[]) {
  const shortfall = createShortfall({
    least: 2,
    most: 4,
    until: { measure: 'm', halfWidth: 0.1, isRelative },
  });
  for (const values of points) shortfall.see(point, summary(values));
  return shortfall.text();
}

describe('a study that stops on an interval', () => {
  it('says where the most replicates were not enough, and how many would be', () => {
    expect(said(false, [1, 1.01, 0.99, 1])).toBeUndefined();
    // Standard deviation 1.29: (1.96 x 1.29 / 0.1)^2 = 640.2, and a few more by Student's t.
    expect(said(false, [1, 1.01, 0.99, 1], [1, 2, 3, 4])).toBe(
      'm is not known as well as asked at 1 point with 4 replicates: the widest needs about 643',
    );
  });

  it('says where all runs are the same, for that is no interval without width', () => {
    // What happens in half of the runs is missed by four with 6%: by the rule of three, 1 - 0.05^(1/4).
    expect(said(false, [1, 1.01, 0.99, 1], [0, 0, 0, 0])).toBe(
      'm is the same in all 4 runs at 1 point: how far it spreads is not known, for what happens in fewer than 53% of runs may have been missed',
    );
    expect(said(true, [0, 0, 0, 0], [1, 2, 3, 4])?.split('\n')).toEqual([
      expect.stringMatching(/^m is not known as well as asked at 1 point /),
      expect.stringMatching(/^m is the same in all 4 runs at 1 point: /),
    ]);
  });

  it('judges by the mean where asked, and says when there is nothing to judge by', () => {
    expect(said(true, [100, 101, 99, 100])).toBeUndefined();
    expect(said(true, [-1, 1, -1, 1], [])).toBe(
      'm is not known as well as asked at 2 points with 4 replicates: at one there is nothing to judge by',
    );
  });
});
