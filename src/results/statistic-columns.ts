import { number, string } from '../../sim/measures/tables/columns.ts';
import type { Column } from '../../sim/measures/tables/index.ts';

/** Column of the numbers of things in an order, from 0. */
export const indexColumn = (name: string, meaning: string): Column => ({
  name,
  type: 'integer',
  unit: 'index',
  meaning,
});

/** Columns of the ends of an interval: `_lo` and `_hi` behind a name. */
export const intervalColumns = (name: string, unit: string, meaning: string): Column[] => [
  number(`${name}_lo`, unit, `Lower end of ${meaning}`),
  number(`${name}_hi`, unit, `Upper end of ${meaning}`),
];

/** Name of a measure, in tables with a row for each. */
export const measureColumn = string('measure', 'Name of the measure');

/** Unit of the columns whose numbers are a measure's. */
export const unitOfMeasure = "the measure's";
