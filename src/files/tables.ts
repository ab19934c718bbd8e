import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, type Row, type Table, tables } from '../../sim/measures/tables.ts';
import { openCsv, type TableWriter } from './csv.ts';

const number = (name: string, unit: string, meaning: string): Column => ({
  name,
  type: 'number',
  unit,
  meaning,
});
const string = (name: string, meaning: string): Column => ({ name, type: 'string', unit: '', meaning });

const replicate: Column = {
  name: 'replicate',
  type: 'integer',
  unit: 'index',
  meaning: 'Replicate of the run, from 0; its seed is in design.csv',
};

const ofMeasure = "the measure's";

/** The replicates and their seeds. */
export const design: Table = {
  name: 'design',
  meaning: 'Each replicate and the seed that makes it again',
  columns: [replicate, string('seed', 'Root of all randomness of the replicate')],
};

/** Statistics of each measure over the replicates. */
export const summary: Table = {
  name: 'summary',
  meaning: 'Each measure over the replicates',
  columns: [
    string('measure', 'Name of the measure'),
    string('unit', 'Unit of the measure'),
    { name: 'n', type: 'integer', unit: 'count', meaning: 'Replicates that have a value' },
    number('mean', ofMeasure, 'Mean'),
    number('sd', ofMeasure, 'Standard deviation over replicates; empty for one'),
    number(
      'ci95_lo',
      ofMeasure,
      'Lower end of the 95% t interval of the mean, within the bounds of shares and counts; empty for one',
    ),
    number(
      'ci95_hi',
      ofMeasure,
      'Upper end of the 95% t interval of the mean, within the bounds of shares; empty for one',
    ),
    number('p05', ofMeasure, '5th percentile over replicates'),
    number('p50', ofMeasure, 'Median over replicates'),
    number('p95', ofMeasure, '95th percentile over replicates'),
    ...['p05', 'p50', 'p95'].flatMap(name => [
      number(
        `${name}_lo`,
        ofMeasure,
        `Lower end of the 95% interval of ${name}; empty where replicates are too few`,
      ),
      number(
        `${name}_hi`,
        ofMeasure,
        `Upper end of the 95% interval of ${name}; empty where replicates are too few`,
      ),
    ]),
    {
      name: 'tails_need',
      type: 'integer',
      unit: 'count',
      meaning:
        'Replicates that p05 and p95 need, where there are fewer: they are then hardly more than the extremes',
    },
    string('meaning', 'What the measure says'),
    string('better', 'Which way is good: higher, lower or neither'),
  ],
};

/** Tables that every replicate adds to, as files hold them: the simulator's, with the replicate in front. */
const runTables: readonly Table[] = tables.map(table => ({
  ...table,
  // The simulator's summary is one value a run: over replicates it is a table of its own.
  name: table.name === 'summary' ? 'measures' : table.name,
  columns: [replicate, ...table.columns],
}));

/** Every table of a results directory, in the order of the data dictionary. */
export const allTables: readonly Table[] = [design, summary, ...runTables];

/** The data dictionary: each table, its file, and each column's type, unit and meaning. */
export function dataDictionary(): unknown {
  return { tables: allTables.map(table => ({ file: `${table.name}.csv`, ...table })) };
}

/** The CSV files of a results directory while runs fill them. */
export interface TableWriters {
  /** Adds a row of a run; throws on a table that nobody declared. */
  write(replicate: number, row: Row): void;
  /** Closes every file; rows by file name. */
  close(): Map<string, number>;
}

/** Opens a CSV for each table of a run in a directory. */
export function openTables(directory: string): TableWriters {
  const writers = new Map<string, TableWriter>();
  const files = new Map<string, TableWriter>();
  for (const [index, table] of runTables.entries()) {
    const writer = openCsv(join(directory, `${table.name}.csv`), namesOf(table));
    writers.set(tables[index].name, writer);
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

/** Writes a small table at once; the number of its rows. */
export function writeTable(
  directory: string,
  table: Table,
  rows: readonly (readonly (number | string | null)[])[],
): number {
  const writer = openCsv(join(directory, `${table.name}.csv`), namesOf(table));
  for (const row of rows) writer.write(row);
  return writer.close();
}

/** Writes `columns.json`, the data dictionary. */
export function writeDictionary(directory: string): void {
  writeFileSync(join(directory, 'columns.json'), `${JSON.stringify(dataDictionary(), null, 2)}\n`);
}

function namesOf({ columns }: Table): string[] {
  return columns.map(column => column.name);
}
