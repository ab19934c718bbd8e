import fc from 'fast-check';
import type { Row } from '../../../sim/index.ts';
import type { Written } from '../../scenario/small.ts';
import { scenarios } from './random-scenario.ts';
import { rowsOf } from './rows.ts';

/** Checks a law on the rows of random scenarios' runs, each changed before it runs. */
export function always(
  law: (rows: readonly Row[], written: Written) => void,
  change: (written: Written) => Written = written => written,
): void {
  fc.assert(
    fc.property(scenarios.map(change), written => {
      law(rowsOf(written), written);
    }),
    // A counterexample is a whole scenario: shrinking one takes longer than reading it.
    { seed: 20_261_122, numRuns: 80, endOnFailure: true },
  );
}
