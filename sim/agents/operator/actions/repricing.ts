import { type Clock, exp, exponential, normal, priority, type Streams } from '../../../engine/index.ts';
import type { OperatorId } from '../../../ids.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import type { State } from '../../../state/state.ts';
import type { ValuationContext } from '../valuation/valuation-context.ts';
import { bestSplitChange } from './commission.ts';
import type { MembershipActions } from './memberships.ts';

/** What re-pricing is made from. */
export interface RepricingInputs {
  readonly state: State;
  readonly accounts: OperatorAccounts;
  readonly memberships: MembershipActions;
  readonly clock: Clock;
  readonly streams: Streams;
  /** What an operator knows now. */
  readonly contextOf: (operator: OperatorId) => ValuationContext;
}

/**
 * Schedules the occasions on which operators reconsider their splits, at exponential times of each (time-dependent
 * pricing: Calvo 1983): the one change of a split that gains most is asked for if it gains more than a hurdle (menu
 * cost). What each believes of the elasticity of its stake is its own, and stays.
 */
export function scheduleRepricing(inputs: RepricingInputs): void {
  const { state, accounts, memberships, clock, streams, contextOf } = inputs;
  const { world, operators } = state;
  const pricing = operators.map(({ group, index }) => {
    const { name, spec } = world.groups[group]!;
    const { stakeElasticity, elasticitySpread } = spec.policy;
    const stream = streams.stream(`repricing ${name}`, index);
    return {
      policy: spec.policy,
      stream,
      elasticity: stakeElasticity * exp(normal(stream, 0, elasticitySpread)),
    };
  });
  const reconsider = clock.kind('operator reprices', operator => {
    if (accounts.gone[operator]) return;
    const { policy, stream, elasticity } = pricing[operator]!;
    clock.after(exponential(stream, policy.repriceEvery), priority.act, reconsider, operator);
    if (accounts.dormant[operator]) return;
    bringLedgerTo(state, clock.now);
    const change = bestSplitChange(contextOf(operator), operator, elasticity);
    if (change !== undefined) memberships.requestSplit(operator, change.set, change.fraction);
  });
  for (const { id } of operators) {
    const { policy, stream } = pricing[id]!;
    if (policy.splitStep > 0)
      clock.after(exponential(stream, policy.repriceEvery), priority.act, reconsider, id);
  }
}
