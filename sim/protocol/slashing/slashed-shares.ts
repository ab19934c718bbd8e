import type { SetId, StrategyId } from '../../ids.ts';
import { operatorSet } from '../ledger/ids.ts';
import type { Ledger, SlashedShares } from '../ledger/ledger.ts';
import { atomically } from '../ledger/transaction.ts';
import { put, putEntry } from '../ledger/undo-log.ts';
import { redeemShares } from '../stake/strategies.ts';

/**
 * Turns the shares one slash took into tokens and burns them, or pays them to the set's redistribution recipient
 * (StrategyManager, clearBurnOrRedistributableShares).
 *
 * @param set operator set id
 * @param slashId number of the slash within the set, from 1
 * @returns tokens by strategy, in the contract's order; empty if nothing is left of the slash.
 * @throws Revert `InvalidOperatorSet`, and as redemptions do.
 */
export function clearBurnOrRedistributableShares(ledger: Ledger, set: SetId, slashId: number): bigint[] {
  const { slashed } = operatorSet(ledger, set);
  const entries = slashed.get(slashId) ?? [];
  return atomically(ledger, () => {
    putEntry(ledger.undoLog, slashed, slashId, undefined);
    return entries.map(entry => payOut(ledger, set, entry));
  });
}

/**
 * Clears what one slash took in one strategy; see `clearBurnOrRedistributableShares`.
 *
 * @param set operator set id
 * @param slashId number of the slash within the set, from 1
 * @param strategy strategy id, from 0 to `strategyCount - 1`
 * @returns tokens burned or redistributed; 0 if nothing is left.
 * @throws Revert `InvalidOperatorSet`, and as redemptions do.
 */
export function clearBurnOrRedistributableSharesByStrategy(
  ledger: Ledger,
  set: SetId,
  slashId: number,
  strategy: StrategyId,
): bigint {
  const { slashed } = operatorSet(ledger, set);
  const entries = slashed.get(slashId) ?? [];
  const at = entries.findIndex(entry => entry.strategy === strategy);
  if (at < 0) return 0n;
  // The contract's enumerable map moves its last entry into the gap.
  const rest = entries.slice(0, -1);
  if (at < rest.length) rest[at] = entries.at(-1)!;
  return atomically(ledger, () => {
    putEntry(ledger.undoLog, slashed, slashId, rest.length > 0 ? rest : undefined);
    return payOut(ledger, set, entries[at]!);
  });
}

function payOut(ledger: Ledger, set: SetId, { strategy, shares }: SlashedShares): bigint {
  const { undoLog, sets } = ledger;
  const target = sets[set]!;
  if (!target.redistributing) return redeemShares(ledger, strategy, shares, 'tokensBurned');
  const tokens = redeemShares(ledger, strategy, shares, 'tokensRedistributed');
  const redistributed = target.redistributed.with(strategy, target.redistributed[strategy]! + tokens);
  put(undoLog, sets, set, { ...target, redistributed });
  return tokens;
}
