import type { AccountId, OperatorId, StrategyId } from '../../ids.ts';
import { WITHDRAWAL_DELAY_BLOCKS } from '../ledger/constants.ts';
import { forgetBefore, latestValue, recordValue, valueAt } from '../ledger/history.ts';
import { checkAccount, checkAmount, checkStrategy } from '../ledger/ids.ts';
import type { Ledger, Withdrawal } from '../ledger/ledger.ts';
import { delegationManagerPause, ensureUnpaused } from '../ledger/pause-status.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { ARITHMETIC_PANIC, UINT256_END } from '../ledger/uint.ts';
import { put, putEntry, putNumber } from '../ledger/undo-log.ts';
import { mulWad, WAD } from '../ledger/wad.ts';
import { addShares, removeDepositShares, slashingFactor } from './shares.ts';
import { redeemShares } from './strategies.ts';

/** Deposit shares to withdraw, by strategy; not withdrawable shares: after a slash they pay less. */
export interface WithdrawalRequest {
  readonly strategies: readonly StrategyId[];
  readonly depositShares: readonly bigint[];
}

/** Withdrawal to complete, as tokens or as shares with the account's present operator. */
export interface WithdrawalClaim {
  readonly id: number;
  readonly receiveAsTokens: boolean;
  /** Account that queued it, where the ledger no longer knows: it was completed. By default the staker of the call. */
  readonly withdrawer?: number;
}

/** What completed withdrawals paid, `[strategy]`. */
export interface WithdrawalProceeds {
  readonly tokens: bigint[];
  readonly depositShares: bigint[];
}

/**
 * Queues withdrawals of an account, one a request (DelegationManager, queueWithdrawals).
 *
 * @returns ids of the withdrawals, in the order of the requests.
 * @throws Revert, in the order of the checks: `CurrentlyPaused`; for each request `InputArrayLengthMismatch`,
 * `InputArrayLengthZero`; for each strategy `Error(Math: mulDiv overflow)`, `Panic(0x11)` if the operator has fewer
 * shares, `SharesAmountZero`, `SharesAmountTooHigh`.
 */
export function queueWithdrawals(
  ledger: Ledger,
  account: AccountId,
  requests: readonly WithdrawalRequest[],
): number[] {
  checkAccount(ledger, account);
  ensureUnpaused(ledger.paused.delegationManager, delegationManagerPause.enterQueue);
  return atomically(ledger, () =>
    requests.map(({ strategies, depositShares }) => {
      ensure(strategies.length === depositShares.length, 'InputArrayLengthMismatch');
      for (const strategy of strategies) checkStrategy(ledger, strategy);
      for (const shares of depositShares) checkAmount(shares);
      const operator = ledger.accounts.delegatedTo[account]!;
      return queueShares(ledger, account, operator, { strategies, depositShares });
    }),
  );
}

/**
 * Queues one withdrawal of shares that are staked with an operator (-1 for none), and returns its id.
 *
 * @param account account id; the first ones are operators
 * @param operator operator the shares were staked with, or -1 for none
 */
export function queueShares(
  ledger: Ledger,
  account: AccountId,
  operator: OperatorId,
  { strategies, depositShares }: WithdrawalRequest,
): number {
  const { accounts, withdrawals, undoLog, strategyCount } = ledger;
  ensure(strategies.length > 0, 'InputArrayLengthZero');
  const scaledShares = strategies.map((strategy, i) => {
    const scaled = mulWad(depositShares[i]!, accounts.scalingFactors[account * strategyCount + strategy]!);
    ensure(scaled < UINT256_END, 'Error(Math: mulDiv overflow)');
    if (operator >= 0) moveToQueue(ledger, operator, strategy, scaled);
    removeDepositShares(ledger, account, strategy, depositShares[i]!);
    return scaled;
  });
  const id = withdrawals.issued++;
  const nonce = accounts.withdrawalsQueued[account]!;
  putNumber(undoLog, accounts.withdrawalsQueued, account, nonce + 1);
  putEntry(undoLog, withdrawals.pending, id, {
    id,
    account,
    delegatedTo: operator,
    nonce,
    startBlock: ledger.block,
    strategies: strategies.slice(),
    scaledShares,
  });
  return id;
}

/**
 * Pays queued withdrawals whose delay has passed, all or none, less what their operator was slashed until the delay's
 * last block (DelegationManager, completeQueuedWithdrawals).
 *
 * @param account account whose withdrawals they are
 * @param sender who completes them; only who queued a withdrawal may
 * @throws Revert, in the order of the checks: `CurrentlyPaused`; for each withdrawal `WithdrawerNotCaller`,
 * `WithdrawalNotQueued`, `WithdrawalDelayNotElapsed`, `FullySlashed`, and as deposits and redemptions do.
 */
export function completeQueuedWithdrawals(
  ledger: Ledger,
  account: AccountId,
  claims: readonly WithdrawalClaim[],
  sender: number = account,
): WithdrawalProceeds {
  checkAccount(ledger, account);
  ensureUnpaused(ledger.paused.delegationManager, delegationManagerPause.exitQueue);
  const proceeds: WithdrawalProceeds = {
    tokens: new Array<bigint>(ledger.strategyCount).fill(0n),
    depositShares: new Array<bigint>(ledger.strategyCount).fill(0n),
  };
  return atomically(ledger, () => {
    for (const claim of claims) complete(ledger, { account, sender, claim }, proceeds);
    return proceeds;
  });
}

/** Fraction of a withdrawal's scaled shares that slashing leaves: as of now, or of its delay's last block. */
export function withdrawalFactor(ledger: Ledger, withdrawal: Withdrawal, strategy: StrategyId): bigint {
  const { delegatedTo, startBlock } = withdrawal;
  const slashableUntil = startBlock + WITHDRAWAL_DELAY_BLOCKS;
  if (delegatedTo < 0 || slashableUntil >= ledger.block) return slashingFactor(ledger, delegatedTo, strategy);
  const history = ledger.operators.maxMagnitudeHistories[delegatedTo * ledger.strategyCount + strategy]!;
  return valueAt(history, slashableUntil, WAD);
}

/**
 * Scaled shares queued for withdrawal from an operator that a slash still reaches.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function queuedScaledShares(ledger: Ledger, operator: OperatorId, strategy: StrategyId): bigint {
  const history = ledger.operators.queuedHistories[operator * ledger.strategyCount + strategy]!;
  return latestValue(history, 0n) - valueAt(history, ledger.block - WITHDRAWAL_DELAY_BLOCKS - 1, 0n);
}

function complete(
  ledger: Ledger,
  { account, sender, claim }: { account: AccountId; sender: number; claim: WithdrawalClaim },
  proceeds: WithdrawalProceeds,
): void {
  const { withdrawals, undoLog } = ledger;
  const withdrawal = withdrawals.pending.get(claim.id);
  const withdrawer = withdrawal?.account ?? claim.withdrawer ?? account;
  ensure(sender === withdrawer, 'WithdrawerNotCaller');
  ensure(withdrawal !== undefined, 'WithdrawalNotQueued');
  ensure(ledger.block > withdrawal.startBlock + WITHDRAWAL_DELAY_BLOCKS, 'WithdrawalDelayNotElapsed');
  putEntry(undoLog, withdrawals.pending, claim.id, undefined);
  for (let i = 0; i < withdrawal.strategies.length; i++) {
    const strategy = withdrawal.strategies[i]!;
    const factor = withdrawalFactor(ledger, withdrawal, strategy);
    const shares = mulWad(withdrawal.scaledShares[i]!, factor);
    if (shares === 0n) continue;
    if (claim.receiveAsTokens) {
      proceeds.tokens[strategy]! += redeemShares(ledger, strategy, shares, 'tokensWithdrawn');
    } else {
      addShares(ledger, withdrawer, strategy, shares);
      proceeds.depositShares[strategy]! += shares;
    }
  }
}

/** Moves shares from an operator's stake to its withdrawal queue, where slashes still reach them. */
function moveToQueue(ledger: Ledger, operator: OperatorId, strategy: StrategyId, scaled: bigint): void {
  const { operators, undoLog, block, strategyCount } = ledger;
  const slot = operator * strategyCount + strategy;
  const history = operators.queuedHistories[slot]!;
  const queued = latestValue(history, 0n);
  // A new block means that the running transaction has not written to this history: no entry to undo moves.
  if (history?.blocks.at(-1) !== block) forgetBefore(history, block - WITHDRAWAL_DELAY_BLOCKS - 1);
  ensure(queued + scaled < UINT256_END, ARITHMETIC_PANIC);
  recordValue(ledger, operators.queuedHistories, slot, queued + scaled);
  const withdrawn = mulWad(scaled, operators.maxMagnitudes[slot]!);
  const shares = operators.shares[slot]!;
  ensure(withdrawn <= shares, ARITHMETIC_PANIC);
  put(undoLog, operators.shares, slot, shares - withdrawn);
}
