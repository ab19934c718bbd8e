import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Row, simulate } from '../../../sim/index.ts';
import { resolved, type Written } from '../../scenario/small.ts';
import { scenarios } from '../worlds/random-scenario.ts';

/** An AVS whose only set asks for more GPUs than anybody has. */
const unserved = (set: string): Written => ({
  budget: { token: 'ait', usdPerWeek: 1_000, split: { [set]: 1 } },
  sets: {
    [set]: {
      strategies: ['eth'],
      admission: { gpus: 1_000 },
      reward: { kind: 'uniqueStake' },
      slashing: { doubleSign: { fraction: '10%' } },
    },
  },
});

/** Rows that do not speak of an AVS of this name. */
function without(avs: string, rows: Iterable<Row>): string[] {
  return [...rows]
    .filter(({ table, values }) =>
      table === 'summary'
        ? !String(values[0]).startsWith(`${avs}.`) && !String(values[0]).includes(`.${avs}.`)
        : !values.includes(avs),
    )
    .map(row => JSON.stringify(row));
}

function always(law: (input: Written) => void): void {
  fc.assert(
    fc.property(scenarios, input => {
      law(input);
    }),
    { seed: 3, numRuns: 20, endOnFailure: true },
  );
}

describe('a set that nobody can serve', () => {
  it.each(['before', 'after'])('changes nothing else, whether its AVS is written %s the others', place => {
    always(input => {
      const known = input.avss as Written;
      const added = { zero: unserved('main') };
      const avss = place === 'before' ? { ...added, ...known } : { ...known, ...added };
      expect(without('zero', simulate(resolved({ ...input, avss })))).toEqual(
        without('zero', simulate(resolved(input))),
      );
    });
  });

  it('changes nothing else by its name', () => {
    always(input => {
      const called = (name: string) =>
        without(
          'zero',
          simulate(resolved({ ...input, avss: { ...(input.avss as Written), zero: unserved(name) } })),
        );
      expect(called('other')).toEqual(called('main'));
    });
  });
});
