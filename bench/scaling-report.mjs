// Writes bench/SCALING.md, and its chart to reports/gallery, from what bench/scaling.mjs measured.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSvg } from '../dist/src/report/render.js';
import { root } from './harness.mjs';

const lines = text =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim())
    .join('\n');

const titleOf = ({ name, unit }) => (unit === undefined ? name : `${name} ${unit}`);

/** One panel for each thing that is varied: CPU seconds and memory against its size, on logarithmic scales. */
function chartOf(rows) {
  const values = rows.flatMap(row =>
    row.points.flatMap(({ size, cpuSeconds, peakRssMb }) => [
      { varied: titleOf(row), size, what: 'CPU seconds', value: cpuSeconds },
      { varied: titleOf(row), size, what: 'memory in MB', value: peakRssMb },
    ]),
  );
  return {
    data: { values },
    facet: { field: 'varied', sort: rows.map(titleOf), title: null },
    columns: 3,
    spec: {
      width: 200,
      height: 160,
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'size', type: 'quantitative', scale: { type: 'log' }, title: null },
        y: { field: 'value', type: 'quantitative', scale: { type: 'log' }, title: null },
        color: { field: 'what', type: 'nominal', title: null },
      },
    },
    resolve: { scale: { x: 'independent' } },
    background: 'white',
  };
}

function tableOf(row, { points: wanted, limit }) {
  const { points, exponent, lastExponent } = row;
  const left = wanted - points.length;
  const missing = left > 0 ? ` The next size takes over ${limit} s: ${left} are left out.` : '';
  const cells = points.map(
    ({ size, cpuSeconds, peakRssMb, events }) =>
      `| ${size.toLocaleString('en')} | ${cpuSeconds} | ${peakRssMb} | ${events.toLocaleString('en')} |`,
  );
  return [
    `## ${titleOf(row)}`,
    '',
    `Exponent ${exponent} over all sizes, ${lastExponent} over the last order of magnitude.${missing}`,
    '',
    `| ${titleOf(row)} | CPU s | MB | events |`,
    '| ---: | ---: | ---: | ---: |',
    ...cells,
    '',
  ].join('\n');
}

/** What ten million restakers need, from the last two sizes that were measured, as a straight line. */
function tenMillion(points, { days }) {
  if (points.length < 2) return '';
  const [before, last] = points.slice(-2);
  const at = figure => {
    const each = (last[figure] - before[figure]) / (last.size - before.size);
    return last[figure] + each * (1e7 - last.size);
  };
  return lines(`
    A world of 10,000,000 restakers would need about ${Math.round(at('peakRssMb')).toLocaleString('en')} MB and
    ${Math.round(at('cpuSeconds'))} s for ${days} days: the line through the last two sizes above, not a measurement.
  `);
}

/**
 * Writes the table and the chart.
 *
 * @param rows what was varied, with its points and exponents
 * @param common the world of which one thing at a time is varied
 * @param sampling part that daily sampling adds to a run of the flagship
 * @param values options of the benchmark
 */
export async function writeScaling({ rows, common, sampling, values }) {
  const world = Object.entries({ ...common, days: values.days })
    .map(([name, number]) => `${number.toLocaleString('en')} ${name}`)
    .join(', ');
  const restakers = rows.find(({ name }) => name === 'restakers');
  const text = [
    '# How cost grows with the world',
    '',
    lines(`
      Made by \`npm run bench -- scaling --write\`. One thing at a time is varied from a common world (${world}; one AVS to
      three sets) with every decision made; tasks stand for tasks a day. Each point is a run in a process of its own, its
      set-up and the warming of the compiler included: that constant hides in the exponent over all sizes and is least in
      that over the last order of magnitude. CPU time counts the threads that compile and collect garbage.
    `),
    '',
    '![CPU time and memory against size, one panel for each thing varied](../reports/gallery/scaling.svg)',
    '',
    ...rows.map(row => tableOf(row, values)),
    '## Ten million restakers',
    '',
    tenMillion(restakers.points, values),
    '',
    '## Sampling',
    '',
    `Sampling all tables daily instead of weekly adds ${(100 * sampling).toFixed(1)}% to a run of the flagship.`,
    '',
  ];
  writeFileSync(join(root, 'bench', 'SCALING.md'), text.join('\n'));
  writeFileSync(join(root, 'reports', 'gallery', 'scaling.svg'), `${await toSvg(chartOf(rows))}\n`);
}
