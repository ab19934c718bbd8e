import { optional, quantity, text } from '../../sim/measures/tables/column-kinds.ts';
import type { ColumnKind } from '../../sim/measures/tables/define-table.ts';

/** Kind of columns that number things from 0. */
export const index = (meaning: string): ColumnKind<number> => ({ type: 'integer', unit: 'index', meaning });

/** Keys of the two columns of an interval. */
type IntervalKey<Key extends string> = `${Key}Lo` | `${Key}Hi`;

/** The two columns of the ends of an interval, under a key with `Lo` and with `Hi`: `_lo` and `_hi` in files. */
export function intervalColumns<Key extends string>(
  key: Key,
  unit: string,
  meaning: string,
): Readonly<Record<IntervalKey<Key>, ColumnKind<number | null>>> {
  return {
    [`${key}Lo`]: optional(quantity(unit, `Lower end of ${meaning}`)),
    [`${key}Hi`]: optional(quantity(unit, `Upper end of ${meaning}`)),
  } as Record<IntervalKey<Key>, ColumnKind<number | null>>;
}

/** The cells of {@link intervalColumns}; null where an end is not known. */
export function intervalCells<Key extends string>(
  key: Key,
  low: number | null,
  high: number | null,
): Readonly<Record<IntervalKey<Key>, number | null>> {
  return { [`${key}Lo`]: low, [`${key}Hi`]: high } as Record<IntervalKey<Key>, number | null>;
}

/** The column that names the measure of a row. */
export const measure = text('Name of the measure');

/** Unit of columns whose numbers are in the unit of the row's measure. */
export const UNIT_OF_MEASURE = "the measure's";
