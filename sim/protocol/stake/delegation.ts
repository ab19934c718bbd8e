import type { AccountId, OperatorId } from '../../ids.ts';
import { scheduleAllocationDelay } from '../allocation/allocation-delay.ts';
import { checkAccount, checkOperator } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { delegationManagerPause, ensureUnpaused } from '../ledger/pause-status.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { putNumber } from '../ledger/undo-log.ts';
import { increaseDelegation, strategiesOf } from './shares.ts';
import { queueShares } from './withdrawals.ts';

/** Whether an account is an operator: one that is delegated to itself. */
export function isOperator(ledger: Ledger, account: AccountId): boolean {
  return ledger.accounts.delegatedTo[account] === account;
}

/**
 * Makes an account an operator, delegated to itself for good; its allocation delay counts at once (ELIP-013).
 *
 * @param allocationDelay blocks between an allocation and its effect
 * @throws Revert `ActivelyDelegated`, `CurrentlyPaused`.
 */
export function registerAsOperator(ledger: Ledger, operator: OperatorId, allocationDelay: number): void {
  checkOperator(ledger, operator);
  ensure(ledger.accounts.delegatedTo[operator]! < 0, 'ActivelyDelegated');
  atomically(ledger, () => {
    scheduleAllocationDelay(ledger, operator, allocationDelay, ledger.block);
    startDelegation(ledger, operator, operator);
  });
}

/**
 * Delegates all of an account's shares to an operator, slashable at once (DelegationManager, delegateTo).
 *
 * @param account account id; the first ones are operators
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @throws Revert `ActivelyDelegated`, `OperatorNotRegistered`, `CurrentlyPaused`, `FullySlashed`.
 */
export function delegate(ledger: Ledger, account: AccountId, operator: OperatorId): void {
  checkAccount(ledger, account);
  atomically(ledger, () => delegateTo(ledger, account, operator));
}

/**
 * Ends an account's delegation and queues all its shares, one withdrawal a strategy; they stay slashable by the
 * operator until they can be completed (DelegationManager, undelegate).
 *
 * @param sender the account itself, or its operator, which forces it out
 * @returns ids of the withdrawals queued.
 * @throws Revert `NotActivelyDelegated`, `OperatorsCannotUndelegate`, `CallerCannotUndelegate`, `CurrentlyPaused`.
 */
export function undelegate(ledger: Ledger, account: AccountId, sender: number = account): number[] {
  checkAccount(ledger, account);
  return atomically(ledger, () => endDelegation(ledger, account, sender));
}

/**
 * Ends an account's delegation and delegates it to another operator in one transaction. The stake itself only
 * follows when its withdrawals are completed as shares (DelegationManager, redelegate).
 *
 * @param account account id; the first ones are operators
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @returns ids of the withdrawals queued.
 * @throws Revert as `undelegate` and `delegate` do.
 */
export function redelegate(ledger: Ledger, account: AccountId, operator: OperatorId): number[] {
  checkAccount(ledger, account);
  return atomically(ledger, () => {
    const withdrawals = endDelegation(ledger, account, account);
    delegateTo(ledger, account, operator);
    return withdrawals;
  });
}

function delegateTo(ledger: Ledger, account: AccountId, operator: OperatorId): void {
  ensure(ledger.accounts.delegatedTo[account]! < 0, 'ActivelyDelegated');
  ensure(isOperator(ledger, operator), 'OperatorNotRegistered');
  startDelegation(ledger, account, operator);
}

function startDelegation(ledger: Ledger, account: AccountId, operator: OperatorId): void {
  const { accounts, undoLog, strategyCount } = ledger;
  ensureUnpaused(ledger.paused.delegationManager, delegationManagerPause.newDelegation);
  putNumber(undoLog, accounts.delegatedTo, account, operator);
  const first = account * strategyCount;
  for (let held = 0; held < accounts.strategyCounts[account]!; held++) {
    const strategy = accounts.strategyLists[first + held]!;
    const added = accounts.depositShares[first + strategy]!;
    increaseDelegation(ledger, account, strategy, { previous: 0n, added });
  }
}

function endDelegation(ledger: Ledger, account: AccountId, sender: number): number[] {
  const { accounts, undoLog, strategyCount } = ledger;
  const operator = accounts.delegatedTo[account]!;
  ensure(operator >= 0, 'NotActivelyDelegated');
  ensure(operator !== account, 'OperatorsCannotUndelegate');
  ensure(sender === account || sender === operator, 'CallerCannotUndelegate');
  ensureUnpaused(ledger.paused.delegationManager, delegationManagerPause.enterQueue);
  putNumber(undoLog, accounts.delegatedTo, account, -1);
  return strategiesOf(ledger, account).map(strategy => {
    const shares = accounts.depositShares[account * strategyCount + strategy]!;
    return queueShares(ledger, account, operator, { strategies: [strategy], depositShares: [shares] });
  });
}
