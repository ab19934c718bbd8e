import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { readScenario } from '../../src/input/scenario-file.ts';
import { replicateSeed } from '../../src/runs/replicate-seed.ts';
import { boundsOf } from '../../src/study/statistics/intervals.ts';
import { statistics } from '../../src/study/statistics/statistics.ts';

/** Replicates behind the figures that the scenario files state; the same seeds in every scenario. */
const replicates = 8;

/** Values of each summary measure, by replicate, and their unit. */
export type Measures = ReadonlyMap<string, { readonly unit: string; readonly values: readonly number[] }>;

/** Runs a scenario of the library. */
export function measure(name: string): Measures {
  const reading = readScenario(fileOf(name));
  if (!reading.ok) throw new Error(`invalid scenario: ${name}`);
  const { scenario } = reading.value;
  const measures = new Map<string, { unit: string; values: number[] }>();
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (const row of simulate(scenario, replicateSeed(scenario.seed, replicate), {}, ['summary'])) {
      if (row.values[2] === null) continue;
      const [name, unit, value] = row.values;
      const known = measures.get(String(name)) ?? { unit: String(unit), values: [] };
      known.values.push(Number(value));
      measures.set(String(name), known);
    }
  }
  return measures;
}

/** Matches the lines of a scenario's comment that state a figure: measure, mean and 95% interval over the replicates. */
const figure = /^# {3}(\S+) {2,}\S.*$/gm;

/**
 * Holds the figures that a scenario file states against those that its runs give. When the model has changed, `npm run
 * figures` puts the new ones in.
 */
export async function expectStatedFigures(name: string, measures: Measures): Promise<void> {
  const text = readFileSync(fileOf(name), 'utf8');
  expect(text.match(figure)?.length).toBeGreaterThan(3);
  const measured = text.replace(figure, (_, key: string) => figureLine(key, measures));
  await expect(measured).toMatchFileSnapshot(resolve(fileOf(name)));
}

function figureLine(key: string, measures: Measures): string {
  const { values, unit } = measures.get(key) ?? { values: [], unit: '' };
  const { mean, ci95 } = statistics(values, boundsOf(unit));
  const digits = (value: number): string => String(Number(value.toPrecision(3)));
  const spread = ci95 === null ? 'in every run' : `[${ci95.map(digits).join(', ')}]`;
  return `#   ${key.padEnd(32)}${digits(mean).padStart(9)}  ${spread}`;
}

function fileOf(name: string): string {
  return `scenarios/${name}.yaml`;
}
