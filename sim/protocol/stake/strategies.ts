import type { StrategyId } from '../../ids.ts';
import { MAX_TOTAL_SHARES, VIRTUAL_OFFSET } from '../ledger/constants.ts';
import { checkStrategy } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensureUnpaused, strategyPause } from '../ledger/pause-status.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { ARITHMETIC_PANIC, UINT256_END } from '../ledger/uint.ts';
import { put } from '../ledger/undo-log.ts';
import { mulDiv, WAD } from '../ledger/wad.ts';

/**
 * Pays tokens into a strategy for new shares (StrategyBase, deposit).
 *
 * @returns the shares issued.
 * @throws Revert, in the order of the checks: `CurrentlyPaused`, `Panic(0x11)` where the product of tokens and shares
 * exceeds 256 bits, `NewSharesZero`, `TotalSharesExceedsMax`, `Panic(0x11)` where the exchange rate that it emits does.
 */
export function issueShares(ledger: Ledger, strategy: StrategyId, tokens: bigint): bigint {
  const { strategies, undoLog } = ledger;
  ensureUnpaused(ledger.paused.strategies[strategy]!, strategyPause.deposits);
  const total = strategies.totalShares[strategy]!;
  const balance = strategies.tokenBalance[strategy]!;
  ensureProduct(tokens, total + VIRTUAL_OFFSET);
  const shares = mulDiv(tokens, total + VIRTUAL_OFFSET, balance + VIRTUAL_OFFSET);
  ensure(shares !== 0n, 'NewSharesZero');
  ensure(total + shares <= MAX_TOTAL_SHARES, 'TotalSharesExceedsMax');
  ensureExchangeRate(balance + tokens);
  put(undoLog, strategies.totalShares, strategy, total + shares);
  put(undoLog, strategies.tokenBalance, strategy, balance + tokens);
  put(undoLog, strategies.tokensDeposited, strategy, strategies.tokensDeposited[strategy]! + tokens);
  return shares;
}

/**
 * Takes shares out of a strategy for tokens, counted in one of its outflows (StrategyBase, withdraw).
 *
 * @returns the tokens paid.
 * @throws Revert, in the order of the checks: `CurrentlyPaused`, `WithdrawalAmountExceedsTotalDeposits`, `Panic(0x11)`
 * where the product of tokens and shares or the exchange rate that it emits exceeds 256 bits, and the token's own error
 * if its balance does not suffice.
 */
export function redeemShares(
  ledger: Ledger,
  strategy: StrategyId,
  shares: bigint,
  outflow: 'tokensWithdrawn' | 'tokensBurned' | 'tokensRedistributed',
): bigint {
  const { strategies, undoLog } = ledger;
  ensureUnpaused(ledger.paused.strategies[strategy]!, strategyPause.withdrawals);
  const total = strategies.totalShares[strategy]!;
  const balance = strategies.tokenBalance[strategy]!;
  ensure(shares <= total, 'WithdrawalAmountExceedsTotalDeposits');
  ensureProduct(balance + VIRTUAL_OFFSET, shares);
  const tokens = tokensFor(ledger, strategy, shares);
  ensureExchangeRate(balance - tokens);
  ensure(tokens <= balance, 'Error(ERC20: transfer amount exceeds balance)');
  put(undoLog, strategies.totalShares, strategy, total - shares);
  put(undoLog, strategies.tokenBalance, strategy, balance - tokens);
  put(undoLog, strategies[outflow], strategy, strategies[outflow][strategy]! + tokens);
  return tokens;
}

/** Below this, a factor cannot make a product with shares exceed 256 bits: there are at most 1e38 of them, and 1000. */
const SAFE_FACTOR = 2n ** 128n;

/** First token balance, virtual one included, at which 1e18 times it exceeds 256 bits. */
const RATE_OVERFLOW = UINT256_END / WAD + 1n;

/** Reverts as checked multiplication does; one of the factors is a number of shares. */
function ensureProduct(x: bigint, y: bigint): void {
  if (x < SAFE_FACTOR && y < SAFE_FACTOR) return;
  ensure(x * y < UINT256_END, ARITHMETIC_PANIC);
}

/** Reverts where the contract cannot compute the exchange rate that its event tells (StrategyBase, _emitExchangeRate). */
function ensureExchangeRate(balance: bigint): void {
  ensure(balance + VIRTUAL_OFFSET < RATE_OVERFLOW, ARITHMETIC_PANIC);
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
