import { type Run, simulate } from '../../../../sim/index.ts';
import { number, type Observation, observations } from '../../../laws/worlds/rows.ts';
import { merged, resolved, type Written, written } from '../../../scenario/small.ts';

/** An operator set that takes ETH and pays by a rule. */
export const set = (reward: Written): Written => ({ strategies: ['eth'], reward });
/** A set that pays by unique stake. */
export const unique = set({ kind: 'uniqueStake' });
/** Whoever starts stays as it is. */
export const still: Written = { reviewEvery: '100y' };

/** An AVS of these sets with 700 USD a week for the first, and operators who all start in it. */
export function avs(sets: Written, operators: Written, changes: Written = {}): Written {
  const names = Object.keys(sets);
  return merged(
    written({
      horizon: '21d',
      sampleEvery: '1d',
      avss: {
        one: {
          sets: { main: undefined, ...sets },
          budget: { token: 'ait', usdPerWeek: 700, split: { [names[0]!]: 1 } },
        },
      },
      operators: { ordinary: undefined, ...operators },
    }),
    changes,
  );
}

/** One operator of 10 ETH in the first set. */
export const group = (more: Written = {}): Written => ({
  count: 1,
  ownStake: { eth: 10 },
  starts: { 'one.a': 1 },
  policy: still,
  ...more,
});

/** The end of a run, and its tables. */
export function run(input: Written) {
  const running: Run = simulate(resolved(input));
  const rows = [...running];
  return { state: running.state, table: (name: string): Observation[] => observations(rows, name) };
}

/** Pay of the last day by operator in a set. */
export function paid(input: Written, name = 'a'): Record<string, number> {
  const last = run(input)
    .table('memberships')
    .filter(row => row.time_days === 21 && row.set === name);
  return Object.fromEntries(last.map(row => [String(row.operator), number(row, 'paid_usd')]));
}
