import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownMeasures } from '../../sim/measures/summary/known-measures.ts';
import { scenarios } from '../laws/worlds/random-scenario.ts';
import { observations, rowsOf } from '../laws/worlds/rows.ts';
import { resolved } from '../scenario/small.ts';

describe('the measures that are known without a run', () => {
  it('are those that runs have, but for a few that need hardware, checks or renters', () => {
    const lacking = new Set<string>();
    for (const written of fc.sample(scenarios, { seed: 20_261_130, numRuns: 12 })) {
      const known = knownMeasures(resolved(written));
      const measured = observations(rowsOf(written), 'summary').map(({ measure }) => String(measure));
      expect(measured.filter(name => !known.includes(name))).toEqual([]);
      expect(new Set(known).size).toBe(known.length);
      for (const name of known) if (!measured.includes(name)) lacking.add(name.replace(/^.*\.(\w+)$/, '$1'));
    }
    const mayLack =
      'break_even_rent roi payback profit cost strikes day slack attacks lost minted paid burned';
    expect([...lacking].filter(name => !mayLack.split(' ').includes(name))).toEqual([]);
  });
});
