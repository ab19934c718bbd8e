import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { diversificationRatio } from '../../sim/measures/trackers/diversification.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { small } from '../scenario/small.ts';

const series = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 }), {
  minLength: 2,
  maxLength: 5,
});

describe('the diversification ratio', () => {
  it('of one holding, or of holdings that move as one, is 1', () => {
    const wave = [1, 3, -2, 0, 5];
    expect(diversificationRatio([wave], [7])).toBeCloseTo(1, 12);
    expect(diversificationRatio([wave, wave.map(value => 2 * value + 1)], [1, 3])).toBeCloseTo(1, 12);
  });

  it('of n equal holdings that are uncorrelated is the root of n', () => {
    const uncorrelated = [
      [1, 1, -1, -1],
      [1, -1, 1, -1],
      [1, -1, -1, 1],
    ];
    expect(diversificationRatio(uncorrelated, [2, 2, 2])).toBeCloseTo(Math.sqrt(3), 12);
    expect(diversificationRatio(uncorrelated, [2, 2, 0])).toBeCloseTo(Math.sqrt(2), 12);
  });

  it('is at least 1 and does not depend on the unit of stake', () => {
    fc.assert(
      fc.property(series, values => {
        const weights = values.map((_, i) => i + 1);
        const ratio = diversificationRatio(values, weights);
        if (ratio === null) return;
        expect(ratio).toBeGreaterThanOrEqual(1 - 1e-9);
        const doubled = diversificationRatio(
          values,
          weights.map(weight => 2 * weight),
        );
        expect(doubled! / ratio).toBeCloseTo(1, 9);
      }),
      { seed: 1 },
    );
  });

  it('says nothing where nothing varies', () => {
    expect(
      diversificationRatio(
        [
          [1, 1, 1],
          [2, 2, 2],
        ],
        [1, 1],
      ),
    ).toBeNull();
    expect(
      diversificationRatio(
        [
          [1, 2, 3],
          [3, 2, 1],
        ],
        [1, 1],
      ),
    ).toBeNull();
    expect(diversificationRatio([], [])).toBeNull();
  });
});

describe('the value of stake at its exit', () => {
  const exitValue = (price: unknown) => {
    const rows = simulate(
      small({
        horizon: '56d',
        assets: { eth: { price } },
        operators: { ordinary: { starts: { 'one.main': 1 } } },
        restakers: { holders: { count: 5, stake: { eth: 3 }, policy: { reviewEvery: '1000y' } } },
      }),
    );
    const [row] = observations([...rows], 'outcomes');
    return number(row!, 'exit_value_p05_fraction');
  };

  it('is all of it where neither prices nor slashes change it', () => {
    expect(exitValue({ usd: 1_000 })).toBeCloseTo(1, 9);
  });

  it('falls with the price between the request and the exit', () => {
    // Of the weeks 0 to 6 those that end on days 14 and 21 meet the fall of day 25 on their way out.
    const series = [
      [0, 1_000],
      [25, 400],
    ];
    expect(exitValue({ usd: undefined, series })).toBeCloseTo(0.4, 9);
  });
});
