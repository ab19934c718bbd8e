import type { AccountId, OperatorId, StrategyId } from '../../ids.ts';
import { WITHDRAWAL_DELAY_BLOCKS } from '../ledger/constants.ts';
import { forgetBefore, latestValue, record, valueAt } from '../ledger/history.ts';
import { checkAccount, checkAmount, checkStrategy } from '../ledger/ids.ts';
import type { Ledger, Withdrawal } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
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
 * @throws Revert `InputArrayLengthMismatch`, `InputArrayLengthZero`, `SharesAmountZero`, `SharesAmountTooHigh`,
 * `Panic(0x11)`.
 */
export function queueWithdrawals(
  ledger: Ledger,
  account: AccountId,
  requests: readonly WithdrawalRequest[],
): number[] {
  checkAccount(ledger, account);
  return atomically(ledger, () =>
    requests.map(({ strategies, depositShares }) => {
      ensure(strategies.length === depositShares.length, 'InputArrayLengthMismatch');
      for (const strategy of strategies) checkStrategy(ledger, strategy);
      for (const shares of depositShares) checkAmount(shares);
      const operator = ledger.accounts.delegatedTo[account]!;
      return queueShares(ledger, account, operator, strategies, depositShares);
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
  strategies: readonly StrategyId[],
  depositShares: readonly bigint[],
): number {
  const { accounts, withdrawals, undoLog, strategyCount } = ledger;
  ensure(strategies.length > 0, 'InputArrayLengthZero');
  const scaledShares = strategies.map((strategy, i) => {
    const scaled = mulWad(depositShares[i]!, accounts.scalingFactors[account * strategyCount + strategy]!);
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
 * Pays an account's queued withdrawals whose delay has passed, all or none, less what their operator was slashed
 * until the delay's last block (DelegationManager, completeQueuedWithdrawals).
 *
 * @param sender who completes them; only the account itself may
 * @throws Revert `WithdrawerNotCaller`, `WithdrawalNotQueued`, `WithdrawalDelayNotElapsed`, `FullySlashed`, and as
 * deposits and redemptions do.
 */
export function completeQueuedWithdrawals(
  ledger: Ledger,
  account: AccountId,
  claims: readonly WithdrawalClaim[],
  sender: number = account,
): WithdrawalProceeds {
  checkAccount(ledger, account);
  const proceeds: WithdrawalProceeds = {
    tokens: new Array<bigint>(ledger.strategyCount).fill(0n),
    depositShares: new Array<bigint>(ledger.strategyCount).fill(0n),
  };
  return atomically(ledger, () => {
    for (const claim of claims) {
      ensure(sender === account, 'WithdrawerNotCaller');
      complete(ledger, account, claim, proceeds);
    }
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
  account: AccountId,
  claim: WithdrawalClaim,
  proceeds: WithdrawalProceeds,
): void {
  const { withdrawals, undoLog } = ledger;
  const withdrawal = withdrawals.pending.get(claim.id);
  ensure(withdrawal !== undefined && withdrawal.account === account, 'WithdrawalNotQueued');
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
      addShares(ledger, account, strategy, shares);
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
  record(undoLog, operators.queuedHistories, slot, block, queued + scaled);
  const withdrawn = mulWad(scaled, operators.maxMagnitudes[slot]!);
  const shares = operators.shares[slot]!;
  ensure(withdrawn <= shares, 'Panic(0x11)');
  put(undoLog, operators.shares, slot, shares - withdrawn);
}
