import type { StrategyId } from '../../ids.ts';
import { MAX_TOTAL_SHARES, VIRTUAL_OFFSET } from '../ledger/constants.ts';
import { checkStrategy } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { put } from '../ledger/undo-log.ts';
import { mulDiv } from '../ledger/wad.ts';

/**
 * Pays tokens into a strategy for new shares (StrategyBase, deposit).
 *
 * @returns the shares issued.
 * @throws Revert `NewSharesZero`, `TotalSharesExceedsMax`.
 */
export function issueShares(ledger: Ledger, strategy: StrategyId, tokens: bigint): bigint {
  const { strategies, undoLog } = ledger;
  const total = strategies.totalShares[strategy]!;
  const balance = strategies.tokenBalance[strategy]!;
  const shares = mulDiv(tokens, total + VIRTUAL_OFFSET, balance + VIRTUAL_OFFSET);
  ensure(shares !== 0n, 'NewSharesZero');
  ensure(total + shares <= MAX_TOTAL_SHARES, 'TotalSharesExceedsMax');
  put(undoLog, strategies.totalShares, strategy, total + shares);
  put(undoLog, strategies.tokenBalance, strategy, balance + tokens);
  put(undoLog, strategies.tokensDeposited, strategy, strategies.tokensDeposited[strategy]! + tokens);
  return shares;
}

/**
 * Takes shares out of a strategy for tokens, counted in one of its outflows (StrategyBase, withdraw).
 *
 * @returns the tokens paid.
 * @throws Revert `WithdrawalAmountExceedsTotalDeposits`, or the token's own error if its balance does not suffice.
 */
export function redeemShares(
  ledger: Ledger,
  strategy: StrategyId,
  shares: bigint,
  outflow: 'tokensWithdrawn' | 'tokensBurned' | 'tokensRedistributed',
): bigint {
  const { strategies, undoLog } = ledger;
  const total = strategies.totalShares[strategy]!;
  const balance = strategies.tokenBalance[strategy]!;
  ensure(shares <= total, 'WithdrawalAmountExceedsTotalDeposits');
  const tokens = tokensFor(ledger, strategy, shares);
  ensure(tokens <= balance, 'Error(ERC20: transfer amount exceeds balance)');
  put(undoLog, strategies.totalShares, strategy, total - shares);
  put(undoLog, strategies.tokenBalance, strategy, balance - tokens);
  put(undoLog, strategies[outflow], strategy, strategies[outflow][strategy]! + tokens);
  return tokens;
}

/** Tokens that shares of a strategy are worth now, rounded down (StrategyBase, sharesToUnderlyingView). */
export function tokensFor({ strategies }: Ledger, strategy: StrategyId, shares: bigint): bigint {
  const total = strategies.totalShares[strategy]!;
  return mulDiv(strategies.tokenBalance[strategy]! + VIRTUAL_OFFSET, shares, total + VIRTUAL_OFFSET);
}

/**
 * Changes a strategy's token balance without touching its shares: a rebase, staking yield, or a loss in the
 * restaked token itself. Everyone's exchange rate moves.
 *
 * @param change base units, negative for a loss
 * @throws RangeError if the strategy would owe tokens.
 */
export function rebaseStrategy(ledger: Ledger, strategy: StrategyId, change: bigint): void {
  checkStrategy(ledger, strategy);
  const { strategies, undoLog } = ledger;
  const balance = strategies.tokenBalance[strategy]! + change;
  if (balance < 0n) throw new RangeError(`invalid rebase: ${change}\nThe strategy holds fewer tokens.`);
  atomically(ledger, () => {
    put(undoLog, strategies.tokenBalance, strategy, balance);
    put(undoLog, strategies.tokensRebased, strategy, strategies.tokensRebased[strategy]! + change);
  });
}
