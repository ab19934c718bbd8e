import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../../sim/index.ts';
import { resolved, type Written } from '../../scenario/small.ts';
import { scenarios } from '../worlds/random-scenario.ts';

/** Tables with rows of a week or a quarter, and of the last day of a run whatever day of the week that is. */
const closedByRun = ['flows', 'holdings', 'security'];

/** Rows of the opening and of the first days of a run, as text, but for those that its last day adds. */
function firstDays(input: Written, days: number): string[] {
  const rows: string[] = [];
  let day = 0;
  for (const part of simulate(resolved(input)).parts) {
    for (const row of part)
      if (!closedByRun.includes(row.table) || Number(row.values[0]) < days) rows.push(JSON.stringify(row));
    if (day++ === days) break;
  }
  return rows;
}

describe('nobody knows how long the world is looked at:', () => {
  it('the first days of a long run are those of a short one', () => {
    fc.assert(
      fc.property(scenarios, input => {
        // Whole sample periods: a run ends one early if it ends in its midst.
        const days = 2 * Number.parseInt(String(input.sampleEvery), 10);
        const longer = { ...input, horizon: '60d' };
        expect(firstDays({ ...input, horizon: `${days}d` }, days)).toEqual(firstDays(longer, days));
      }),
      { seed: 29, numRuns: 40, endOnFailure: true },
    );
  });
});
