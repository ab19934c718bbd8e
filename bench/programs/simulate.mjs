// Runs a scenario and prints how long it took, as JSON. Usage: simulate.mjs RUNS TABLE,...|all, and the scenario as people write
// it, as JSON on stdin. The runs follow one another in this process, the first one cold.
import { readFileSync } from 'node:fs';
import { parseScenario, simulate, tables } from '../../dist/sim/index.js';

const [, , runs, wanted] = process.argv;
const names = wanted === 'all' ? tables.map(({ name }) => name) : wanted.split(',');
const parsed = parseScenario(JSON.parse(readFileSync(0, 'utf8')));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const results = Array.from({ length: Number(runs) }, (_, seed) => {
  const start = performance.now();
  const before = process.cpuUsage();
  const run = simulate(parsed.scenario, seed + 1, {}, names);
  let rows = 0;
  for (const portion of run.parts) rows += portion.length;
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - start) / 1e3,
    cpuSeconds: (user + system) / 1e6,
    events: run.events,
    rows,
  };
});
console.log(JSON.stringify({ runs: results, peakRssMb: process.resourceUsage().maxRSS / 1e3 }));
