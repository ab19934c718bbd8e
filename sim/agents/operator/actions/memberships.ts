import type { Clock } from '../../../engine/index.ts';
import type { OperatorId, SetId } from '../../../ids.ts';
import {
  deregisterFromOperatorSets,
  isOperatorSlashable,
  membershipOf,
  registerForOperatorSets,
} from '../../../protocol/index.ts';
import { changeSplit } from '../../../protocol/rewards/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import { activeMemberships } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { OperatorListener } from '../events.ts';
import { setAllocation } from './reallocation.ts';

/** What operators do about their memberships in sets, and about the splits that they keep there. */
export interface MembershipActions {
  /** Sets that an operator serves, in the order of membership. */
  setsServed(operator: OperatorId): SetId[];
  /**
   * Registers an operator to a set, at the split that it wants.
   *
   * @param fraction part of its stake that it is going to allocate, by which the AVS makes room for it
   */
  join(operator: OperatorId, set: SetId, fraction: number): void;
  /** Deregisters an operator from a set and deallocates what it has there. */
  leave(operator: OperatorId, set: SetId, reason: string): void;
  /** Split that an operator wants in a set, a fraction: the last that was accepted, or the one it started with. */
  wantedSplit(operator: OperatorId, set: SetId): number;
  /** Asks the protocol for another split, a fraction; without effect while an earlier change waits for activation. */
  requestSplit(operator: OperatorId, set: SetId, fraction: number): void;
}

/** Actions of all operators of a world; whoever depends on them is told. */
export function createMembershipActions(
  state: State,
  accounts: OperatorAccounts,
  listener: OperatorListener,
  clock: Clock,
): MembershipActions {
  const { mirrors, rewards, operators } = state;
  const wantedSplit = (operator: OperatorId, set: SetId): number =>
    accounts.splits[membershipOf(mirrors, operator, set)] ?? operators[operator]!.splits[set]!;
  const requestSplit = (operator: OperatorId, set: SetId, fraction: number): void => {
    if (!changeSplit(rewards.splits, { operator, set, fraction, time: clock.now })) return;
    accounts.splits[membershipOf(mirrors, operator, set)] = fraction;
  };
  return {
    wantedSplit,
    requestSplit,
    setsServed: operator =>
      activeMemberships(state, operator).map(membership => mirrors.memberships.set[membership]!),
    join: (operator, set, fraction) => {
      listener.joining({ operator, set, fraction });
      joinSet(state, operator, set, clock.now);
      requestSplit(operator, set, wantedSplit(operator, set));
      listener.joined({ operator, set });
    },
    leave: (operator, set, reason) => {
      leaveSet(state, operator, set, clock.now);
      listener.left({ operator, set, reason });
    },
  };
}

/**
 * Registers an operator to a set on the ledger.
 *
 * @param now present time, in days
 */
export function joinSet(state: State, operator: OperatorId, set: SetId, now: number): void {
  bringLedgerTo(state, now);
  registerForOperatorSets(state.ledger, operator, [set]);
}

/**
 * Deregisters an operator from a set on the ledger and deallocates what it has there: it stays slashable for 14 days.
 *
 * @param now present time, in days
 */
export function leaveSet(state: State, operator: OperatorId, set: SetId, now: number): void {
  bringLedgerTo(state, now);
  deregisterFromOperatorSets(state.ledger, operator, [set]);
  setAllocation(state, { operator, set, fraction: 0 });
}

/** Whether an operator may register to a set again: not while an earlier membership can still be slashed. */
export function canRejoin(state: State, operator: OperatorId, set: SetId): boolean {
  return !isOperatorSlashable(state.ledger, operator, set);
}
