import type { SetId, StrategyId } from '../../ids.ts';
import type { Ledger, OperatorSetState, SlashedShares } from '../ledger/ledger.ts';
import { ensureUnpaused, strategyManagerPause } from '../ledger/pause-status.ts';
import { ensure } from '../ledger/revert.ts';
import { atomically } from '../ledger/transaction.ts';
import { put, putEntry } from '../ledger/undo-log.ts';
import { redeemShares } from '../stake/strategies.ts';

/**
 * Turns the shares one slash took into tokens and burns them, or pays them to the set's redistribution recipient
 * (StrategyManager, clearBurnOrRedistributableShares). Since v1.13 only once the slash's resolution block is over.
 *
 * @param set operator set id
 * @param slashId number of the slash within the set, from 1
 * @returns tokens by strategy, in the contract's order; empty if nothing is left of the slash, or there is no such set.
 * @throws Revert `CurrentlyPaused`, `SlashResolutionDelayNotElapsed`, and as redemptions do.
 */
export function clearBurnOrRedistributableShares(ledger: Ledger, set: SetId, slashId: number): bigint[] {
  ensureClearable(ledger, set, slashId);
  const target = ledger.sets[set];
  const entries = target?.slashed.get(slashId);
  if (target === undefined || entries === undefined) return [];
  return atomically(ledger, () => {
    keepEntries(ledger, target, slashId, []);
    return entries.map(entry => payOut(ledger, set, entry));
  });
}

/**
 * Clears what one slash took in one strategy; see `clearBurnOrRedistributableShares`.
 *
 * @param set operator set id
 * @param slashId number of the slash within the set, from 1
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 * @returns tokens burned or redistributed; 0 if nothing is left, or there is no such set.
 * @throws Revert `CurrentlyPaused`, `SlashResolutionDelayNotElapsed`, and as redemptions do.
 */
export function clearBurnOrRedistributableSharesByStrategy(
  ledger: Ledger,
  set: SetId,
  slashId: number,
  strategy: StrategyId,
): bigint {
  ensureClearable(ledger, set, slashId);
  const target = ledger.sets[set];
  const entries = target?.slashed.get(slashId) ?? [];
  const at = entries.findIndex(entry => entry.strategy === strategy);
  if (target === undefined || at < 0) return 0n;
  // The contract's enumerable map moves its last entry into the gap.
  const rest = entries.slice(0, -1);
  if (at < rest.length) rest[at] = entries.at(-1)!;
  return atomically(ledger, () => {
    keepEntries(ledger, target, slashId, rest);
    return payOut(ledger, set, entries[at]!);
  });
}

/**
 * Last block in which what a slash took cannot be cleared (StrategyManager, getSlashResolutionBlock, since v1.13).
 *
 * @param set operator set id
 * @param slashId number of the slash within the set, from 1
 * @returns 0 if there is no such wait: an unknown set or slash, one that took nothing, one that is fully cleared.
 */
export function slashResolutionBlock(ledger: Ledger, set: SetId, slashId: number): number {
  return ledger.sets[set]?.resolutionBlocks.get(slashId) ?? 0;
}

function ensureClearable(ledger: Ledger, set: SetId, slashId: number): void {
  if (ledger.rules.slashResolutionDelayBlocks === null) return;
  ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.clearing);
  ensure(ledger.block > slashResolutionBlock(ledger, set, slashId), 'SlashResolutionDelayNotElapsed');
}

/** Leaves these entries of a slash; without any, its resolution block goes too. */
function keepEntries(
  { undoLog }: Ledger,
  { slashed, resolutionBlocks }: OperatorSetState,
  slashId: number,
  entries: readonly SlashedShares[],
): void {
  putEntry(undoLog, slashed, slashId, entries.length > 0 ? entries : undefined);
  if (entries.length === 0) putEntry(undoLog, resolutionBlocks, slashId, undefined);
}

function payOut(ledger: Ledger, set: SetId, { strategy, shares }: SlashedShares): bigint {
  if (shares === 0n) return 0n;
  const { undoLog, sets } = ledger;
  const target = sets[set]!;
  if (!target.redistributing) return redeemShares(ledger, strategy, shares, 'tokensBurned');
  const tokens = redeemShares(ledger, strategy, shares, 'tokensRedistributed');
  const redistributed = target.redistributed.with(strategy, target.redistributed[strategy]! + tokens);
  put(undoLog, sets, set, { ...target, redistributed });
  return tokens;
}
