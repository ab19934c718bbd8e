import type { OperatorId, SetId, StrategyId } from '../../ids.ts';
import { isOperatorSlashable } from '../allocation/registration.ts';
import type { Address } from '../ledger/addresses.ts';
import { recordValue } from '../ledger/history.ts';
import { operatorSet } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { membershipOf } from '../ledger/mirrors.ts';
import { allocationManagerPause, ensureUnpaused } from '../ledger/pause-status.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { futureBlock } from '../ledger/uint.ts';
import { put, putEntry } from '../ledger/undo-log.ts';
import { divWad, mulDivUp, mulWad, mulWadUp, WAD } from '../ledger/wad.ts';
import { queuedScaledShares } from '../stake/withdrawals.ts';
import { slasherOf } from './set-slasher.ts';

/** A slash: which fraction of an operator's allocation to a set is taken, by strategy, in ascending order. */
export interface SlashingParams {
  readonly set: SetId;
  readonly operator: OperatorId;
  readonly strategies: readonly StrategyId[];
  /** Fraction of each allocation, above 0, at most 1. */
  readonly wads: readonly bigint[];
  /** Who slashes, by default the set's slasher. */
  readonly sender?: Address;
}

/** What a slash took, in the order of its strategies. */
export interface SlashOutcome {
  /** Number of the slash within its set, from 1. */
  readonly slashId: number;
  /** Shares to burn or redistribute, from the operator's stake and its withdrawal queue. */
  readonly shares: readonly bigint[];
  /** Fraction of all stake delegated to the operator that was lost (the `OperatorSlashed` event). */
  readonly wadsSlashed: readonly bigint[];
}

/**
 * Slashes an operator's allocations to a set, wholly or not at all: takes the fraction of the allocated
 * magnitude, and the same part of everyone's stake behind it (AllocationManager, slashOperator).
 *
 * @throws Revert, in the order of the checks: `CurrentlyPaused`, `InputArrayLengthMismatch`, `InvalidOperatorSet`,
 * `OperatorNotSlashable`, `InvalidCaller`; for each strategy `StrategiesMustBeInAscendingOrder`, `InvalidWadToSlash`,
 * `StrategyNotInOperatorSet`.
 */
export function slashOperator(ledger: Ledger, slash: SlashingParams): SlashOutcome {
  checkSlash(ledger, slash);
  const { set, operator, strategies, wads } = slash;
  const target = operatorSet(ledger, set);
  const slashId = target.slashCount + 1;
  return atomically(ledger, () => {
    put(ledger.undoLog, ledger.sets, set, { ...target, slashCount: slashId });
    const losses = strategies.map((strategy, i) =>
      slashAllocation(ledger, { set, operator, strategy, slashId }, wads[i]!),
    );
    return {
      slashId,
      shares: losses.map(loss => loss.shares),
      wadsSlashed: losses.map(loss => loss.wadSlashed),
    };
  });
}

/** Reverts as `slashOperator` does if the slash may not be carried out now. */
export function checkSlash(
  ledger: Ledger,
  { set, operator, strategies, wads, sender }: SlashingParams,
): void {
  ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.slashing);
  ensure(strategies.length === wads.length, 'InputArrayLengthMismatch');
  const target = operatorSet(ledger, set);
  ensure(isOperatorSlashable(ledger, operator, set), 'OperatorNotSlashable');
  const slasher = slasherOf(ledger, set);
  ensure((sender ?? slasher) === slasher, 'InvalidCaller');
  for (const [i, strategy] of strategies.entries()) {
    ensure(i === 0 || strategy > strategies[i - 1]!, 'StrategiesMustBeInAscendingOrder');
    ensure(wads[i]! > 0n && wads[i]! <= WAD, 'InvalidWadToSlash');
    ensure(target.strategies.includes(strategy), 'StrategyNotInOperatorSet');
  }
}

/** What a slash takes in one strategy. */
export interface SlashEffect {
  /** Magnitude taken from the allocation. */
  readonly magnitude: bigint;
  /** Magnitude that a deallocation under way no longer frees. */
  readonly pending: bigint;
  /** Maximum magnitude before and after. */
  readonly before: bigint;
  readonly after: bigint;
  /** Shares taken from the operator's stake, and from its withdrawal queue. */
  readonly fromStake: bigint;
  readonly fromQueue: bigint;
}

/** What slashing a fraction of one allocation would take now (AllocationManager, DelegationManager, SlashingLib). */
export function slashEffect(
  ledger: Ledger,
  { set, operator, strategy }: { set: SetId; operator: OperatorId; strategy: StrategyId },
  wad: bigint,
): SlashEffect {
  const { allocations, operators, strategyCount } = ledger;
  const slot = operator * strategyCount + strategy;
  const allocation = membershipOf(ledger.mirrors, operator, set) * strategyCount + strategy;
  const before = operators.maxMagnitudes[slot]!;
  const magnitude = mulWadUp(allocations.current[allocation]!, wad);
  if (magnitude === 0n)
    return { magnitude, pending: 0n, before, after: before, fromStake: 0n, fromQueue: 0n };
  const pending = allocations.pending[allocation]!;
  const after = before - magnitude;
  const queued = mulWad(queuedScaledShares(ledger, operator, strategy), before);
  return {
    magnitude,
    // A deallocation under way shrinks with the allocation: less will be freed than was asked.
    pending: pending < 0n ? mulWadUp(-pending, wad) : 0n,
    before,
    after,
    fromStake: sharesLost(operators.shares[slot]!, before, after),
    fromQueue: sharesLost(queued, before, after),
  };
}

/** Shares that a fall of the maximum magnitude takes, rounded in favour of what remains (SlashingLib). */
function sharesLost(shares: bigint, before: bigint, after: bigint): bigint {
  return shares - mulDivUp(shares, after, before);
}

function slashAllocation(
  ledger: Ledger,
  at: { set: SetId; operator: OperatorId; strategy: StrategyId; slashId: number },
  wad: bigint,
): { shares: bigint; wadSlashed: bigint } {
  const { allocations, operators, undoLog, strategyCount } = ledger;
  const { set, operator, strategy, slashId } = at;
  const slot = operator * strategyCount + strategy;
  const allocation = membershipOf(ledger.mirrors, operator, set) * strategyCount + strategy;
  const { magnitude, pending, before, after, fromStake, fromQueue } = slashEffect(ledger, at, wad);
  if (magnitude === 0n) return { shares: 0n, wadSlashed: 0n };

  put(undoLog, allocations.current, allocation, allocations.current[allocation]! - magnitude);
  put(undoLog, operators.encumberedMagnitudes, slot, operators.encumberedMagnitudes[slot]! - magnitude);
  if (pending > 0n) put(undoLog, allocations.pending, allocation, allocations.pending[allocation]! + pending);
  put(undoLog, operators.maxMagnitudes, slot, after);
  recordValue(ledger, operators.maxMagnitudeHistories, slot, after);

  put(undoLog, operators.shares, slot, operators.shares[slot]! - fromStake);
  const shares = fromStake + fromQueue;
  const { slashed, resolutionBlocks } = ledger.sets[set]!;
  const { slashResolutionDelayBlocks } = ledger.rules;
  if (slashResolutionDelayBlocks !== null && !slashed.has(slashId)) {
    putEntry(undoLog, resolutionBlocks, slashId, futureBlock(ledger, slashResolutionDelayBlocks));
  }
  putEntry(undoLog, slashed, slashId, [...(slashed.get(slashId) ?? []), { strategy, shares }]);
  return { shares, wadSlashed: divWad(magnitude, before) };
}
