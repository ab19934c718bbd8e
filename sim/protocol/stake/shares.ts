import type { AccountId, OperatorId, StrategyId } from '../../ids.ts';
import { MAX_ACCOUNT_STRATEGIES } from '../ledger/constants.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { put, putNumber } from '../ledger/undo-log.ts';
import { divWad, mulWad, WAD } from '../ledger/wad.ts';

/**
 * Fraction of its delegators' shares that an operator's slashes have left, 1 for no operator (-1).
 *
 * @param operator operator id, or -1 for none
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function slashingFactor(ledger: Ledger, operator: OperatorId, strategy: StrategyId): bigint {
  return operator < 0 ? WAD : ledger.operators.maxMagnitudes[operator * ledger.strategyCount + strategy]!;
}

/** Strategies in which an account holds deposit shares, in the contract's order. */
export function strategiesOf(ledger: Ledger, account: AccountId): StrategyId[] {
  const { strategyCounts, strategyLists } = ledger.accounts;
  const first = account * ledger.strategyCount;
  const held: StrategyId[] = [];
  for (let at = first; at < first + strategyCounts[account]!; at++) held.push(strategyLists[at]!);
  return held;
}

/**
 * Credits deposit shares to an account and stakes them with its operator, if it has one (DelegationManager).
 *
 * @param account account id; the first ones are operators
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 */
export function addShares(ledger: Ledger, account: AccountId, strategy: StrategyId, added: bigint): void {
  const { accounts, undoLog } = ledger;
  const slot = account * ledger.strategyCount + strategy;
  const previous = accounts.depositShares[slot]!;
  if (previous === 0n) addToStrategyList(ledger, account, strategy);
  put(undoLog, accounts.depositShares, slot, previous + added);
  increaseDelegation(ledger, account, strategy, { previous, added });
}

/**
 * Stakes shares with the account's operator, if it has one, and updates the account's scaling factor so that past
 * slashes of the operator are not charged to the newcomer (SlashingLib, update).
 *
 * @param account account id; the first ones are operators
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 * @param shares deposit shares that are added, and those already staked there
 * @throws Revert `FullySlashed` if the operator has no magnitude left, `InvalidDepositScalingFactor`.
 */
export function increaseDelegation(
  ledger: Ledger,
  account: AccountId,
  strategy: StrategyId,
  { previous, added }: { readonly previous: bigint; readonly added: bigint },
): void {
  const { accounts, operators, undoLog, strategyCount } = ledger;
  const operator = accounts.delegatedTo[account]!;
  const slot = account * strategyCount + strategy;
  const factor = slashingFactor(ledger, operator, strategy);
  ensure(factor !== 0n, 'FullySlashed');
  const scaling = accounts.scalingFactors[slot]!;
  const next =
    previous === 0n ? divWad(scaling, factor) : blendedScalingFactor(previous, added, scaling, factor);
  ensure(next !== 0n, 'InvalidDepositScalingFactor');
  // Most factors stay exactly 1; keeping the shared bigint saves its memory.
  if (next !== scaling) put(undoLog, accounts.scalingFactors, slot, next);
  if (operator < 0) return;
  const staked = operator * strategyCount + strategy;
  put(undoLog, operators.shares, staked, operators.shares[staked]! + added);
}

/**
 * Debits deposit shares from an account (StrategyManager, removeDepositShares).
 *
 * @param account account id; the first ones are operators
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 * @throws Revert `SharesAmountZero`, `SharesAmountTooHigh`.
 */
export function removeDepositShares(
  ledger: Ledger,
  account: AccountId,
  strategy: StrategyId,
  removed: bigint,
): void {
  const { accounts, undoLog } = ledger;
  const slot = account * ledger.strategyCount + strategy;
  const deposit = accounts.depositShares[slot]!;
  ensure(removed !== 0n, 'SharesAmountZero');
  ensure(removed <= deposit, 'SharesAmountTooHigh');
  put(undoLog, accounts.depositShares, slot, deposit - removed);
  if (removed < deposit) return;
  removeFromStrategyList(ledger, account, strategy);
  if (accounts.scalingFactors[slot] !== WAD) put(undoLog, accounts.scalingFactors, slot, WAD);
}

/** Scaling factor that makes old and added shares together worth what they are worth apart. */
function blendedScalingFactor(previous: bigint, added: bigint, scaling: bigint, factor: bigint): bigint {
  if (scaling === WAD && factor === WAD) return WAD;
  const current = mulWad(mulWad(previous, scaling), factor);
  return divWad(divWad(current + added, previous + added), factor);
}

function addToStrategyList(ledger: Ledger, account: AccountId, strategy: StrategyId): void {
  const { accounts, undoLog } = ledger;
  const count = accounts.strategyCounts[account]!;
  ensure(count < MAX_ACCOUNT_STRATEGIES, 'MaxStrategiesExceeded');
  putNumber(undoLog, accounts.strategyLists, account * ledger.strategyCount + count, strategy);
  putNumber(undoLog, accounts.strategyCounts, account, count + 1);
}

/** Removes a strategy as the contract does: the last one takes its place. */
function removeFromStrategyList(ledger: Ledger, account: AccountId, strategy: StrategyId): void {
  const { accounts, undoLog } = ledger;
  const first = account * ledger.strategyCount;
  const count = accounts.strategyCounts[account]!;
  const slot = accounts.strategyLists.indexOf(strategy, first);
  putNumber(undoLog, accounts.strategyLists, slot, accounts.strategyLists[first + count - 1]!);
  putNumber(undoLog, accounts.strategyCounts, account, count - 1);
}
