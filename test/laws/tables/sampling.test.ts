import { describe, expect, it } from 'vitest';
import type { Row } from '../../../sim/index.ts';
import { simulate } from '../../../sim/index.ts';
import { small } from '../../scenario/small.ts';
import { always } from '../worlds/always.ts';
import { equal, number, observations, rowsOf } from '../worlds/rows.ts';

const measuresOf = (rows: readonly Row[]) =>
  new Map(observations(rows, 'summary').map(row => [String(row.measure), row.value]));

describe('the sample period', () => {
  it('moves no measure of the summary, in any world', () => {
    let compared = 0;
    always((rows, written) => {
      const measures = measuresOf(rows);
      for (const sampleEvery of ['1d', '13d', '100d']) {
        const others = measuresOf(rowsOf({ ...written, sampleEvery }));
        expect([...others.keys()]).toEqual([...measures.keys()]);
        for (const [measure, value] of measures) {
          const other = others.get(measure);
          if (typeof value !== 'number' || typeof other !== 'number') expect(other, measure).toBe(value);
          else expect(equal(other, value), `${measure}: ${other} and ${value}, ${sampleEvery}`).toBe(true);
          compared++;
        }
      }
    });
    expect(compared).toBeGreaterThan(10_000);
  });

  it('says nothing of what a table of days or weeks holds', () => {
    always((rows, written) => {
      const others = rowsOf({ ...written, sampleEvery: '13d' });
      for (const table of ['sets', 'service', 'decentralisation', 'network', 'holdings', 'worth', 'exposure'])
        expect(observations(others, table)).toEqual(observations(rows, table));
    });
  });
});

describe('the least delegated part of a cohort', () => {
  it('is that of the worst day, also if its stake is back by the end of the sample period', () => {
    const run = (sampleEvery: string) =>
      [
        ...simulate(
          small({
            horizon: '60d',
            sampleEvery,
            avss: {
              one: {
                budget: { token: 'ait', usdPerWeek: 700, split: { main: 1 } },
                sets: { main: { slashing: { wrongResult: { fraction: '20%' } } } },
              },
            },
            operators: { ordinary: { starts: { 'one.main': 1 }, hazards: { wrongResult: 6 } } },
            restakers: { r: { count: 20, stake: { eth: 2 }, policy: { reviewEvery: '5d', flight: 1 } } },
          }),
        ),
      ] as const;
    const [daily, whole] = [run('1d'), run('60d')];
    const parts = observations(daily, 'restakers').map(row => {
      const [delegated, ...rest] = ['delegated', 'queued', 'outside', 'lost'].map(place =>
        number(row, `${place}_usd`),
      );
      return delegated! / rest.reduce((sum, part) => sum + part, delegated!);
    });
    const least = Math.min(...parts);
    expect(least).toBeLessThan(parts.at(-1)! - 0.01);
    for (const rows of [daily, whole])
      expect(measuresOf(rows).get('restakers.r.delegated.min')).toBeCloseTo(least, 9);
    expect(number(observations(whole, 'restakers')[0]!, 'least_delegated_fraction')).toBeCloseTo(least, 9);
  });
});
