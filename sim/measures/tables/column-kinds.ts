import type { ColumnKind, TableCell } from './define-table.ts';

/** Kind of columns of numbers in a unit. */
export const quantity = (unit: string, meaning: string): ColumnKind<number> => ({
  type: 'number',
  unit,
  meaning,
});

/** Kind of columns of amounts of money. */
export const usd = (meaning: string): ColumnKind<number> => quantity('USD', meaning);

/** Kind of columns of parts of a whole, from 0 to 1. */
export const fraction = (meaning: string): ColumnKind<number> => quantity('fraction', meaning);

/** Kind of columns of parts of a whole that come or go in a year. */
export const yearly = (meaning: string): ColumnKind<number> => quantity('fraction/year', meaning);

/** Kind of columns of ratios of two like amounts. */
export const ratio = (meaning: string): ColumnKind<number> => quantity('ratio', meaning);

/** Kind of columns of counts. */
export const count = (meaning: string): ColumnKind<number> => ({ type: 'integer', unit: 'count', meaning });

/** Kind of columns of names. */
export const text = (meaning: string): ColumnKind<string> => ({ type: 'string', unit: '', meaning });

/**
 * A kind of columns whose cells may be missing. It is the same at run time; the compiler then lets a cell be null,
 * and the meaning should say when it is.
 */
export const optional = <Holds extends TableCell>(kind: ColumnKind<Holds>): ColumnKind<Holds | null> => kind;

/** Time of an observation. */
export const time = quantity('days', 'Time since the start of the run');

/** Names of whom a row is about. */
export const avs = text('AVS, by its name in the scenario');
/** By name of the set alone: names are unique within an AVS, so that the key is AVS and set. */
export const set = text('Operator set, by its name in the scenario');
export const operator = text('Operator: its group and number, or its name from a CSV population');
export const group = text('Group of operators, by its name in the scenario');
export const cohort = text('Cohort of restakers, by its name in the scenario');

/** The layer of the incentive stack that pays, its programme and what it pays in. */
export const layer = text(
  'Layer of the incentive stack: rewards, fees or programmatic; slashed: stake that the set redistributed',
);
export const programme = text('Programmatic incentive, by its name in the scenario; else empty');
export const token = text('Asset paid');
