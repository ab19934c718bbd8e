import type { SetId, StrategyId } from '../../ids.ts';
import { checkStrategy, operatorSet } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { put } from '../ledger/undo-log.ts';

/**
 * Creates an operator set whose slasher is its AVS (AllocationManager, createOperatorSets).
 *
 * @param design.avsSetId number that the AVS gives its set, by default its id in the ledger
 * @param design.inAvsDirectory whether it stands for an AVS that has not moved to operator sets; no unless said
 * @param design.redistributing whether slashed funds go to the set's recipient instead of being burned
 * @returns the set's id in the ledger: 0, 1, 2 ...
 * @throws Revert `InvalidOperatorSet` if the AVS has a set of that number, `StrategyAlreadyInOperatorSet`.
 */
export function createOperatorSet(
  ledger: Ledger,
  design: {
    readonly avs: number;
    readonly avsSetId?: number;
    readonly strategies: readonly StrategyId[];
    readonly redistributing: boolean;
    readonly inAvsDirectory?: boolean;
  },
): number {
  const { avs, strategies, redistributing, inAvsDirectory = false } = design;
  for (const strategy of strategies) checkStrategy(ledger, strategy);
  const set = ledger.sets.length;
  const avsSetId = design.avsSetId ?? set;
  ensure(!ledger.sets.some(each => each.avs === avs && each.avsSetId === avsSetId), 'InvalidOperatorSet');
  ensure(new Set(strategies).size === strategies.length, 'StrategyAlreadyInOperatorSet');
  ledger.sets.push({
    avs,
    avsSetId,
    slasher: { current: avs, pending: avs, effectBlock: ledger.block },
    inAvsDirectory,
    redistributing,
    strategies: strategies.slice(),
    slashCount: 0,
    slashed: new Map(),
    resolutionBlocks: new Map(),
    redistributed: new Array<bigint>(ledger.strategyCount).fill(0n),
  });
  const { ofSet } = ledger.mirrors.memberships;
  while (ofSet.length <= set) ofSet.push([]);
  return set;
}

/**
 * Adds strategies to a set, at once: allocations of them become slashable.
 *
 * @throws Revert `InvalidOperatorSet`, `StrategyAlreadyInOperatorSet`.
 */
export function addStrategiesToOperatorSet(ledger: Ledger, set: SetId, added: readonly number[]): void {
  const { strategies } = operatorSet(ledger, set);
  for (const strategy of added) checkStrategy(ledger, strategy);
  const all = strategies.concat(added);
  ensure(new Set(all).size === all.length, 'StrategyAlreadyInOperatorSet');
  replaceStrategies(ledger, set, all);
}

/**
 * Removes strategies from a set, at once: allocations of them can no longer be slashed.
 *
 * @throws Revert `InvalidOperatorSet`, `StrategyNotInOperatorSet`.
 */
export function removeStrategiesFromOperatorSet(
  ledger: Ledger,
  set: SetId,
  removed: readonly number[],
): void {
  const { strategies } = operatorSet(ledger, set);
  const rest = strategies.filter(strategy => !removed.includes(strategy));
  ensure(rest.length === strategies.length - removed.length, 'StrategyNotInOperatorSet');
  replaceStrategies(ledger, set, rest);
}

function replaceStrategies(ledger: Ledger, set: SetId, strategies: readonly StrategyId[]): void {
  atomically(ledger, () => put(ledger.undoLog, ledger.sets, set, { ...ledger.sets[set]!, strategies }));
}
