import { type Clock, priority } from '../../engine/index.ts';
import type { AccountId, OperatorId } from '../../ids.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { UndelegatedStake } from '../../state/undelegated-stake.ts';
import { createDelegators, type Delegators } from './delegators.ts';
import { complete, enter, exit, move, QUEUE_DAYS } from './withdrawals-in-flight.ts';

/** What an account that decides can do with its stake. */
export interface DelegationActions {
  /** Stake that an account came with, in USD at today's prices. */
  stakeUsd(account: AccountId): number;
  /** Whether an account may decide: its withdrawal is not under way, and it has not retired. */
  free(account: AccountId): boolean;
  /** Whether the protocol takes stake for an operator: not once it lost all its magnitude in a strategy. */
  takes(operator: OperatorId): boolean;
  /**
   * Carries out the choice of a free account, as far as its cohort's cap and the protocol allow: to leave restaking, or
   * to delegate all its stake to an operator.
   *
   * @throws Error if there is no such operator
   */
  apply(account: AccountId, choice: 'exit' | OperatorId): void;
}

/** What restaker accounts can do with their stake, under their cohort's cap and through the 14-day queue. */
export interface Delegations extends DelegationActions {
  /** Delegations, re-delegations and undelegations begun by each cohort since the sample period began, `[cohort]`. */
  readonly moves: Int32Array;
  readonly delegators: Delegators;
  /**
   * Makes an account leave restaking for good: at once, or as soon as its stake is out of the queue.
   *
   * @returns false if it has done so before
   */
  retire(account: AccountId): boolean;
}

/** Delegations of a world's accounts as they stand, on the clock: withdrawals complete when they are out of the queue. */
export function createDelegations(
  state: State,
  accounts: AccountTraits,
  undelegated: UndelegatedStake,
  clock: Clock,
): Delegations {
  const { world, mirrors } = state;
  const first = state.operators.length;
  const moves = new Int32Array(world.cohorts.length);
  const delegators = createDelegators(mirrors, first);
  const retired = new Uint8Array(first + accounts.count);

  const takes = (operator: OperatorId): boolean => {
    const { strategies, maxMagnitude } = mirrors;
    for (let k = 0; k < strategies; k++) if (!(maxMagnitude[operator * strategies + k]! > 0)) return false;
    return true;
  };

  /** Whether an account may be delegated to an operator: to one that takes it and that it is not with. */
  const mayGo = (account: AccountId, operator: OperatorId): boolean => {
    if (state.operators[operator] === undefined) throw new Error(`unknown operator: ${operator}`);
    return takes(operator) && mayDelegate(state, accounts, account, operator);
  };

  const apply = (account: AccountId, choice: 'exit' | OperatorId): void => {
    const operator = mirrors.delegatedTo[account]!;
    const { now } = clock;
    if (choice === 'exit') {
      if (operator < 0) return;
      exit(state, undelegated, { account, now });
    } else if (!mayGo(account, choice)) return;
    else if (operator < 0) enter(state, undelegated, { account, operator: choice, now });
    else move(state, undelegated, { account, operator: choice, now });
    delegators.update(account);
    moves[accounts.cohort[account - first]!]!++;
    if (operator >= 0) clock.after(QUEUE_DAYS, priority.act, settle, account);
  };
  const settle = clock.kind('withdrawal completes', account => {
    complete(state, undelegated, { account, now: clock.now });
    if (retired[account]) apply(account, 'exit');
  });

  return {
    moves,
    delegators,
    takes,
    apply,
    stakeUsd: account => originalStakeUsd(state, accounts, account),
    free: account => retired[account] === 0 && !undelegated.inFlight.has(account),
    retire: account => {
      if (retired[account]) return false;
      retired[account] = 1;
      if (!undelegated.inFlight.has(account)) apply(account, 'exit');
      return true;
    },
  };
}

/** Stake that an account came with, in USD at today's prices. */
export function originalStakeUsd(state: State, accounts: AccountTraits, account: AccountId): number {
  const { strategies } = state.mirrors;
  const first = state.operators.length;
  let usd = 0;
  for (let k = 0; k < strategies; k++)
    usd += accounts.stake[(account - first) * strategies + k]! * strategyUsd(state, k);
  return usd;
}

/** Whether the cap of its cohort lets an account be delegated to an operator that it is not with. */
export function mayDelegate(
  state: State,
  accounts: AccountTraits,
  account: AccountId,
  operator: OperatorId,
): boolean {
  if (operator === state.mirrors.delegatedTo[account]) return false;
  const { spec } = state.world.cohorts[accounts.cohort[account - state.operators.length]!]!;
  return accountsWith(state, accounts, account, operator) < mostAccountsWithOne(spec);
}

/** Accounts that are with an operator, of the restaker behind an account: its accounts have consecutive numbers. */
function accountsWith(
  state: State,
  accounts: AccountTraits,
  account: AccountId,
  operator: OperatorId,
): number {
  const { restaker, count } = accounts;
  const first = state.operators.length;
  const owner = restaker[account - first]!;
  let index = account - first;
  while (index > 0 && restaker[index - 1] === owner) index--;
  let held = 0;
  for (; index < count && restaker[index] === owner; index++)
    if (state.mirrors.delegatedTo[first + index] === operator) held++;
  return held;
}

/**
 * Most accounts of one restaker with a single operator, at least one.
 *
 * @param cap most of its stake with a single operator, as a fraction; accounts have equal stake
 * @param accounts accounts of the restaker
 */
export function mostAccountsWithOne({
  cap,
  accounts,
}: {
  readonly cap: number;
  readonly accounts: number;
}): number {
  return Math.max(1, Math.floor(cap * accounts + 1e-9));
}

/** Numbers of the accounts of a cohort, from `from` to before `to`: they are consecutive. */
export function accountsOf(
  state: State,
  accounts: AccountTraits,
  cohort: number,
): { readonly from: AccountId; readonly to: AccountId } {
  const first = state.operators.length;
  const from = accounts.cohort.indexOf(cohort);
  if (from < 0) return { from: first, to: first };
  return { from: first + from, to: first + accounts.cohort.lastIndexOf(cohort) + 1 };
}
