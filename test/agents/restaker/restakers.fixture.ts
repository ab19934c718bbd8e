import type { OperatorObservations } from '../../../sim/agents/restaker/policies/observations.ts';
import type { RestakerPolicy } from '../../../sim/agents/restaker/policies/restaker-policy.ts';
import { createRestakers } from '../../../sim/agents/restaker/restakers.ts';
import { merged, type Written, written } from '../../scenario/small.ts';
import { initialState } from '../initial-state.fixture.ts';

type Column = Exclude<keyof OperatorObservations, 'slashing'>;

/** What is seen of the operators, where it differs from nothing. */
type Seen = Partial<Record<Column, readonly number[]>> & Partial<Pick<OperatorObservations, 'slashing'>>;

/** Observations of operators with these yearly returns and nothing else to tell them apart. */
export function observationsOf(
  apr: readonly number[],
  { slashing = [], ...more }: Seen = {},
): OperatorObservations {
  const column = (key: Column, rest: number) => Float64Array.from(more[key] ?? apr.map(() => rest));
  return {
    apr: Float64Array.from(apr),
    sharedUsd: column('sharedUsd', 0),
    stakeUsd: column('stakeUsd', 10_000),
    loss: column('loss', 0),
    variance: column('variance', 0),
    tail: column('tail', 0),
    share: column('share', 1 / apr.length),
    slashing,
  };
}

/** Restakers of one cohort that see fixed observations; all of them start with the first operator, or by popularity. */
export function crowd(
  apr: readonly number[],
  cohort: Written,
  {
    closed = [],
    observed = {},
    popularity = apr.map((_, i) => (i === 0 ? 1 : 0)),
    decide,
    world: more = {},
  }: {
    readonly closed?: readonly number[];
    readonly observed?: Seen;
    readonly popularity?: readonly number[];
    readonly decide?: RestakerPolicy;
    readonly world?: Written;
  } = {},
) {
  const rows = apr.map((_, i) => ({ name: `o${i}`, popularity: popularity[i]! }));
  const { kind } = (cohort.policy ?? {}) as Written;
  const policy = {
    reviewEvery: '1d',
    attentionLag: '0d',
    inertia: 0,
    ...(kind !== 'curator' && { rationality: 1e6 }),
  };
  const world = initialState(
    merged(
      written({
        operators: { ordinary: { count: apr.length, rows } },
        restakers: { cohort: merged({ count: 1, stake: { eth: 5 }, policy }, cohort) },
      }),
      more,
    ),
  );
  const { state, accounts, undelegated, clock, random } = world;
  const seen = observationsOf(apr, observed);
  const history = { on: () => seen, observe: () => {} };
  const isOpen = (operator: number) => !closed.includes(operator);
  const restakers = createRestakers({
    state,
    accounts,
    undelegated,
    observations: history,
    isOpen,
    clock,
    streams: random,
    policies: decide ? { cohort: decide } : {},
    listener: { fled: () => {} },
  });
  const first = apr.length;
  /** Accounts with each operator, and outside. */
  const where = () => {
    const counts = Array<number>(apr.length + 1).fill(0);
    for (let account = first; account < first + accounts.count; account++) {
      const operator = state.mirrors.delegatedTo[account]!;
      counts[operator < 0 ? apr.length : operator]!++;
    }
    return counts;
  };
  return { ...world, restakers, first, where };
}
