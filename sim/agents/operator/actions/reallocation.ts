import { type Clock, priority } from '../../../engine/index.ts';
import { timeOfBlock } from '../../../state/block-time.ts';
import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import type { State } from '../../../state/state.ts';
import { reallocate } from './ledger-moves.ts';

/** Fractions of an operator's stake, by set. */
type Allocations = ReadonlyMap<number, number>;

/** How operators pursue the allocations that they want. */
export interface Pursuit {
  /** Notes the allocations that an operator's policy asks for, if it asks for any. */
  ask(operator: number, allocations: Allocations | undefined): void;
  /**
   * Brings an operator's allocations to those asked for, or else to what its sets are worth it, as far as magnitude
   * is free, and again as soon as the first of what it waits for is.
   */
  follow(operator: number): void;
}

/**
 * The pursuit of all operators.
 *
 * @param planOf allocations of an operator whose policy asks for none
 */
export function createPursuit(
  state: State,
  books: OperatorAccounts,
  clock: Clock,
  planOf: (operator: number) => Allocations,
): Pursuit {
  const asked: (Allocations | undefined)[] = [];
  const followUps = new Float64Array(state.operators.length);
  const follow = (operator: number): void => {
    const block = reallocate(state, operator, asked[operator] ?? planOf(operator), clock.now);
    if (block === undefined) return;
    // What was pending before is pending still: no follow-up is put off by this.
    clock.cancel(followUps[operator]!);
    followUps[operator] = clock.at(timeOfBlock(block), priority.act, followUp, operator);
  };
  const followUp = clock.kind('allocation follow-up', operator => {
    if (!books.gone[operator]) follow(operator);
  });
  return {
    follow,
    ask: (operator, allocations) => {
      asked[operator] = allocations;
    },
  };
}
