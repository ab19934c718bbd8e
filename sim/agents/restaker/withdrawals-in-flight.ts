import {
  completeQueuedWithdrawals,
  delegate,
  deposit,
  Revert,
  redelegate,
  undelegate,
} from '../../protocol/index.ts';
import { bringTo } from '../../state/block-time.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';

/**
 * Days from queueing a withdrawal to the first block at which it can be completed: 100,801 blocks, and a thousandth
 * of one so that rounding of times never ends a block short.
 */
export const QUEUE_DAYS = 100_801.001 / 7_200;

/** Base units below which a balance is forgotten. */
const DUST = 1_000n;

/** Where the stake of each account is when it is not delegated: outside restaking, or in the withdrawal queue. */
export interface Wallets {
  /** Tokens that accounts hold outside restaking, by account, `[strategy]`. */
  readonly tokens: Map<number, bigint[]>;
  /** Withdrawals under way, by account. */
  readonly underway: Map<number, Underway>;
}

/** An account's withdrawals under way. */
export interface Underway {
  readonly withdrawals: readonly number[];
  /** Whether they return as tokens. */
  readonly leaving: boolean;
  /** Shares it withdrew, as of when it queued them, `[strategy]`. */
  readonly shares: readonly number[];
}

/** Wallets that hold nothing yet. */
export function createWallets(): Wallets {
  return { tokens: new Map(), underway: new Map() };
}

/** Deposits all that an account holds outside and delegates it to an operator. */
export function enter(state: State, wallets: Wallets, account: number, operator: number, now: number): void {
  const { ledger } = state;
  bringTo(state, now);
  for (const [strategy, tokens] of (wallets.tokens.get(account) ?? []).entries()) {
    // A dust deposit can round to zero shares, which the strategy refuses.
    if (tokens >= DUST) deposit(ledger, account, strategy, tokens);
  }
  wallets.tokens.delete(account);
  delegate(ledger, account, operator);
}

/** Queues all of an account's stake and delegates what will come back to another operator. */
export function move(state: State, wallets: Wallets, account: number, operator: number, now: number): void {
  bringTo(state, now);
  const shares = sharesOf(state, account);
  const withdrawals = redelegate(state.ledger, account, operator);
  wallets.underway.set(account, { withdrawals, leaving: false, shares });
}

/** Queues all of an account's stake to leave restaking. */
export function exit(state: State, wallets: Wallets, account: number, now: number): void {
  bringTo(state, now);
  const shares = sharesOf(state, account);
  const withdrawals = undelegate(state.ledger, account);
  wallets.underway.set(account, { withdrawals, leaving: true, shares });
}

/** Completes an account's withdrawals: into its wallet, or as shares with the operator it delegates to now. */
export function complete(state: State, wallets: Wallets, account: number, now: number): void {
  const { withdrawals, leaving } = wallets.underway.get(account)!;
  bringTo(state, now);
  wallets.underway.delete(account);
  for (const id of withdrawals) {
    try {
      take(state, wallets, account, id, leaving);
    } catch (error) {
      // The new operator lost its whole magnitude meanwhile: shares cannot go to it, tokens still can.
      if (!(error instanceof Revert && error.message === 'FullySlashed')) throw error;
      take(state, wallets, account, id, true);
    }
  }
}

/** Stake that each operator will get when withdrawals under way complete, in USD, slashes meanwhile left aside. */
export function incomingUsd(state: State, wallets: Wallets): Float64Array {
  const { delegatedTo } = state.mirrors;
  const price = state.world.strategies.map((_, strategy) => strategyUsd(state, strategy));
  const usd = new Float64Array(state.operators.length);
  // Iteration by entries would allocate a pair for each.
  wallets.underway.forEach(({ leaving, shares }, account) => {
    const operator = delegatedTo[account]!;
    if (leaving || operator < 0) return;
    for (let strategy = 0; strategy < shares.length; strategy++)
      usd[operator]! += shares[strategy]! * price[strategy]!;
  });
  return usd;
}

/** Puts tokens into an account's wallet, by strategy. */
export function receive(wallets: Wallets, account: number, tokens: readonly bigint[]): void {
  if (tokens.every(amount => amount === 0n)) return;
  const before = wallets.tokens.get(account);
  wallets.tokens.set(
    account,
    tokens.map((amount, strategy) => amount + (before?.[strategy] ?? 0n)),
  );
}

/** Shares of an account that are delegated now, `[strategy]`. */
function sharesOf(state: State, account: number): number[] {
  const { delegatedTo, scaledShares, maxMagnitude, strategies: S } = state.mirrors;
  const operator = delegatedTo[account]!;
  const shares: number[] = [];
  for (let k = 0; k < S; k++) shares.push(scaledShares[account * S + k]! * maxMagnitude[operator * S + k]!);
  return shares;
}

function take(state: State, wallets: Wallets, account: number, id: number, asTokens: boolean): void {
  const { tokens } = completeQueuedWithdrawals(state.ledger, account, [{ id, receiveAsTokens: asTokens }]);
  receive(wallets, account, tokens);
}
