import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '../../../sim/measures/tables/index.ts';
import { openCsv, type TableCell, type TableWriter } from './csv.ts';

/** A kind of file that holds a table. */
export interface TableFormat {
  /** End of its files' names, without the dot. */
  readonly suffix: string;
  open(path: string, table: Table): TableWriter;
}

/** A table that is being written in several formats; its files get their names when it is closed. */
export interface TableFiles {
  write: TableWriter['write'];
  /** Closes the files and gives them their names; returns the rows of each by file name. */
  close(): Map<string, number>;
  /** Removes what was written. */
  discard(): void;
}

const csv: TableFormat = {
  suffix: 'csv',
  open: (path, { columns }) =>
    openCsv(
      path,
      columns.map(({ name }) => name),
    ),
};

/** The formats of tables: CSV, and Parquet too where that is wanted. */
export async function tableFormats(parquet: boolean): Promise<readonly TableFormat[]> {
  if (!parquet) return [csv];
  const { openParquet } = await import('./parquet.ts');
  return [csv, { suffix: 'parquet', open: openParquet }];
}

/**
 * Opens a table in a directory; a former one is not touched before the new one is whole. Drafts are hidden files
 * beside it. Whoever opens it closes or discards it.
 */
export function openTable(directory: string, table: Table, all: readonly TableFormat[]): TableFiles {
  const files = all.map(({ suffix, open }) => {
    const name = `${table.name}.${suffix}`;
    const draft = join(directory, `.${name}.partial`);
    return { name, draft, writer: open(draft, table) };
  });
  const discard = (): void => {
    for (const { draft } of files) rmSync(draft, { force: true });
  };
  return {
    write(cells) {
      for (const { writer } of files) writer.write(cells);
    },
    close() {
      try {
        const rows = new Map(files.map(({ name, writer }) => [name, writer.close()]));
        for (const { name, draft } of files) renameSync(draft, join(directory, name));
        return rows;
      } catch (error) {
        discard();
        throw error;
      }
    },
    discard,
  };
}

/**
 * Writes a whole table, in CSV unless other formats are given; gives the rows of each file by file name. Where a row
 * is invalid or the disk full, it throws, and the table that was there stays.
 */
export function writeTable(
  directory: string,
  table: Table,
  rows: Iterable<readonly TableCell[]>,
  all: readonly TableFormat[] = [csv],
): Map<string, number> {
  const files = openTable(directory, table, all);
  try {
    for (const cells of rows) files.write(cells);
  } catch (error) {
    files.discard();
    throw error;
  }
  return files.close();
}
