import type { AccountId, OperatorId } from '../ids.ts';
import type { Mirrors } from '../protocol/index.ts';
import { strategyUsd } from './stake.ts';
import type { State } from './state.ts';

/**
 * Stake of accounts that is not delegated now: outside restaking, or on its way through the withdrawal queue.
 * Tokens are bigints in base units, which a later deposit gets back to the last of them; shares under way are
 * floats, for estimates.
 */
export interface UndelegatedStake {
  /** Tokens that accounts hold outside restaking, in base units, by account, `[strategy]`. */
  readonly outside: Map<AccountId, readonly bigint[]>;
  /** Withdrawals that were queued and not yet completed, by account: an account has all its stake in them or none. */
  readonly inFlight: Map<AccountId, WithdrawalsInFlight>;
  /** Shares on their way to each operator, as of when they were queued, `[operator * S + strategy]`. */
  readonly incoming: Float64Array;
}

/** An account's withdrawals that were queued and not yet completed. */
export interface WithdrawalsInFlight {
  /** Their ids on the ledger. */
  readonly ids: readonly number[];
  /** Whether they return as tokens: the account leaves restaking. Otherwise they follow it to its new operator. */
  readonly asTokens: boolean;
  /** Shares withdrawn, as of when they were queued, `[strategy]`. */
  readonly shares: readonly number[];
}

/** No undelegated stake. */
export function createUndelegatedStake({ operatorShares }: Mirrors): UndelegatedStake {
  return { outside: new Map(), inFlight: new Map(), incoming: new Float64Array(operatorShares.length) };
}

/**
 * Adds tokens, in base units, `[strategy]`, to what an account holds outside restaking. Accounts without any are
 * not in the map, so that it holds only those outside.
 */
export function addTokens(
  { outside }: UndelegatedStake,
  account: AccountId,
  tokens: readonly bigint[],
): void {
  if (tokens.every(amount => amount === 0n)) return;
  const before = outside.get(account);
  outside.set(
    account,
    tokens.map((amount, strategy) => amount + (before?.[strategy] ?? 0n)),
  );
}

/**
 * Stake that an operator will get when withdrawals under way complete, in USD at today's prices; slashes meanwhile left
 * aside.
 */
export function incomingUsd(state: State, { incoming }: UndelegatedStake, operator: OperatorId): number {
  const { strategies } = state.mirrors;
  let usd = 0;
  for (let strategy = 0; strategy < strategies; strategy++)
    usd += Math.max(0, incoming[operator * strategies + strategy]!) * strategyUsd(state, strategy);
  return usd;
}
