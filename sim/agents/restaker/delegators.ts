import type { AccountId, OperatorId } from '../../ids.ts';
import type { Mirrors } from '../../protocol/index.ts';

/** Restaker accounts by the operator that they are delegated to. */
export interface Delegators {
  /** Accounts with an operator, in ascending order. */
  of(operator: OperatorId): Int32Array;
  /** Takes note of where an account is delegated now; to be called after whatever may have changed it. */
  update(account: AccountId): void;
}

/**
 * Delegators as doubly linked lists in flat arrays, so that a change costs the same in every world, and a slash what
 * it concerns.
 *
 * @param first number of the first restaker account: operators, their own stakers, stand before it
 */
export function createDelegators({ delegatedTo }: Mirrors, first: number): Delegators {
  const accounts = delegatedTo.length;
  const at = new Int32Array(accounts).fill(-1);
  const next = new Int32Array(accounts).fill(-1);
  const before = new Int32Array(accounts).fill(-1);
  const head = new Int32Array(first).fill(-1);
  const size = new Int32Array(first);

  const leave = (account: AccountId, operator: OperatorId): void => {
    const [previous, following] = [before[account]!, next[account]!];
    if (previous < 0) head[operator] = following;
    else next[previous] = following;
    if (following >= 0) before[following] = previous;
    size[operator]!--;
  };
  const join = (account: AccountId, operator: OperatorId): void => {
    const following = head[operator]!;
    before[account] = -1;
    next[account] = following;
    if (following >= 0) before[following] = account;
    head[operator] = account;
    size[operator]!++;
  };
  const update = (account: AccountId): void => {
    const operator = delegatedTo[account]!;
    if (operator === at[account]) return;
    if (at[account]! >= 0) leave(account, at[account]!);
    if (operator >= 0) join(account, operator);
    at[account] = operator;
  };
  for (let account = first; account < accounts; account++) update(account);

  return {
    update,
    of: operator => {
      const list = new Int32Array(size[operator]!);
      let count = 0;
      for (let account = head[operator]!; account >= 0; account = next[account]!) list[count++] = account;
      return list.sort();
    },
  };
}
