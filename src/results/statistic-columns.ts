import { number, string } from '../../sim/measures/tables/columns.ts';
import type { Column } from '../../sim/measures/tables/index.ts';

/** A column that numbers things from 0. */
export const indexColumn = (name: string, meaning: string): Column => ({
  name,
  type: 'integer',
  unit: 'index',
  meaning,
});

/** Two columns for the ends of an interval: the name with `_lo` and with `_hi`. */
export const intervalColumns = (name: string, unit: string, meaning: string): Column[] => [
  number(`${name}_lo`, unit, `Lower end of ${meaning}`),
  number(`${name}_hi`, unit, `Upper end of ${meaning}`),
];

/** The column that names the measure of a row. */
export const measureColumn = string('measure', 'Name of the measure');

/** Unit of columns whose numbers are in the unit of the row's measure. */
export const unitOfMeasure = "the measure's";
