import { type Clock, priority } from '../../engine/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { createDelegators, type Delegators } from './delegators.ts';
import { complete, enter, exit, move, QUEUE_DAYS, type Wallets } from './withdrawals-in-flight.ts';

/** What restaker accounts can do, under their cohort's cap and through the 14-day queue. */
export interface Acts {
  /** Delegations, re-delegations and undelegations begun by each cohort since the last sample. */
  readonly moves: Int32Array;
  readonly delegators: Delegators;
  /** Stake that an account came with, in USD at today's prices. */
  stakeUsd(account: number): number;
  /** Whether an account may decide: its withdrawal is not under way, and it has not retired. */
  free(account: number): boolean;
  /** Whether the protocol takes stake for an operator: not once it lost all its magnitude in a strategy. */
  takes(operator: number): boolean;
  /**
   * Carries out a choice of a free account, as far as cap and protocol allow: to leave restaking, or to delegate all
   * to an operator. Throws if there is no such operator.
   */
  act(account: number, choice: 'exit' | number): void;
  /**
   * Makes an account leave restaking for good, as soon as its stake is out of the queue if it is there; false if it
   * has done so before.
   */
  retire(account: number): boolean;
}

/** The acts of a world's accounts. */
export function createActs(state: State, accounts: AccountTraits, wallets: Wallets, clock: Clock): Acts {
  const { world, mirrors } = state;
  const first = state.operators.length;
  const moves = new Int32Array(world.cohorts.length);
  const delegators = createDelegators(mirrors, first);
  const retired = new Uint8Array(first + accounts.count);
  const settle = clock.kind('withdrawal completes', account => {
    complete(state, wallets, account, clock.now);
    if (retired[account]) act(account, 'exit');
  });

  const takes = (operator: number): boolean => {
    const { strategies, maxMagnitude } = mirrors;
    for (let k = 0; k < strategies; k++) if (!(maxMagnitude[operator * strategies + k]! > 0)) return false;
    return true;
  };

  /** Accounts of the same restaker that are with an operator. */
  const held = (account: number, operator: number): number => {
    const restaker = accounts.restaker[account - first]!;
    let count = 0;
    for (let other = account - first; other >= 0 && accounts.restaker[other] === restaker; other--) {
      if (mirrors.delegatedTo[first + other] === operator) count++;
    }
    for (
      let other = account - first + 1;
      other < accounts.count && accounts.restaker[other] === restaker;
      other++
    ) {
      if (mirrors.delegatedTo[first + other] === operator) count++;
    }
    return count;
  };

  /** Whether an account may be delegated to an operator that it is not with. */
  const mayGo = (account: number, operator: number): boolean => {
    if (state.operators[operator] === undefined) throw new Error(`unknown operator: ${operator}`);
    if (operator === mirrors.delegatedTo[account] || !takes(operator)) return false;
    return held(account, operator) < mostOf(world.cohorts[accounts.cohort[account - first]!]!.spec);
  };

  const act = (account: number, choice: 'exit' | number): void => {
    const operator = mirrors.delegatedTo[account]!;
    if (choice === 'exit') {
      if (operator < 0) return;
      exit(state, wallets, account, clock.now);
    } else if (!mayGo(account, choice)) return;
    else if (operator < 0) enter(state, wallets, account, choice, clock.now);
    else move(state, wallets, account, choice, clock.now);
    delegators.update(account);
    moves[accounts.cohort[account - first]!]!++;
    if (operator >= 0) clock.after(QUEUE_DAYS, priority.act, settle, account);
  };

  return {
    moves,
    delegators,
    takes,
    act,
    stakeUsd: account => {
      let usd = 0;
      for (let k = 0; k < mirrors.strategies; k++)
        usd += accounts.stake[(account - first) * mirrors.strategies + k]! * strategyUsd(state, k);
      return usd;
    },
    free: account => retired[account] === 0 && !wallets.underway.has(account),
    retire: account => {
      if (retired[account]) return false;
      retired[account] = 1;
      if (!wallets.underway.has(account)) act(account, 'exit');
      return true;
    },
  };
}

/** Most accounts of one restaker with a single operator. */
export function mostOf({ cap, accounts }: { readonly cap: number; readonly accounts: number }): number {
  return Math.max(1, Math.floor(cap * accounts + 1e-9));
}

/** Numbers of the accounts of a cohort, from `from` to before `to`: they stand together. */
export function accountsOf(
  state: State,
  accounts: AccountTraits,
  cohort: number,
): { readonly from: number; readonly to: number } {
  const first = state.operators.length;
  const from = accounts.cohort.indexOf(cohort);
  if (from < 0) return { from: first, to: first };
  return { from: first + from, to: first + accounts.cohort.lastIndexOf(cohort) + 1 };
}
