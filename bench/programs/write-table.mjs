// Writes the table `operators` of the flagship, its rows again and again, and prints how long that took, as JSON.
// Usage: write-table.mjs csv|parquet ROWS PATH
import { statSync } from 'node:fs';
import { parseScenario, simulate, tables } from '../../dist/sim/index.js';
import { openCsv } from '../../dist/src/results/tables/csv.js';
import { openParquet } from '../../dist/src/results/tables/parquet.js';
import { flagship } from '../flagship.mjs';

const [, , format, count, path] = process.argv;
const rows = Number(count);
const name = 'operators';
const table = tables.find(one => one.name === name);
const drawn = [...simulate(parseScenario(flagship(28)).scenario, 1, {}, [name])].map(({ values }) => values);

const start = performance.now();
const before = process.cpuUsage();
const columns = table.columns.map(column => column.name);
const writer = format === 'csv' ? openCsv(path, columns) : openParquet(path, table);
for (let row = 0; row < rows; row++) writer.write(drawn[row % drawn.length]);
writer.close();
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    seconds: (performance.now() - start) / 1e3,
    cpuSeconds: (user + system) / 1e6,
    peakRssMb: process.resourceUsage().maxRSS / 1e3,
    bytes: statSync(path).size,
    columns: columns.length,
  }),
);
