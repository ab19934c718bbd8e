import { scheduleAllocationDelay } from './allocation-delay.ts';
import { atomically } from './call.ts';
import { checkAccount, checkOperator } from './ids.ts';
import { putNumber } from './journal.ts';
import { ensure, type Ledger } from './ledger.ts';
import { increaseDelegation, strategiesOf } from './shares.ts';
import { queueShares } from './withdrawals.ts';

/** Whether an account is an operator: one that is delegated to itself. */
export function isOperator(ledger: Ledger, account: number): boolean {
  return ledger.accounts.delegatedTo[account] === account;
}

/**
 * Makes an account an operator, delegated to itself for good; its allocation delay counts at once (ELIP-013).
 *
 * @param allocationDelay blocks between an allocation and its effect
 * @throws Revert `ActivelyDelegated`.
 */
export function registerAsOperator(ledger: Ledger, operator: number, allocationDelay: number): void {
  checkOperator(ledger, operator);
  ensure(ledger.accounts.delegatedTo[operator]! < 0, 'ActivelyDelegated');
  atomically(ledger, () => {
    scheduleAllocationDelay(ledger, operator, allocationDelay, ledger.block);
    join(ledger, operator, operator);
  });
}

/**
 * Delegates all of an account's shares to an operator, slashable at once (DelegationManager, delegateTo).
 *
 * @throws Revert `ActivelyDelegated`, `OperatorNotRegistered`, `FullySlashed`.
 */
export function delegate(ledger: Ledger, account: number, operator: number): void {
  checkAccount(ledger, account);
  atomically(ledger, () => delegateTo(ledger, account, operator));
}

/**
 * Ends an account's delegation and queues all its shares, one withdrawal a strategy; they stay slashable by the
 * operator until they can be completed (DelegationManager, undelegate).
 *
 * @param sender the account itself, or its operator, which forces it out
 * @returns ids of the withdrawals queued.
 * @throws Revert `NotActivelyDelegated`, `OperatorsCannotUndelegate`, `CallerCannotUndelegate`.
 */
export function undelegate(ledger: Ledger, account: number, sender: number = account): number[] {
  checkAccount(ledger, account);
  return atomically(ledger, () => leave(ledger, account, sender));
}

/**
 * Ends an account's delegation and delegates it to another operator in one transaction. The stake itself only
 * follows when its withdrawals are completed as shares (DelegationManager, redelegate).
 *
 * @returns ids of the withdrawals queued.
 * @throws Revert as `undelegate` and `delegate` do.
 */
export function redelegate(ledger: Ledger, account: number, operator: number): number[] {
  checkAccount(ledger, account);
  return atomically(ledger, () => {
    const withdrawals = leave(ledger, account, account);
    delegateTo(ledger, account, operator);
    return withdrawals;
  });
}

function delegateTo(ledger: Ledger, account: number, operator: number): void {
  ensure(ledger.accounts.delegatedTo[account]! < 0, 'ActivelyDelegated');
  ensure(isOperator(ledger, operator), 'OperatorNotRegistered');
  join(ledger, account, operator);
}

function join(ledger: Ledger, account: number, operator: number): void {
  const { accounts, journal, strategyCount } = ledger;
  putNumber(journal, accounts.delegatedTo, account, operator);
  const first = account * strategyCount;
  for (let held = 0; held < accounts.strategyCounts[account]!; held++) {
    const strategy = accounts.strategyLists[first + held]!;
    increaseDelegation(ledger, operator, account, strategy, 0n, accounts.depositShares[first + strategy]!);
  }
}

function leave(ledger: Ledger, account: number, sender: number): number[] {
  const { accounts, journal, strategyCount } = ledger;
  const operator = accounts.delegatedTo[account]!;
  ensure(operator >= 0, 'NotActivelyDelegated');
  ensure(operator !== account, 'OperatorsCannotUndelegate');
  ensure(sender === account || sender === operator, 'CallerCannotUndelegate');
  putNumber(journal, accounts.delegatedTo, account, -1);
  return strategiesOf(ledger, account).map(strategy => {
    const shares = accounts.depositShares[account * strategyCount + strategy]!;
    return queueShares(ledger, account, operator, [strategy], [shares]);
  });
}
