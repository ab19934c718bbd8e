import type { OperatorId, SetId } from '../../../ids.ts';
import type { SlashOutlook } from '../../../state/slash-outlook.ts';
import type { State } from '../../../state/state.ts';
import type { SetBeliefs } from './beliefs.ts';

/** What an operator knows when it values memberships. */
export interface ValuationContext {
  readonly state: State;
  /** What its group believes about the members of each set. */
  readonly beliefs: SetBeliefs;
  /** What is expected of each set's slashing, `[set]`. */
  readonly slashing: readonly SlashOutlook[];
  /** Split that an operator wants in a set, a fraction: the one in force, or the one that waits for activation. */
  readonly split: (operator: OperatorId, set: SetId) => number;
}
