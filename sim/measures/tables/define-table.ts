/** A cell of a table; null is missing. */
export type TableCell = number | string | null;

/**
 * A row of a table, its values in the order of the table's columns. An array instead of an object: a run makes very
 * many of them, and a writer needs no names. `DefinedTable.cells` gives the names back.
 */
export interface Row {
  readonly table: string;
  readonly values: readonly TableCell[];
}

/** One column of a table: what a value means and in which unit, said once for CSV, docs and charts. */
export interface Column {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'string';
  /** Unit of the numbers; empty for text and for numbers without one. */
  readonly unit: string;
  readonly meaning: string;
}

/** A tidy table: one row an observation, one column a variable. */
export interface Table {
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly Column[];
}

/** A column without its name; `Holds` is the type of its cells, for the compiler alone. */
export interface ColumnKind<Holds extends TableCell = TableCell> extends Omit<Column, 'name'> {
  readonly holds?: Holds;
}

/** The cells of a row by the keys of the columns. */
export type CellsOf<Columns extends Readonly<Record<string, ColumnKind>>> = {
  readonly [Key in keyof Columns]: Columns[Key] extends ColumnKind<infer Holds> ? Holds : never;
};

/**
 * A table with the way to fill and to read its rows by the keys of its columns. What is known of the type of each
 * cell goes from the kinds of columns to whoever writes or reads a row, without a second list.
 */
export interface DefinedTable<Columns extends Readonly<Record<string, ColumnKind>>> extends Table {
  /** Place of each column among the values of a row. For loops over many rows: `values[table.at.profitUsd]`. */
  readonly at: { readonly [Key in keyof Columns]: number };
  /** Makes a row; the compiler refuses a cell that is missing, misnamed or of the wrong type. */
  row(cells: CellsOf<Columns>): Row;
  /** The cells of a row of the table. */
  cells(row: Row): CellsOf<Columns>;
}

/** The cells of a row of a defined table, by key. */
export type RowCells<T> = T extends { row(cells: infer Cells): Row } ? Cells : never;

/**
 * Defines a table by its columns, in their order. The order of the keys is the order of the columns in files, so
 * that a new column goes to the end.
 *
 * @param columns kinds of columns by key; the name in files is the key in snake case: `profitUsd` is `profit_usd`
 */
export function defineTable<Columns extends Readonly<Record<string, ColumnKind>>>({
  name,
  meaning,
  columns,
}: {
  readonly name: string;
  readonly meaning: string;
  readonly columns: Columns;
}): DefinedTable<Columns> {
  const keys = Object.keys(columns);
  return {
    name,
    meaning,
    columns: columnsOf(columns),
    at: Object.fromEntries(keys.map((key, place) => [key, place])) as DefinedTable<Columns>['at'],
    row: cells => ({ table: name, values: inOrder(keys, cells) }),
    cells: ({ values }) =>
      Object.fromEntries(keys.map((key, place) => [key, values[place]])) as CellsOf<Columns>,
  };
}

/** Columns under the names that follow from their keys, in the order of the keys. */
export function columnsOf(kinds: Readonly<Record<string, ColumnKind>>): Column[] {
  return Object.entries(kinds).map(([key, kind]) => named(snakeCase(key), kind));
}

/** A column of a kind under a name. */
export function named(name: string, { type, unit, meaning }: ColumnKind): Column {
  return { name, type, unit, meaning };
}

/** The cells under keys, in the order of the keys; fastest where the cells are written in that order. */
function inOrder(keys: readonly string[], cells: Readonly<Record<string, TableCell>>): TableCell[] {
  const values = new Array<TableCell>(keys.length);
  let place = 0;
  // A loop over the cells is read off their layout in memory; a look-up by key takes several times as long.
  for (const key in cells) {
    if (key !== keys[place]) return keys.map(each => cells[each]!);
    values[place++] = cells[key]!;
  }
  return values;
}

/** `profitUsd` as `profit_usd`: every capital begins a word. */
function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
