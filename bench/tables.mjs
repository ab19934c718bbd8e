// How fast rows reach the disk, as CSV and as Parquet: the table `operators` of the flagship, again and again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn, median, printTable, program, rounded } from './harness.mjs';

export const meaning = 'rows a second to CSV and Parquet';

export const options = {
  rows: { value: 300_000, meaning: 'rows of each file' },
  rounds: { value: 5, meaning: 'rounds of both formats in turn' },
};

const formats = ['csv', 'parquet'];

export function run({ rows, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), 'opset-bench-'));
  try {
    const field = formats.map(format => ({
      command: program('write-table', format, rows, join(folder, `table.${format}`)),
    }));
    const results = inTurn(field, rounds);
    const seconds = results.map(all => median(all.map(result => result.seconds)));
    const peaks = results.map(all => Math.max(...all.map(({ peakRssMb }) => peakRssMb)));
    const perRow = results.map(([first]) => first.bytes / rows);
    console.log(`${rows} rows of ${results[0][0].columns} columns, median of ${rounds}`);
    printTable(
      formats.map((format, index) => [
        format,
        `${seconds[index].toFixed(2)} s`,
        `${Math.round(rows / seconds[index]).toLocaleString('en')} rows/s`,
        `${perRow[index].toFixed(0)} bytes a row`,
        `${peaks[index].toFixed(0)} MB`,
      ]),
    );
    const figures = of => Object.fromEntries(formats.map((format, index) => [format, rounded(of(index))]));
    return {
      rows,
      rounds,
      seconds: figures(index => seconds[index]),
      rowsPerSecond: figures(index => rows / seconds[index]),
      bytesPerRow: figures(index => perRow[index]),
      peakRssMb: figures(index => peaks[index]),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
