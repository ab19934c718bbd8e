import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Scenario, simulate } from '../../../sim/index.ts';
import { readScenario } from '../../../src/input/scenario-file.ts';

const names = readdirSync('scenarios')
  .filter(file => file.endsWith('.yaml'))
  .map(file => file.replace('.yaml', ''));

/** Rows of the opening and of the first days of a run, as text, but for the picture that a run ends with. */
function firstDays(scenario: Scenario, days: number): string[] {
  const rows: string[] = [];
  let day = 0;
  for (const part of simulate(scenario).parts) {
    for (const row of part)
      if (row.table !== 'flows' || Number(row.values[0]) < days) rows.push(JSON.stringify(row));
    if (day++ === days) break;
  }
  return rows;
}

describe('the first 140 days of a scenario, or as many as it has, are those of a run that ends there', () => {
  it.each(names)('%s', name => {
    const reading = readScenario(`scenarios/${name}.yaml`);
    if (!reading.ok) throw new Error(`invalid scenario: ${name}`);
    const { scenario } = reading.value;
    // Whole sample periods, of which a run ends none early, and fewer than there are.
    const periods = Math.floor(Math.min(140, scenario.horizon - 1) / scenario.sampleEvery);
    const days = periods * scenario.sampleEvery;
    expect(days).toBeGreaterThan(20);
    expect(firstDays({ ...scenario, horizon: days }, days)).toEqual(firstDays(scenario, days));
  });
});
