import { closeSync, openSync, writeFileSync } from 'node:fs';
import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Column, Table } from '../../../sim/measures/tables/index.ts';
import type { TableCell } from './csv.ts';
import { checkRow, type TableWriter } from './csv.ts';

/** Rows of a row group, the least that a reader loads. */
const groupRows = 100_000;

/** Parquet's type for each of ours. */
const types: Readonly<Record<Column['type'], BasicType>> = {
  number: 'DOUBLE',
  integer: 'INT32',
  string: 'STRING',
};

/**
 * Opens a Parquet file of a table: columns have types, a missing value is null, compression is Snappy. Integers have
 * 32 bits. A row group is in memory before it is written, however many rows the table has. Without `close` the file
 * has no footer, and cannot be read.
 */
export function openParquet(path: string, { columns }: Table): TableWriter {
  const names = columns.map(({ name }) => name);
  const empty = (): TableCell[][] => columns.map(() => []);
  const sources = (cells: TableCell[][]) =>
    columns.map(({ name, type }, index) => ({ name, type: types[type], data: cells[index]! }));
  const file = openSync(path, 'w');
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: sources(empty()) }),
    createdBy: 'opset',
  });
  let waiting = empty();
  let rows = 0;
  // The library gathers bytes without end: they go to the file, and the place that they took is used again.
  const drain = (): void => {
    writeFileSync(file, new Uint8Array(bytes.buffer, 0, bytes.index));
    bytes.index = 0;
  };
  const flush = (): void => {
    if (waiting[0]!.length > 0) parquet.write({ columnData: sources(waiting), rowGroupSize: groupRows });
    waiting = empty();
    drain();
  };
  return {
    write(cells) {
      checkRow(path, names, cells);
      for (const [index, cell] of cells.entries()) waiting[index]!.push(cell);
      if (++rows % groupRows === 0) flush();
    },
    close() {
      try {
        flush();
        parquet.finish();
        drain();
      } finally {
        closeSync(file);
      }
      return rows;
    },
  };
}
