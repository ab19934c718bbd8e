import { atomically } from './call.ts';
import { WITHDRAWAL_DELAY_BLOCKS } from './constants.ts';
import { latestValue, record, valueAt } from './history.ts';
import { operatorSet } from './ids.ts';
import { put, putEntry } from './journal.ts';
import { ensure, type Ledger } from './ledger.ts';
import { membershipOf } from './mirrors.ts';
import { isOperatorSlashable } from './registration.ts';
import { divWad, mulDivUp, mulWad, mulWadUp, WAD } from './wad.ts';

/** A slash: which fraction of an operator's allocation to a set is taken, by strategy, in ascending order. */
export interface Slash {
  readonly set: number;
  readonly operator: number;
  readonly strategies: readonly number[];
  /** Fraction of each allocation, above 0, at most 1. */
  readonly wads: readonly bigint[];
  /** Who slashes, by default the set's AVS, its only slasher. */
  readonly sender?: number;
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
 * @throws Revert `InvalidOperatorSet`, `OperatorNotSlashable`, `InvalidCaller`, `InputArrayLengthMismatch`,
 * `StrategiesMustBeInAscendingOrder`, `InvalidWadToSlash`, `StrategyNotInOperatorSet`.
 */
export function slashOperator(ledger: Ledger, slash: Slash): SlashOutcome {
  const { set, operator, strategies, wads } = slash;
  const target = operatorSet(ledger, set);
  ensure(strategies.length === wads.length, 'InputArrayLengthMismatch');
  ensure(isOperatorSlashable(ledger, operator, set), 'OperatorNotSlashable');
  ensure((slash.sender ?? target.avs) === target.avs, 'InvalidCaller');
  const slashId = target.slashCount + 1;
  return atomically(ledger, () => {
    put(ledger.journal, ledger.sets, set, { ...target, slashCount: slashId });
    const losses = strategies.map((strategy, i) => {
      ensure(i === 0 || strategy > strategies[i - 1]!, 'StrategiesMustBeInAscendingOrder');
      ensure(wads[i]! > 0n && wads[i]! <= WAD, 'InvalidWadToSlash');
      ensure(target.strategies.includes(strategy), 'StrategyNotInOperatorSet');
      return slashAllocation(ledger, { set, operator, strategy, slashId }, wads[i]!);
    });
    return {
      slashId,
      shares: losses.map(loss => loss.shares),
      wadsSlashed: losses.map(loss => loss.wadSlashed),
    };
  });
}

/** Scaled shares queued for withdrawal from an operator that a slash still reaches. */
export function queuedScaledShares(ledger: Ledger, operator: number, strategy: number): bigint {
  const history = ledger.operators.queuedHistories[operator * ledger.strategyCount + strategy]!;
  return latestValue(history, 0n) - valueAt(history, ledger.block - WITHDRAWAL_DELAY_BLOCKS - 1, 0n);
}

/** Shares that a fall of the maximum magnitude takes, rounded in favour of what remains (SlashingLib). */
function sharesLost(shares: bigint, before: bigint, after: bigint): bigint {
  return shares - mulDivUp(shares, after, before);
}

function slashAllocation(
  ledger: Ledger,
  at: { set: number; operator: number; strategy: number; slashId: number },
  wad: bigint,
): { shares: bigint; wadSlashed: bigint } {
  const { allocations, operators, journal, strategyCount } = ledger;
  const { set, operator, strategy, slashId } = at;
  const slot = operator * strategyCount + strategy;
  const allocation = membershipOf(ledger.mirrors, operator, set) * strategyCount + strategy;
  const current = allocations.current[allocation]!;
  if (current === 0n) return { shares: 0n, wadSlashed: 0n };

  const magnitude = mulWadUp(current, wad);
  const before = operators.maxMagnitudes[slot]!;
  const after = before - magnitude;
  const encumbered = operators.encumberedMagnitudes[slot]! - magnitude;
  put(journal, allocations.current, allocation, current - magnitude);
  put(journal, operators.encumberedMagnitudes, slot, encumbered);
  const pending = allocations.pending[allocation]!;
  // A deallocation under way shrinks with the allocation: less will be freed than was asked.
  if (pending < 0n) put(journal, allocations.pending, allocation, pending + mulWadUp(-pending, wad));
  put(journal, operators.maxMagnitudes, slot, after);
  record(journal, operators.maxMagnitudeHistories, slot, ledger.block, after);

  const staked = operators.shares[slot]!;
  const fromStake = sharesLost(staked, before, after);
  const queued = mulWad(queuedScaledShares(ledger, operator, strategy), before);
  put(journal, operators.shares, slot, staked - fromStake);
  const shares = fromStake + sharesLost(queued, before, after);
  const { slashed } = ledger.sets[set]!;
  putEntry(journal, slashed, slashId, [...(slashed.get(slashId) ?? []), { strategy, shares }]);
  return { shares, wadSlashed: divWad(magnitude, before) };
}
