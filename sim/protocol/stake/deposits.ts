import type { AccountId, StrategyId } from '../../ids.ts';
import { checkAccount, checkAmount, checkStrategy } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensureUnpaused, strategyManagerPause } from '../ledger/pause-status.ts';
import { atomically } from '../ledger/transaction.ts';
import { addShares } from './shares.ts';
import { issueShares } from './strategies.ts';

/**
 * Restakes tokens of an account; slashable at once if the account is delegated (StrategyManager).
 *
 * @param tokens base units
 * @returns the deposit shares issued.
 * @throws Revert `CurrentlyPaused`, as `issueShares` does, `MaxStrategiesExceeded`, `FullySlashed`.
 */
export function deposit(ledger: Ledger, account: AccountId, strategy: StrategyId, tokens: bigint): bigint {
  checkAccount(ledger, account);
  checkStrategy(ledger, strategy);
  checkAmount(tokens);
  ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.deposits);
  return atomically(ledger, () => {
    const shares = issueShares(ledger, strategy, tokens);
    addShares(ledger, account, strategy, shares);
    return shares;
  });
}
