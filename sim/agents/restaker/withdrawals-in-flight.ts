import type { AccountId, OperatorId } from '../../ids.ts';
import {
  completeQueuedWithdrawals,
  delegate,
  deposit,
  Revert,
  redelegate,
  undelegate,
  WITHDRAWAL_DELAY_BLOCKS,
} from '../../protocol/index.ts';
import { bringLedgerTo, daysOfBlocks } from '../../state/block-time.ts';
import type { State } from '../../state/state.ts';
import { addTokens, type UndelegatedStake } from '../../state/undelegated-stake.ts';

/** Days from queueing a withdrawal to the first block at which it can be completed: the one after its delay. */
export const QUEUE_DAYS = daysOfBlocks(WITHDRAWAL_DELAY_BLOCKS + 1);

/** Base units below which a balance is forgotten. */
const DUST = 1_000n;

/** An account that moves its stake, and when, in days. */
export interface Mover {
  readonly account: AccountId;
  readonly now: number;
}

/** An account that moves its stake to an operator. */
export interface MoverTo extends Mover {
  readonly operator: OperatorId;
}

/** Deposits all that an account holds outside restaking and delegates it to an operator. */
export function enter(
  state: State,
  undelegated: UndelegatedStake,
  { account, operator, now }: MoverTo,
): void {
  const { ledger } = state;
  bringLedgerTo(state, now);
  for (const [strategy, tokens] of (undelegated.outside.get(account) ?? []).entries()) {
    // A dust deposit can round to zero shares, which the strategy refuses.
    if (tokens >= DUST) deposit(ledger, account, strategy, tokens);
  }
  undelegated.outside.delete(account);
  delegate(ledger, account, operator);
}

/** Queues all of an account's stake and delegates what will come back to another operator. */
export function move(state: State, undelegated: UndelegatedStake, { account, operator, now }: MoverTo): void {
  bringLedgerTo(state, now);
  const shares = sharesOf(state, account);
  const ids = redelegate(state.ledger, account, operator);
  undelegated.inFlight.set(account, { ids, asTokens: false, shares });
  addIncoming(undelegated, operator, shares, 1);
}

/** Queues all of an account's stake to leave restaking. */
export function exit(state: State, undelegated: UndelegatedStake, { account, now }: Mover): void {
  bringLedgerTo(state, now);
  const shares = sharesOf(state, account);
  const ids = undelegate(state.ledger, account);
  undelegated.inFlight.set(account, { ids, asTokens: true, shares });
}

/** Completes an account's withdrawals: as tokens that it holds, or as shares with the operator it delegates to now. */
export function complete(state: State, undelegated: UndelegatedStake, { account, now }: Mover): void {
  const { ids, asTokens, shares } = undelegated.inFlight.get(account)!;
  bringLedgerTo(state, now);
  undelegated.inFlight.delete(account);
  if (!asTokens) addIncoming(undelegated, state.mirrors.delegatedTo[account]!, shares, -1);
  const claim = (id: number, receiveAsTokens: boolean): void => {
    const { tokens } = completeQueuedWithdrawals(state.ledger, account, [{ id, receiveAsTokens }]);
    addTokens(undelegated, account, tokens);
  };
  for (const id of ids) {
    try {
      claim(id, asTokens);
    } catch (error) {
      // The new operator lost its whole magnitude meanwhile: shares cannot go to it, tokens still can.
      if (!(error instanceof Revert && error.message === 'FullySlashed')) throw error;
      claim(id, true);
    }
  }
}

/** Adds shares of a withdrawal to what is on its way to an operator, or takes them off. */
function addIncoming(
  { incoming }: UndelegatedStake,
  operator: OperatorId,
  shares: readonly number[],
  sign: 1 | -1,
): void {
  shares.forEach((amount, strategy) => {
    incoming[operator * shares.length + strategy]! += sign * amount;
  });
}

/** Shares of an account that are delegated now, in whole units, `[strategy]`. */
function sharesOf(state: State, account: AccountId): number[] {
  const { delegatedTo, scaledShares, maxMagnitude, strategies: S } = state.mirrors;
  const operator = delegatedTo[account]!;
  const shares: number[] = [];
  for (let k = 0; k < S; k++) shares.push(scaledShares[account * S + k]! * maxMagnitude[operator * S + k]!);
  return shares;
}
