import { toCsv } from '../../results/tables/csv.ts';
import type { ShownCourse, ShownSide } from './runs/shown-runs.ts';
import type { SeriesHead } from './runs/shown-series.ts';

/**
 * The courses that the screen shows as a tidy CSV: a row for each series, setting and day. With a header; days are
 * those of the samples that are there so far. p05 and p95 are empty of a single run, and cells without a value are
 * empty.
 */
export function coursesCsv(
  series: readonly SeriesHead[],
  sampleDays: readonly number[],
  sides: { readonly a: ShownSide; readonly b: ShownSide },
): string {
  const rows = (['a', 'b'] as const).flatMap(side =>
    series.flatMap(({ title, unit }, index) => {
      const course = sides[side].courses[index];
      return course === undefined
        ? []
        : sampleDays
            .slice(0, course.mid.length)
            .map((day, sample) => [side.toUpperCase(), title, unit, day, ...cellsAt(course, sample)]);
    }),
  );
  return toCsv([['setting', 'series', 'unit', 'time_days', 'median', 'p05', 'p95'], ...rows]);
}

function cellsAt({ mid, low, high }: ShownCourse, sample: number): (number | null)[] {
  return [mid, low, high].map(values => {
    const value = values?.[sample];
    return value === undefined || Number.isNaN(value) ? null : value;
  });
}
