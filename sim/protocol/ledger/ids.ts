import type { AccountId, OperatorId, SetId, StrategyId } from '../../ids.ts';
import type { Ledger, OperatorSetState } from './ledger.ts';
import { ensure } from './revert.ts';

/** @throws RangeError if the account is not one of the ledger's. */
export function checkAccount(ledger: Ledger, account: AccountId): void {
  if (!isIndex(account, ledger.accountCount)) throw unknown('account', account, ledger.accountCount);
}

/** @throws RangeError if the account is not one that may be an operator. */
export function checkOperator(ledger: Ledger, operator: OperatorId): void {
  if (!isIndex(operator, ledger.operatorCount)) throw unknown('operator', operator, ledger.operatorCount);
}

/** @throws RangeError if the strategy is not one of the ledger's. */
export function checkStrategy(ledger: Ledger, strategy: StrategyId): void {
  if (!isIndex(strategy, ledger.strategyCount)) throw unknown('strategy', strategy, ledger.strategyCount);
}

/** @throws RangeError if the amount is negative. */
export function checkAmount(amount: bigint): void {
  if (amount < 0n) throw new RangeError(`invalid amount: ${amount}\nGive base units, 0 or more.`);
}

/**
 * @returns the operator set of an id.
 * @throws Revert `InvalidOperatorSet` if there is none.
 */
export function operatorSet(ledger: Ledger, set: SetId): OperatorSetState {
  const found = ledger.sets[set];
  ensure(found !== undefined, 'InvalidOperatorSet');
  return found;
}

function isIndex(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}

function unknown(noun: string, value: number, count: number): RangeError {
  return new RangeError(`unknown ${noun}: ${value}\nThis ledger knows 0 to ${count - 1}.`);
}
