import { type Row, tables } from '../../../sim/measures/tables/index.ts';

/** A quantity over the horizon, as means over equal stretches of it; null where nothing was observed. */
export interface Series {
  /** What it is of, such as `inference.gpu`. */
  readonly subject: string;
  readonly column: string;
  readonly unit: string;
  readonly points: readonly (number | null)[];
}

/** Collects series from rows. */
export interface SeriesCollector {
  add(row: Row): void;
  all(): Series[];
}

/** Daily quantities that show how a run went. */
const shown: Readonly<Record<string, readonly string[]>> = {
  sets: ['members', 'slashable_stake_usd'],
  service: ['on_time_fraction'],
  prices: ['price_usd'],
};

const stretches = 32;

interface Shown {
  readonly day: number;
  readonly subjects: readonly number[];
  readonly columns: readonly { readonly index: number; readonly name: string; readonly unit: string }[];
}

/** Starts a collection of the shown series over a horizon in days. */
export function collectSeries(horizonDays: number): SeriesCollector {
  const plans = new Map(tables.filter(({ name }) => name in shown).map(table => [table.name, planOf(table)]));
  const found = new Map<string, Omit<Series, 'points'> & { sums: Float64Array; counts: Uint32Array }>();
  return {
    add({ table, values }) {
      const plan = plans.get(table);
      if (plan === undefined) return;
      const subject = plan.subjects.map(index => values[index]).join('.');
      const stretch = Math.min(
        stretches - 1,
        Math.floor((Number(values[plan.day]) / horizonDays) * stretches),
      );
      for (const { index, name, unit } of plan.columns) {
        const value = values[index];
        if (typeof value !== 'number') continue;
        const key = `${name} ${subject}`;
        let series = found.get(key);
        if (series === undefined) {
          const sums = new Float64Array(stretches);
          series = { subject, column: name, unit, sums, counts: new Uint32Array(stretches) };
          found.set(key, series);
        }
        series.sums[stretch]! += value;
        series.counts[stretch]!++;
      }
    },
    all: () =>
      [...found.values()].map(({ sums, counts, ...series }) => ({
        ...series,
        points: Array.from(sums, (sum, index) => (counts[index] === 0 ? null : sum / counts[index]!)),
      })),
  };
}

function planOf({ name, columns }: (typeof tables)[number]): Shown {
  const wanted = shown[name];
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
