import type { AccountId, StrategyId } from '../../ids.ts';
import { queuedShares, sharesToFloat } from '../../protocol/index.ts';
import type { State } from '../../state/state.ts';

/** Tokens outside restaking, by account, `[strategy]` in base units. Accounts without any are not in the map. */
export type TokensOutside = ReadonlyMap<number, readonly bigint[]>;

/** Units of a strategy that an account has somewhere; accounts are numbered as on the ledger. */
type VisitShares = (account: AccountId, strategy: StrategyId, units: number) => void;

/**
 * Visits the stake in the withdrawal queue: what it would be worth if it left now, after slashes. Each withdrawal
 * may be of several strategies, and an account may have several.
 */
export function eachQueued({ ledger }: State, visit: VisitShares): void {
  for (const { id, account, strategies } of ledger.withdrawals.pending.values()) {
    queuedShares(ledger, id).forEach((shares, i) => {
      visit(account, strategies[i]!, sharesToFloat(shares));
    });
  }
}

/** Visits the stake that has left restaking. */
export function eachOutside(outside: TokensOutside, visit: VisitShares): void {
  for (const [account, tokens] of outside) {
    tokens.forEach((amount, strategy) => {
      visit(account, strategy, sharesToFloat(amount));
    });
  }
}
