import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { integer, number, string } from '../../sim/measures/tables/columns.ts';
import { type Row, type Table, tables } from '../../sim/measures/tables/index.ts';
import { openCsv, type TableWriter } from './csv.ts';
import { indexColumn, intervalColumns, measureColumn, unitOfMeasure } from './statistic-columns.ts';

const replicate = indexColumn('replicate', 'Replicate of the run, from 0; its seed is in design.csv');

/** `design.csv` of `opset run`: the replicates and their seeds. */
export const replicatesTable: Table = {
  name: 'design',
  meaning: 'Each replicate and the seed that makes it again',
  columns: [replicate, string('seed', 'Root of all randomness of the replicate')],
};

/** `summary.csv` of `opset run`: statistics of each measure over the replicates. */
export const runSummaryTable: Table = {
  name: 'summary',
  meaning: 'Each measure over the replicates',
  columns: [
    measureColumn,
    string('unit', 'Unit of the measure'),
    integer('n', 'Replicates that have a value'),
    number('mean', unitOfMeasure, 'Mean'),
    number('sd', unitOfMeasure, 'Standard deviation over replicates; empty for one'),
    ...intervalColumns(
      'ci95',
      unitOfMeasure,
      'the 95% t interval of the mean, within the bounds of shares and counts; empty for one',
    ),
    number('p05', unitOfMeasure, '5th percentile over replicates'),
    number('p50', unitOfMeasure, 'Median over replicates'),
    number('p95', unitOfMeasure, '95th percentile over replicates'),
    ...['p05', 'p50', 'p95'].flatMap(name =>
      intervalColumns(name, unitOfMeasure, `the 95% interval of ${name}; empty where replicates are too few`),
    ),
    integer(
      'tails_need',
      'Replicates that p05 and p95 need, where there are fewer: they are then hardly more than the extremes',
    ),
    string('meaning', 'What the measure says'),
    string('better', 'Which way is good: higher, lower or neither'),
  ],
};

/** Tables that every replicate adds rows to: the simulator's, with the replicate as first column. */
const runTables: readonly Table[] = tables.map(table => ({
  ...table,
  // The simulator's summary is one value a run: over replicates it is a table of its own.
  name: table.name === 'summary' ? 'measures' : table.name,
  columns: [replicate, ...table.columns],
}));

/** Every table of a results directory of `opset run`, in the order of the data dictionary. */
export const allTables: readonly Table[] = [replicatesTable, runSummaryTable, ...runTables];

/** The data dictionary of the tables of `opset run`: see {@link dictionaryOf}. */
export function dataDictionary(): unknown {
  return dictionaryOf(allTables);
}

/** The data dictionary of some tables: the file of each, and the type, unit and meaning of each column. */
export function dictionaryOf(all: readonly Table[]) {
  return { tables: all.map(table => ({ file: `${table.name}.csv`, ...table })) };
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

/** Opens a CSV in a directory for each table that replicates add to. */
export function openTables(directory: string): TableWriters {
  const writers = new Map<string, TableWriter>();
  const files = new Map<string, TableWriter>();
  for (const [index, table] of runTables.entries()) {
    const writer = openCsv(join(directory, `${table.name}.csv`), namesOf(table));
    writers.set(tables[index]!.name, writer);
    files.set(`${table.name}.csv`, writer);
  }
  return {
    write(index, row) {
      const writer = writers.get(row.table);
      if (writer === undefined) throw new Error(`unknown table: ${row.table}`);
      writer.write([index, ...row.values]);
    },
    close: () => new Map([...files].map(([name, writer]) => [name, writer.close()])),
  };
}

function namesOf({ columns }: Table): string[] {
  return columns.map(column => column.name);
}
