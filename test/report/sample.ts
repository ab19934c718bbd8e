import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { tables } from '../../sim/measures/tables/index.ts';
import { background } from './flow-rows.ts';
import { type SampleOptions, sampleRows } from './rows.ts';

const summary = (avs: string): readonly (readonly [string, string, number, number, string])[] => [
  [`${avs}.heavy.on_time`, 'fraction', 0.957, 0.011, 'Share of heavy tasks that met their deadline'],
  [`${avs}.gpu.members.mean`, 'count', 26.4, 1.2, 'Mean number of members of the GPU set'],
  [`${avs}.cpu.members.mean`, 'count', 119, 4, 'Mean number of members of the CPU set'],
  [`${avs}.gpu.slashable.mean`, 'USD', 5.6e7, 3e6, 'Mean slashable stake of the GPU set'],
  [`${avs}.gpu.cost`, 'USD/week', 1.05e5, 0, 'What the AVS paid for the set'],
  [`${avs}.gpu.nakamoto.mean`, 'count', 4, 0.3, 'Fewest members with a third of the stake'],
  ['operators.gpu.profit', 'USD/week', 1240, 210, 'Median weekly profit of GPU operators'],
  [
    'restakers.curators.net_apr',
    'fraction/year',
    0.0512,
    0.002,
    'Rewards less slashes over stake at the start, by year',
  ],
];

/** Writes the sample as a results directory: a CSV a table, summary.csv and scenario.yaml. */
export function writeSample(directory: string, options: SampleOptions = {}): void {
  const { replicates = 1, without = [], avs = 'inference', days = 365 } = options;
  mkdirSync(directory, { recursive: true });
  const rows = sampleRows(options);
  for (const table of tables) {
    if (without.includes(table.name) || table.name === 'summary') continue;
    const fields = ['replicate', ...table.columns.map(column => column.name)];
    const csv = Papa.unparse({ fields, data: rows[table.name] ?? [] }, { newline: '\n' });
    writeFileSync(join(directory, `${table.name}.csv`), `${csv}\n`);
  }
  if (!without.includes('summary')) {
    const fields = 'measure,unit,n,mean,sd,ci95_lo,ci95_hi,p05,p50,p95,meaning'.split(',');
    const data = summary(avs).map(([measure, unit, mean, sd, meaning]) => [
      measure,
      unit,
      replicates,
      mean,
      sd,
      mean - sd / 2,
      mean + sd / 2,
      mean - 2 * sd,
      mean,
      mean + 2 * sd,
      meaning,
    ]);
    writeFileSync(join(directory, 'summary.csv'), `${Papa.unparse({ fields, data }, { newline: '\n' })}\n`);
  }
  if (without.includes('scenario')) return;
  const set = '{ strategies: [ETH], reward: { kind: uniqueStake } }';
  writeFileSync(
    join(directory, 'scenario.yaml'),
    `name: sample
description: A made-up year of an AVS for decentralised AI with a GPU set and a wide CPU set. It shows the page, not a result.
horizon: ${days}d
seed: 7
gpus: { h100: {} }
avss:
  ${JSON.stringify(avs)}:
    sets: { gpu: ${set}, cpu: ${set} }
    tasks: { heavy: { sets: [gpu] }, light: { sets: [gpu, cpu] } }
${Object.keys(background)
  .map(name => `  ${name}: { sets: { all: ${set} } }`)
  .join('\n')}
operators: { gpu: { count: ${options.gpuOperators ?? 40} }, cpu: { count: ${options.cpuOperators ?? 160} } }
restakers: { retail: {}, whales: {}, curators: {} }
`,
  );
}
