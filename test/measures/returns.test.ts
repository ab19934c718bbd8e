import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, log, streams } from '../../sim/engine/index.ts';
import {
  annualisedReturn,
  maxDrawdown,
  returnsOf,
  sharpe,
  sortino,
  timeUnderWater,
  volatility,
} from '../../sim/measures/statistics/returns.ts';

const series = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 3, maxLength: 40 });

describe('a series of 100, 110, 99 and 108.9', () => {
  const values = [100, 110, 99, 108.9];

  it('returns 10%, -10% and 10%', () => {
    expect(returnsOf(values).map(value => Number(value.toFixed(12)))).toEqual([0.1, -0.1, 0.1]);
  });

  it('returns 8.9% over three periods, compounded to a year', () => {
    expect(annualisedReturn(values, 3)).toBeCloseTo(0.089, 12);
    expect(annualisedReturn(values, 6)).toBeCloseTo(1.089 ** 2 - 1, 12);
  });

  it('has the volatility of its log returns', () => {
    const [up, down] = [log(1.1), log(0.9)];
    const mean = (2 * up + down) / 3;
    const variance = (2 * (up - mean) ** 2 + (down - mean) ** 2) / 2;
    expect(volatility(values, 52)).toBeCloseTo(Math.sqrt(variance * 52), 12);
  });

  it('has a Sharpe ratio of 1/30 over .115470 and a Sortino ratio of 1/30 over .057735, by period', () => {
    expect(sharpe(returnsOf(values), 1, 0)).toBeCloseTo(1 / 30 / Math.sqrt(0.04 / 3), 12);
    expect(sortino(returnsOf(values), 1, 0)).toBeCloseTo(1 / 30 / Math.sqrt(0.01 / 3), 12);
  });

  it('falls by 10% from its peak and ends two periods of three below it', () => {
    expect(maxDrawdown(values)).toBeCloseTo(0.1, 12);
    expect(timeUnderWater(values)).toBeCloseTo(2 / 3, 12);
  });
});

describe('returns', () => {
  it('above a risk-free rate fall with it, by the rate over the spread', () => {
    const returns = returnsOf([100, 110, 99, 108.9]);
    const lost = sharpe(returns, 4, 0)! - sharpe(returns, 4, 0.2)!;
    expect(lost).toBeCloseTo((0.05 / Math.sqrt(0.04 / 3)) * 2, 12);
  });

  it('do not depend on the unit of value, but for its rounding', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 9 }), (values, unit) => {
        const other = values.map(value => value * unit);
        expect(maxDrawdown(other)).toBeCloseTo(maxDrawdown(values), 9);
        expect(timeUnderWater(other)).toBe(timeUnderWater(values));
        expect(volatility(other, 52)).toBeCloseTo(volatility(values, 52)!, 6);
        expect(annualisedReturn(other, 1)).toBeCloseTo(annualisedReturn(values, 1)!, 6);
      }),
      { seed: 1 },
    );
  });

  it('that only rise are never under water and fall short of nothing', () => {
    const values = [1, 1.1, 1.2, 1.4];
    expect([maxDrawdown(values), timeUnderWater(values)]).toEqual([0, 0]);
    expect(sortino(returnsOf(values), 52, 0)).toBeNull();
  });

  it('without spread, of too few values or of a value that was lost wholly say nothing', () => {
    expect(sharpe([0.01, 0.01, 0.01], 52, 0)).toBeNull();
    expect([volatility([1, 2], 52), annualisedReturn([1], 52), timeUnderWater([1])]).toEqual([
      null,
      null,
      null,
    ]);
    expect([volatility([1, 2, 0], 52), sortino([], 52, 0)]).toEqual([null, null]);
    expect([annualisedReturn([1, 0], 52), maxDrawdown([1, 0])]).toEqual([-1, 1]);
  });
});

describe('a random walk', () => {
  it('without drift falls from its peak by 1.2533 standard deviations of its end, in the mean', () => {
    const steps = 400;
    const walks = 8_000;
    const scale = 0.01;
    const random = streams('drawdown').stream('walk');
    const falls = Array.from({ length: walks }, () => {
      let place = 0;
      const values = [1];
      for (let step = 0; step < steps; step++) {
        place += random() < 0.5 ? 1 : -1;
        values.push(exp(scale * place));
      }
      // Of a Brownian motion a walk misses half a step at the peak and half at the trough: it stops on the mark.
      return (-log(1 - maxDrawdown(values)) / scale + 1) / Math.sqrt(steps);
    });
    const mean = falls.reduce((a, b) => a + b, 0) / walks;
    const variance = falls.reduce((sum, fall) => sum + (fall - mean) ** 2, 0) / (walks - 1);
    const exact = Math.sqrt(Math.PI / 2);
    expect(Math.abs(mean - exact)).toBeLessThan(2.58 * Math.sqrt(variance / walks));
  });
});
