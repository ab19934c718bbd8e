import type { OperatorId } from '../../ids.ts';
import { stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { incomingUsd, type UndelegatedStake } from '../../state/undelegated-stake.ts';

/** Stake with an operator now, and on its way to it through the queue, in USD: what the chain shows to whoever looks. */
export function sharersUsd(
  { state, undelegated }: { readonly state: State; readonly undelegated: UndelegatedStake },
  operator: OperatorId,
): number {
  return stakeUsd(state, operator) + incomingUsd(state, undelegated, operator);
}
