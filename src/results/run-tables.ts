import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from '../../sim/measures/tables/column-kinds.ts';
import { type ColumnKind, defineTable, named } from '../../sim/measures/tables/define-table.ts';
import { type Row, type Table, tables } from '../../sim/measures/tables/index.ts';
import { index } from './statistic-columns.ts';
import { better, summaryColumns } from './summary-columns.ts';
import { openCsv, type TableWriter } from './tables/csv.ts';

const replicate = index('Replicate of the run, from 0; its seed is in design.csv');

/** A seed is a number or text. */
const seed: ColumnKind<number | string> = text('Root of all randomness of the replicate');

/** `design.csv` of `opset run`: the replicates and their seeds. */
export const replicatesTable = defineTable({
  name: 'design',
  meaning: 'Each replicate and the seed that makes it again',
  columns: { replicate, seed },
});

/** `summary.csv` of `opset run`: statistics of each measure over the replicates. */
export const runSummaryTable = defineTable({
  name: 'summary',
  meaning: 'Each measure over the replicates',
  columns: { ...summaryColumns, meaning: text('What the measure says'), better },
});

/** Tables that every replicate adds rows to: the simulator's, with the replicate as first column. */
const runTables: readonly Table[] = tables.map(table => ({
  // The simulator's summary is one value a run: over replicates it is a table of its own.
  name: table.name === 'summary' ? 'measures' : table.name,
  meaning: table.meaning,
  columns: [named('replicate', replicate), ...table.columns],
}));

/** Every table of a results directory of `opset run`, in the order of the data dictionary. */
export const allTables: readonly Table[] = [replicatesTable, runSummaryTable, ...runTables];

/** The data dictionary of the tables of `opset run`: see {@link dictionaryOf}. */
export function dataDictionary(): unknown {
  return dictionaryOf(allTables);
}

/** The data dictionary of some tables: the file of each, and the type, unit and meaning of each column. */
function dictionaryOf(all: readonly Table[]) {
  return {
    tables: all.map(({ name, meaning, columns }) => ({ file: `${name}.csv`, name, meaning, columns })),
  };
}

/**
 * Writes `columns.json`, the data dictionary of the tables in a directory.
 *
 * @param more further entries of the document
 */
export function writeDictionary(directory: string, all: readonly Table[], more: object = {}): void {
  const dictionary = { ...dictionaryOf(all), ...more };
  writeFileSync(join(directory, 'columns.json'), `${JSON.stringify(dictionary, null, 2)}\n`);
}

/** The CSV files of `opset run` while its replicates fill them. */
export interface TableWriters {
  /** Adds a row of a replicate; throws on a table that nobody declared. */
  write(replicate: number, row: Row): void;
  /** Closes every file; returns the rows of each by file name. */
  close(): Map<string, number>;
}

/**
 * Opens a CSV in a directory for each table that replicates add to. All are open at once, as rows of all tables come
 * mixed. Tables without rows have a header.
 */
export function openTables(directory: string): TableWriters {
  const writers = new Map<string, TableWriter>();
  const files = new Map<string, TableWriter>();
  for (const [place, table] of runTables.entries()) {
    const writer = openCsv(join(directory, `${table.name}.csv`), namesOf(table));
    writers.set(tables[place]!.name, writer);
    files.set(`${table.name}.csv`, writer);
  }
  return {
    write(run, row) {
      const writer = writers.get(row.table);
      if (writer === undefined) throw new Error(`unknown table: ${row.table}`);
      writer.write([run, ...row.values]);
    },
    close: () => new Map([...files].map(([name, writer]) => [name, writer.close()])),
  };
}

function namesOf({ columns }: Table): string[] {
  return columns.map(column => column.name);
}
