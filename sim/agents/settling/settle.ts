import type { Streams } from '../../engine/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import { membersOf, slashableUsd, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { Attention } from '../operator/attention/attention.ts';
import type { ValuationContext } from '../operator/valuation/valuation-context.ts';
import type { Draft } from './draft.ts';
import { expectedObservations } from './expected-observation.ts';
import { createOperatorRound } from './settling-operators.ts';
import { createRestakerRounds } from './settling-restakers.ts';

/** Part of all stake that moves in a round of a settled world at most: delegated elsewhere, or allocated elsewhere. */
const STATIONARY = 0.01;

/** Most rounds: a world that is not settled then starts as it is. */
const MOST_ROUNDS = 40;

/** How a world was settled before its first day. */
export interface Settling {
  /** Rounds in which everybody reviewed; 0 if the scenario starts as it is written. */
  readonly rounds: number;
  /** Part of all stake that was delegated or allocated elsewhere in the last round. */
  readonly moved: number;
}

/** Who settles besides operators, what is drawn, and what operators pay attention to. */
export interface SettlingInputs {
  readonly accounts: AccountTraits;
  readonly streams: Streams;
  readonly attention: Attention;
}

/**
 * Settles a draft before its first day: rounds in which all operators and then all restakers review at the prices of the
 * start, on what they expect to be paid, until a round moves hardly any stake. Nobody is paid, fails or waits. A set in
 * which nobody starts is new on the first day: nobody settles in it.
 *
 * @param context what operators go by; its beliefs follow what changes
 */
export function settle(
  draft: Draft,
  context: ValuationContext,
  { accounts, streams, attention }: SettlingInputs,
): Settling {
  const { state } = draft;
  const known = state.world.sets.map(({ id }) => state.operators.some(({ starts }) => starts[id]));
  const runOperators = createOperatorRound(draft, context, {
    streams,
    attention,
    isOpen: set => known[set]!,
  });
  const restakers = createRestakerRounds(draft, accounts, streams);
  let settling: Settling = { rounds: 0, moved: 1 };
  while (settling.moved > STATIONARY && settling.rounds < MOST_ROUNDS) {
    const rounds = settling.rounds + 1;
    const before = slashableBySet(state);
    runOperators();
    const after = slashableBySet(state);
    const reallocated = after.reduce((sum, usd, set) => sum + Math.abs(usd - before[set]!), 0) / sumOf(after);
    const allUsd = state.operators.reduce((sum, { id }) => sum + stakeUsd(state, id), 0);
    const redelegated = restakers.run(rounds, expectedObservations(context)) / Math.max(allUsd, 1);
    settling = { rounds, moved: Math.max(reallocated, redelegated) };
  }
  return settling;
}

/** Slashable stake of each set, in USD, `[set]`. */
function slashableBySet(state: State): number[] {
  return state.world.sets.map(({ id }) =>
    membersOf(state, id).reduce((sum, membership) => sum + slashableUsd(state, membership), 0),
  );
}

/** Sum of amounts in USD, a dollar at least. */
function sumOf(usd: readonly number[]): number {
  return Math.max(
    1,
    usd.reduce((a, b) => a + b, 0),
  );
}
