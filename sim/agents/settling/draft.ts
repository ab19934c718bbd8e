import type { AccountId, OperatorId, SetId } from '../../ids.ts';
import { createMirrors, ensureMembership, membershipOf } from '../../protocol/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';

/**
 * A world before its first moment, while it is not yet settled who is where: everything of the state but the chain, which
 * has not begun. Who delegates and who serves changes here at once, without queues and delays.
 */
export interface Draft {
  /** The state, its mirrors those of the draft. */
  readonly state: State;
  /** Delegates all stake of a restaker account to an operator, or (-1) takes it out of restaking. */
  delegate(account: AccountId, operator: OperatorId | -1): void;
  /** Puts an operator into a set, or changes what it allocates there: a fraction of its stake, at most 1. */
  allocate(operator: OperatorId, set: SetId, fraction: number): void;
  /** Takes an operator out of a set. */
  withdraw(operator: OperatorId, set: SetId): void;
}

/** A draft in which operators have their own stake, nobody else delegates, and no set is served. */
export function createDraft(before: State, accounts: AccountTraits): Draft {
  const { operators, world } = before;
  const S = world.strategies.length;
  const first = operators.length;
  const mirrors = createMirrors({ strategies: S, operators: first, accounts: first + accounts.count });
  const { operatorShares, scaledShares, delegatedTo, memberships } = mirrors;
  for (const { id, ownStake } of operators) {
    delegatedTo[id] = id;
    for (let strategy = 0; strategy < S; strategy++)
      operatorShares[id * S + strategy] = scaledShares[id * S + strategy] = ownStake[strategy]!;
  }
  const add = (account: AccountId, operator: OperatorId | -1, sign: 1 | -1): void => {
    if (operator < 0) return;
    for (let strategy = 0; strategy < S; strategy++)
      operatorShares[operator * S + strategy]! += sign * accounts.stake[(account - first) * S + strategy]!;
  };
  const set = (operator: OperatorId, set: SetId, registered: 0 | 1, fraction: number): void => {
    const membership = ensureMembership(mirrors, operator, set);
    memberships.registered[membership] = registered;
    for (const strategy of world.sets[set]!.strategies)
      memberships.magnitude[membership * S + strategy] = memberships.committed[membership * S + strategy] =
        fraction;
  };
  return {
    state: { ...before, mirrors },
    delegate: (account, operator) => {
      add(account, delegatedTo[account]!, -1);
      add(account, operator, 1);
      delegatedTo[account] = operator;
    },
    allocate: (operator, id, fraction) => set(operator, id, 1, Math.min(1, fraction)),
    withdraw: (operator, id) => {
      if (membershipOf(mirrors, operator, id) >= 0) set(operator, id, 0, 0);
    },
  };
}
