import type { AccountId, OperatorId, StrategyId } from '../../ids.ts';
import type { Mirrors } from '../../protocol/index.ts';

/** Scaled shares that count as none. */
const DUST = 1e-9;

/**
 * Scaled shares that each cohort holds with each operator, kept by what changed rather than counted anew. Scaled
 * shares, because slashes leave them alone: withdrawable ones are these times the operator's maximum magnitude, so
 * that a slash needs no update.
 */
export interface Holdings {
  readonly cohorts: number;
  /** `[(operator * cohorts + cohort) * S + strategy]` */
  readonly scaledShares: Float64Array;
  /** Operator of each account, or -1, and its scaled shares `[account * S + strategy]`, as last taken in. */
  readonly operatorOf: Int32Array;
  readonly held: Float64Array;
  /** Withdrawable shares, in whole units, that a cohort holds with an operator in a strategy. */
  shares(operator: OperatorId, cohort: number, strategy: StrategyId): number;
  /**
   * Takes in the accounts that were touched since the last call; call before they are forgotten. `closeDay` of the
   * rewards empties their list.
   */
  update(): void;
}

/**
 * Holdings of a world in which nobody holds anything yet. A change of an account takes off what it held and adds
 * what it holds; to take one in twice does nothing. A day costs O(accounts touched x strategies), whatever the
 * number of accounts.
 *
 * @param leaving told of an account before its change is taken in
 * @param cohortOf holder of each account of the ledger, `[account]`
 * @param cohorts number of holders
 */
export function createHoldings(
  mirrors: Mirrors,
  cohortOf: Int32Array,
  cohorts: number,
  leaving: (account: AccountId) => void = () => {},
): Holdings {
  const S = mirrors.strategies;
  const operators = mirrors.memberships.ofOperator.length;
  const scaledShares = new Float64Array(operators * cohorts * S);
  const operatorOf = new Int32Array(mirrors.delegatedTo.length).fill(-1);
  const held = new Float64Array(mirrors.delegatedTo.length * S);
  const add = (account: AccountId, sign: number): void => {
    const operator = operatorOf[account]!;
    if (operator < 0) return;
    const at = (operator * cohorts + cohortOf[account]!) * S;
    for (let k = 0; k < S; k++) scaledShares[at + k]! += sign * held[account * S + k]!;
  };
  return {
    cohorts,
    scaledShares,
    operatorOf,
    held,
    shares: (operator, cohort, strategy) => {
      const scaled = scaledShares[(operator * cohorts + cohort) * S + strategy]!;
      // What comes and goes in floats leaves a rest, which may be below 0; a billionth of a share is nothing.
      return (scaled < DUST ? 0 : scaled) * mirrors.maxMagnitude[operator * S + strategy]!;
    },
    update: () => {
      for (const account of mirrors.touched.list) {
        leaving(account);
        add(account, -1);
        operatorOf[account] = mirrors.delegatedTo[account]!;
        for (let k = 0; k < S; k++) held[account * S + k] = mirrors.scaledShares[account * S + k]!;
        add(account, 1);
      }
    },
  };
}
