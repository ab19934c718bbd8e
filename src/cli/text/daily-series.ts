import { type Row, tables } from '../../../sim/measures/tables/index.ts';

/** A quantity over the horizon: its means over equal parts of it; null where nothing was observed. */
export interface DailySeries {
  /** What it is of, such as `inference.gpu`. */
  readonly subject: string;
  /** Name of the column that it is from. */
  readonly column: string;
  readonly unit: string;
  readonly points: readonly (number | null)[];
}

/** Collects series from the rows of a run. */
export interface DailySeriesCollector {
  /** Takes what is shown of a row; rows of other tables are passed over. */
  add(row: Row): void;
  /** The series, in the order in which they began. */
  all(): DailySeries[];
}

/** Columns that show how a run went, by table. */
const shownColumns: Readonly<Record<string, readonly string[]>> = {
  sets: ['members', 'slashable_stake_usd'],
  service: ['on_time_fraction'],
  prices: ['price_usd'],
};

/** Most parts of the horizon, each a point of the series. */
const mostPoints = 32;

/** Where the cells that are shown stand in the rows of a table. */
interface ShownColumns {
  readonly day: number;
  readonly subjects: readonly number[];
  readonly columns: readonly { readonly index: number; readonly name: string; readonly unit: string }[];
}

/**
 * Starts a collection of the shown series over a horizon in days. They have no more points than days, so that a point
 * without a value is one at which nothing was observed.
 */
export function collectDailySeries(horizonDays: number): DailySeriesCollector {
  const points = Math.min(mostPoints, Math.max(1, Math.floor(horizonDays)));
  const plans = new Map(
    tables.filter(({ name }) => name in shownColumns).map(table => [table.name, shownColumnsOf(table)]),
  );
  const found = new Map<string, Omit<DailySeries, 'points'> & { sums: Float64Array; counts: Uint32Array }>();
  return {
    add({ table, values }) {
      const plan = plans.get(table);
      if (plan === undefined) return;
      const subject = plan.subjects.map(index => values[index]).join('.');
      // A day's row bears the time of its end; the quotient may lie a rounding above a whole number.
      const end = Math.ceil((Number(values[plan.day]) / horizonDays) * points - 1e-9);
      const part = Math.max(0, Math.min(points, end) - 1);
      for (const { index, name, unit } of plan.columns) {
        const value = values[index];
        if (typeof value !== 'number') continue;
        const key = `${name} ${subject}`;
        let series = found.get(key);
        if (series === undefined) {
          const sums = new Float64Array(points);
          series = { subject, column: name, unit, sums, counts: new Uint32Array(points) };
          found.set(key, series);
        }
        series.sums[part]! += value;
        series.counts[part]!++;
      }
    },
    all: () =>
      [...found.values()].map(({ sums, counts, ...series }) => ({
        ...series,
        points: Array.from(sums, (sum, index) => (counts[index] === 0 ? null : sum / counts[index]!)),
      })),
  };
}

/** Finds the columns that are shown of a table. */
function shownColumnsOf({ name, columns }: (typeof tables)[number]): ShownColumns {
  const wanted = shownColumns[name];
  const day = columns.findIndex(column => column.name === 'time_days');
  // Whom a row is about stands in front; words behind the first figure only describe it.
  const figures = columns.findIndex((column, index) => column.type !== 'string' && index !== day);
  return {
    day,
    subjects: columns.flatMap((column, index) =>
      column.type === 'string' && index < figures ? [index] : [],
    ),
    columns: columns.flatMap((column, index) =>
      wanted!.includes(column.name) ? [{ index, name: column.name, unit: column.unit }] : [],
    ),
  };
}
