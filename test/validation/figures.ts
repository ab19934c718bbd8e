import { readFileSync } from 'node:fs';
import { simulate } from '../../sim/index.ts';
import { readScenario } from '../../src/files/scenario.ts';
import { replicateSeed } from '../../src/study/seeds.ts';
import { statistics } from '../../src/study/statistics.ts';

/** Replicates behind the figures that the scenario files state; the same seeds in every scenario. */
const replicates = 8;

/** Values of each summary measure, by replicate. */
export type Measures = ReadonlyMap<string, readonly number[]>;

/** Runs a scenario of the library. */
export function measure(name: string): Measures {
  const reading = readScenario(fileOf(name));
  if (!reading.ok) throw new Error(`invalid scenario: ${name}`);
  const { scenario } = reading.value;
  const values = new Map<string, number[]>();
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (const row of simulate(scenario, replicateSeed(scenario.seed, replicate))) {
      if (row.table !== 'summary' || row.values[2] === null) continue;
      const key = String(row.values[0]);
      values.set(key, [...(values.get(key) ?? []), Number(row.values[2])]);
    }
  }
  return values;
}

/** The lines of a scenario's comment that state a figure: measure, mean and 95% interval over the replicates. */
export function statedFigures(name: string): string[] {
  return readFileSync(fileOf(name), 'utf8')
    .split('\n')
    .filter(line => /^# {3}\S+ {2,}\S/.test(line));
}

/** The same lines as the runs give them, to put into the file when the model has changed. */
export function measuredFigures(name: string, measures: Measures): string[] {
  return statedFigures(name).map(line => figureLine(line.slice(4).split(' ')[0]!, measures));
}

function figureLine(key: string, measures: Measures): string {
  const { mean, ci95 } = statistics(measures.get(key) ?? []);
  const digits = (value: number): string => String(Number(value.toPrecision(3)));
  return `#   ${key.padEnd(32)}${digits(mean).padStart(9)}  [${ci95!.map(digits).join(', ')}]`;
}

function fileOf(name: string): string {
  return `scenarios/${name}.yaml`;
}
