import { strategyUsd, type View } from '../../measures/view.ts';
import {
  completeQueuedWithdrawals,
  delegate,
  deposit,
  Revert,
  redelegate,
  undelegate,
} from '../../protocol/index.ts';
import { bringTo } from '../chain.ts';

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
export function enter(view: View, wallets: Wallets, account: number, operator: number, now: number): void {
  const { ledger } = view;
  bringTo(view, now);
  for (const [strategy, tokens] of (wallets.tokens.get(account) ?? []).entries()) {
    // A dust deposit can round to zero shares, which the strategy refuses.
    if (tokens >= DUST) deposit(ledger, account, strategy, tokens);
  }
  wallets.tokens.delete(account);
  delegate(ledger, account, operator);
}

/** Queues all of an account's stake and delegates what will come back to another operator. */
export function move(view: View, wallets: Wallets, account: number, operator: number, now: number): void {
  bringTo(view, now);
  const shares = sharesOf(view, account);
  const withdrawals = redelegate(view.ledger, account, operator);
  wallets.underway.set(account, { withdrawals, leaving: false, shares });
}

/** Queues all of an account's stake to leave restaking. */
export function exit(view: View, wallets: Wallets, account: number, now: number): void {
  bringTo(view, now);
  const shares = sharesOf(view, account);
  const withdrawals = undelegate(view.ledger, account);
  wallets.underway.set(account, { withdrawals, leaving: true, shares });
}

/** Completes an account's withdrawals: into its wallet, or as shares with the operator it delegates to now. */
export function complete(view: View, wallets: Wallets, account: number, now: number): void {
  const { withdrawals, leaving } = wallets.underway.get(account)!;
  bringTo(view, now);
  wallets.underway.delete(account);
  for (const id of withdrawals) {
    try {
      take(view, wallets, account, id, leaving);
    } catch (error) {
      // The new operator lost its whole magnitude meanwhile: shares cannot go to it, tokens still can.
      if (!(error instanceof Revert && error.message === 'FullySlashed')) throw error;
      take(view, wallets, account, id, true);
    }
  }
}

/** Stake that each operator will get when withdrawals under way complete, in USD, slashes meanwhile left aside. */
export function incomingUsd(view: View, wallets: Wallets): Float64Array {
  const { delegatedTo } = view.mirrors;
  const price = view.world.strategies.map((_, strategy) => strategyUsd(view, strategy));
  const usd = new Float64Array(view.operators.length);
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
function sharesOf(view: View, account: number): number[] {
  const { delegatedTo, scaledShares, maxMagnitude, strategies: S } = view.mirrors;
  const operator = delegatedTo[account]!;
  const shares: number[] = [];
  for (let k = 0; k < S; k++) shares.push(scaledShares[account * S + k]! * maxMagnitude[operator * S + k]!);
  return shares;
}

function take(view: View, wallets: Wallets, account: number, id: number, asTokens: boolean): void {
  const { tokens } = completeQueuedWithdrawals(view.ledger, account, [{ id, receiveAsTokens: asTokens }]);
  receive(wallets, account, tokens);
}
