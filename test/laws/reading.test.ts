import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tables } from '../../sim/index.ts';
import { executeJob } from '../../src/runs/execute-job.ts';
import { type CompletedRun, jobsOf, measuresOf } from '../../src/runs/job.ts';
import type { Written } from '../scenario/small.ts';
import { scenarios } from './worlds/random-scenario.ts';

const names = tables.map(({ name }) => name);

/** Tables that only `attribution: accounts` fills. */
const ofAccounts = ['payments', 'losses', 'accounts'];

/** A run of which some measures and tables are kept. */
async function run(
  written: Written,
  measures: readonly string[],
  kept: readonly string[],
): Promise<CompletedRun> {
  const finished = await executeJob(jobsOf(written, measures, kept)('seed'));
  if ('error' in finished) throw new Error(finished.error);
  return finished;
}

it('a run is the same whatever is kept of it, written down about it, or attributed', async () => {
  let people = 0;
  const property = fc.asyncProperty(scenarios, async written => {
    const whole = await run(written, [], names);
    const measures = measuresOf(whole);
    const about = { name: 'other', description: 'Of the same world' };

    const without = await run({ ...written, ...about }, [], []);
    expect(without.rows).toBeUndefined();
    expect(measuresOf(without)).toEqual(measures);

    const few = await run(written, ['operators.*'], ['events', 'choices']);
    expect(measuresOf(few)).toEqual(measures.filter(({ name }) => name.startsWith('operators.')));
    expect(few.rows).toEqual({ events: whole.rows!.events, choices: whole.rows!.choices });

    const attributed = await run({ ...written, attribution: 'accounts' }, [], names);
    expect(measuresOf(attributed)).toEqual(measures);
    for (const name of names) {
      if (ofAccounts.includes(name)) people += attributed.rows![name]!.length;
      else expect(attributed.rows![name], name).toEqual(whole.rows![name]);
    }
  });
  await fc.assert(property, { numRuns: 15, endOnFailure: true });
  // Whether something was attributed at all.
  expect(people).toBeGreaterThan(0);
});
