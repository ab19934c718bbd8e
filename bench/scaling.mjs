// How cost and memory grow with restakers, operators, sets, tasks and days, one at a time, each over three orders of
// magnitude, every point in a process of its own; and what daily sampling adds. `--write` rewrites bench/SCALING.md.
import { flagship } from './flagship.mjs';
import { exponentOf, inTurn, measured, median, printTable, program, rounded } from './harness.mjs';
import { writeScaling } from './scaling-report.mjs';
import { world } from './world.mjs';

export const meaning = 'cost and memory against restakers, operators, sets, tasks and days, with exponents';

export const options = {
  points: { value: 7, meaning: 'sizes of each, from the least on: x1, x3, x10, x30, ...' },
  limit: {
    value: 60,
    meaning: 'seconds after which a point is given up, and the larger ones of its row with it',
  },
  days: { value: 30, meaning: 'days of a point, where it is not days that vary' },
  rounds: { value: 3, meaning: 'rounds of daily and weekly sampling of the flagship in turn' },
  write: { value: false, meaning: 'rewrite bench/SCALING.md and its chart' },
};

/** What is varied: its least value, and what else its worlds have other than the common world. */
const rows = [
  { name: 'restakers', least: 1_000 },
  { name: 'operators', least: 10 },
  { name: 'sets', least: 1 },
  { name: 'tasks', least: 100, unit: 'a day' },
  { name: 'days', least: 3 },
];

const common = { restakers: 1_000, operators: 100, sets: 10, tasks: 0 };

/** The n-th size from a least one on: x1, x3, x10, ... */
const sizeAt = (least, place) => least * 10 ** (place >> 1) * (place % 2 === 0 ? 1 : 3);

function scenarioAt(name, size, days) {
  const sizes = { ...common, days, [name]: size };
  return world({ ...sizes, avss: Math.ceil(sizes.sets / 3) });
}

/** Points of a row up to the first that takes longer than the limit. */
function measuredRow({ name, least }, { points, limit, days }) {
  const found = [];
  for (let place = 0; place < points; place++) {
    const size = sizeAt(least, place);
    const input = JSON.stringify(scenarioAt(name, size, days));
    const result = measured(program('simulate', 1, 'summary'), { input, seconds: limit });
    if (result === undefined) break;
    const [{ seconds, cpuSeconds, events }] = result.runs;
    found.push({
      size,
      seconds: rounded(seconds),
      cpuSeconds: rounded(cpuSeconds),
      events,
      peakRssMb: rounded(result.peakRssMb),
    });
  }
  return found;
}

/**
 * Exponents of CPU time: over all points of a row, and over its last order of magnitude, where what every run costs
 * hides least of the growth.
 */
function exponentsOf(points) {
  const cost = points.map(({ size, cpuSeconds }) => [size, cpuSeconds]);
  const [all, last] = [exponentOf(cost), exponentOf(cost.slice(-3))];
  return [all, last].map(exponent => (exponent === undefined ? null : rounded(exponent, 3)));
}

/** What part of a run's time daily sampling of all tables adds to weekly sampling. */
function samplingCost({ days, rounds }) {
  const command = program('simulate', 2, 'all');
  const field = [1, 7].map(sampleEvery => ({
    command,
    input: JSON.stringify({ ...flagship(days), sampleEvery: `${sampleEvery}d` }),
  }));
  const [daily, weekly] = inTurn(field, rounds).map(all => median(all.map(({ runs }) => runs[1].cpuSeconds)));
  return daily / weekly - 1;
}

export async function run(values) {
  const measuredRows = [];
  for (const row of rows) {
    const points = measuredRow(row, values);
    const [all, last] = exponentsOf(points);
    measuredRows.push({ ...row, points, exponent: all, lastExponent: last });
    console.log(`${row.name}${row.unit === undefined ? '' : ` ${row.unit}`}`);
    printTable([
      ['size', 'CPU s', 'MB', 'events'],
      ...points.map(({ size, cpuSeconds, peakRssMb, events }) => [size, cpuSeconds, peakRssMb, events]),
    ]);
    const left = values.points - points.length;
    if (left > 0) console.log(`  ${left} larger sizes are left out: the next takes over ${values.limit} s`);
    console.log(`  exponent of CPU time: ${all} over all, ${last} over the last order of magnitude`);
  }
  const sampling = samplingCost(values);
  console.log(`daily sampling of all tables costs ${(100 * sampling).toFixed(1)}% of a flagship run (CPU)`);
  if (values.write) await writeScaling({ rows: measuredRows, common, sampling, values });
  const figures = of => Object.fromEntries(measuredRows.map(row => [row.name, of(row)]));
  return {
    exponents: figures(({ lastExponent }) => lastExponent),
    exponentsOverAll: figures(({ exponent }) => exponent),
    sampling: rounded(sampling),
    largest: figures(({ points }) => points.at(-1)),
  };
}
