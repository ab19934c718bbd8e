import { observeSets } from '../../../sim/agents/operator/valuation/beliefs.ts';
import type { ValuationContext } from '../../../sim/agents/operator/valuation/valuation-context.ts';
import { createSlashHistories, slashOutlook } from '../../../sim/state/slash-history.ts';
import type { State } from '../../../sim/state/state.ts';

/** What operators know that believe what they see today, before any slash; their splits are those they start with. */
export function valuationContext(state: State): ValuationContext {
  const { world } = state;
  return {
    state,
    beliefs: observeSets(state),
    slashing: createSlashHistories(world).map((history, set) => slashOutlook(world, set, history)),
    split: (operator, set) => state.operators[operator]!.splits[set]!,
  };
}
