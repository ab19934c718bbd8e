import { describe, expect, it } from 'vitest';
import { tables } from '../../../sim/measures/tables/index.ts';
import { collectDailySeries } from '../../../src/cli/text/daily-series.ts';
import { seriesTable, sparkline, summaryTable } from '../../../src/cli/text/summary-tables.ts';
import { statistics } from '../../../src/study/statistics/statistics.ts';

describe('a sparkline', () => {
  it('runs from zero to the highest block, so that noise looks small, and marks what is missing', () => {
    expect(sparkline([0, 1, null, 7])).toBe('▁▂·█');
    expect(sparkline([98, 100])).toBe('██');
    expect(sparkline([-7, 0])).toBe('▁█');
    expect(sparkline([0, 0])).toBe('▁▁');
    expect(sparkline([])).toBe('');
  });
});

describe('the terminal summary', () => {
  it('aligns measures, and shows intervals where there are replicates', () => {
    const measure = (name: string, values: number[]) => ({
      measure: name,
      unit: 'USD',
      meaning: '',
      better: '',
      statistics: values.length === 0 ? null : statistics(values),
    });
    expect(
      summaryTable([measure('a', [1]), measure('long.name', [1, 1]), measure('none', [])]).split('\n'),
    ).toEqual(['  a          $1.00', '  long.name  $1.00  the same in all 2 runs', '  none       none']);
  });

  it('keeps terminal codes in names from steering the terminal', () => {
    const text = summaryTable([
      { measure: '\x1b[2Jx', unit: '', meaning: '', better: '', statistics: statistics([1]) },
    ]);
    expect(text).not.toContain('\x1b');
  });

  it('shows the course of daily quantities by subject, as means over stretches', () => {
    const collector = collectDailySeries(64);
    for (let day = 1; day <= 64; day++) {
      collector.add({ table: 'prices', values: [day, 'eth', day] });
      collector.add({ table: 'restakers', values: [day, 'retail', 1, 1, 1, 1, 1, 1, 1] });
    }
    const [series, ...others] = collector.all();
    expect(others).toEqual([]);
    expect(series!.points).toEqual(Array.from({ length: 32 }, (_, index) => 2 * index + 1.5));
    expect(seriesTable([series!])).toMatch(/^ {2}eth price {2}▁.*█ {2}\$1.50 -> \$63.5$/);
  });

  it.each([
    [1, 1],
    [19, 19],
    [31, 31],
    [33, 32],
    [365, 32],
  ])('has no gap over %d days that all have a value', (days, expected) => {
    const collector = collectDailySeries(days);
    for (let day = 1; day <= days; day++) collector.add({ table: 'prices', values: [day, 'eth', day] });
    const { points } = collector.all()[0]!;
    expect([points.length, points.includes(null)]).toEqual([expected, false]);
  });

  it('is named by whom it is about, not by words that describe them', () => {
    const { columns } = tables.find(({ name }) => name === 'service')!;
    const words: Record<string, string> = { avs: 'one', task: 'heavy', resource: 'gpu' };
    const values = columns.map(({ name, type }) => (type === 'string' ? (words[name] ?? '') : 1));
    const collector = collectDailySeries(64);
    collector.add({ table: 'service', values });
    expect(collector.all().map(({ subject }) => subject)).toEqual(['one.heavy']);
  });
});
