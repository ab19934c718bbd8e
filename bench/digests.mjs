// Digests of every table of every scenario for three seeds, held against those recorded in bench/digests.csv: a change
// that shall not change results leaves them equal. Seed 3 also books each account (attribution: accounts).
// Usage: npm run build && node bench/digests.mjs [--record] [SCENARIO ...]
// --record writes the record anew, for a change that raises the model version.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { simulate } from '../dist/sim/index.js';
import { readScenario } from '../dist/src/input/scenario-file.js';

const file = new URL('digests.csv', import.meta.url);
const scenarios = new URL('../scenarios/', import.meta.url);

/** Lines `scenario,seed,table,rows,digest` of one run: a digest is of the values of a table's rows, in their order. */
function digestsOf(name, seed) {
  const reading = readScenario(new URL(`${name}.yaml`, scenarios).pathname, []);
  if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.problems)}`);
  const { scenario } = reading.value;
  const tables = new Map();
  for (const { table, values } of simulate(
    seed === 3 ? { ...scenario, attribution: 'accounts' } : scenario,
    seed,
  )) {
    let known = tables.get(table);
    if (known === undefined) {
      known = { hash: createHash('sha256'), rows: 0 };
      tables.set(table, known);
    }
    known.hash.update(`${JSON.stringify(values)}\n`);
    known.rows++;
  }
  return [...tables]
    .map(([table, { hash, rows }]) => `${name},${seed},${table},${rows},${hash.digest('hex').slice(0, 16)}`)
    .sort();
}

const asked = process.argv.slice(2).filter(word => word !== '--record');
const record = process.argv.includes('--record');
const names = readdirSync(scenarios)
  .filter(name => name.endsWith('.yaml'))
  .map(name => name.replace('.yaml', ''))
  .filter(name => asked.length === 0 || asked.includes(name));
const recorded = record ? [] : readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
const lines = [];
let differing = 0;
for (const name of names) {
  for (const seed of [1, 2, 3]) {
    const found = digestsOf(name, seed);
    lines.push(...found);
    const expected = recorded.filter(line => line.startsWith(`${name},${seed},`));
    const differs = [
      ...found.filter(line => !expected.includes(line)),
      ...expected.filter(line => !found.includes(line)),
    ];
    if (record || differs.length === 0) continue;
    differing++;
    const tables = [...new Set(differs.map(line => line.split(',')[2]))];
    console.log(`${name}, seed ${seed}: other rows in ${tables.join(', ')}`);
  }
}
if (record) writeFileSync(file, `scenario,seed,table,rows,sha256_16\n${lines.join('\n')}\n`);
console.log(
  record
    ? `recorded ${lines.length} digests`
    : `${names.length * 3 - differing} of ${names.length * 3} runs as recorded`,
);
process.exitCode = differing > 0 ? 1 : 0;
