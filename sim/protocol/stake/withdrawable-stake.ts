import type { AccountId, OperatorId, StrategyId } from '../../ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { divWad, mulWad } from '../ledger/wad.ts';
import { slashingFactor } from './shares.ts';
import { queuedScaledShares, withdrawalFactor } from './withdrawals.ts';

/**
 * Shares an account could withdraw if it queued everything now and nothing was slashed after.
 *
 * @param account account id; the first ones are operators
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function withdrawableShares(ledger: Ledger, account: AccountId, strategy: StrategyId): bigint {
  const { depositShares, scalingFactors, delegatedTo } = ledger.accounts;
  const slot = account * ledger.strategyCount + strategy;
  const factor = slashingFactor(ledger, delegatedTo[account]!, strategy);
  return mulWad(mulWad(depositShares[slot]!, scalingFactors[slot]!), factor);
}

/**
 * Deposit shares to queue in order to withdraw so many shares (SlashingLib, calcDepositShares); 0 if the operator
 * is fully slashed.
 *
 * @param account account id; the first ones are operators
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function depositSharesFor(
  ledger: Ledger,
  account: AccountId,
  strategy: StrategyId,
  withdrawable: bigint,
): bigint {
  const { scalingFactors, delegatedTo } = ledger.accounts;
  const factor = slashingFactor(ledger, delegatedTo[account]!, strategy);
  if (factor === 0n) return 0n;
  return divWad(divWad(withdrawable, scalingFactors[account * ledger.strategyCount + strategy]!), factor);
}

/** Shares a pending withdrawal would pay now, in the order of its strategies; none if it is not pending. */
export function queuedShares(ledger: Ledger, withdrawalId: number): bigint[] {
  const withdrawal = ledger.withdrawals.pending.get(withdrawalId);
  if (withdrawal === undefined) return [];
  return withdrawal.strategies.map((strategy, i) =>
    mulWad(withdrawal.scaledShares[i]!, withdrawalFactor(ledger, withdrawal, strategy)),
  );
}

/**
 * Shares queued for withdrawal from an operator that a slash still reaches (getSlashableSharesInQueue).
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function slashableSharesInQueue(ledger: Ledger, operator: OperatorId, strategy: StrategyId): bigint {
  return mulWad(queuedScaledShares(ledger, operator, strategy), slashingFactor(ledger, operator, strategy));
}
