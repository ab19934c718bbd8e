/** One column of a table: what a number means and in which unit, said once for CSV, docs and charts. */
export interface Column {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'string';
  readonly unit: string;
  readonly meaning: string;
}

/** A tidy table: one row an observation, one column a variable. */
export interface Table {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly Column[];
}

/** Column of numbers with a unit. */
export const number = (name: string, unit: string, meaning: string): Column => ({
  name,
  type: 'number',
  unit,
  meaning,
});

/** Column of counts. */
export const integer = (name: string, meaning: string): Column => ({
  name,
  type: 'integer',
  unit: 'count',
  meaning,
});

/** Column of names. */
export const string = (name: string, meaning: string): Column => ({
  name,
  type: 'string',
  unit: '',
  meaning,
});

/** Columns that many tables have. */
export const day = number('time_days', 'days', 'Time since the start of the run');
export const avs = string('avs', 'AVS, by its name in the scenario');
export const set = string('set', 'Operator set, by its name in the scenario');
export const operator = string(
  'operator',
  'Operator: its group and number, or its name from a CSV population',
);
export const group = string('group', 'Group of operators, by its name in the scenario');
export const layer = string(
  'layer',
  'Layer of the incentive stack: rewards, fees or programmatic; slashed: stake that the set redistributed',
);
export const programme = string(
  'programme',
  'Programmatic incentive, by its name in the scenario; else empty',
);
