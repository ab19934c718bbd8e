import { atomically } from './call.ts';
import { operatorSet } from './ids.ts';
import { put, putEntry } from './journal.ts';
import type { Ledger, SlashedShares } from './ledger.ts';
import { redeemShares } from './strategies.ts';

/**
 * Turns the shares one slash took into tokens and burns them, or pays them to the set's redistribution recipient
 * (StrategyManager, clearBurnOrRedistributableShares).
 *
 * @returns tokens by strategy, in the contract's order; empty if nothing is left of the slash.
 * @throws Revert `InvalidOperatorSet`, and as redemptions do.
 */
export function clearBurnOrRedistributableShares(ledger: Ledger, set: number, slashId: number): bigint[] {
  const entries = operatorSet(ledger, set).slashed.get(slashId) ?? [];
  const tokens = new Array<bigint>(entries.length).fill(0n);
  return atomically(ledger, () => {
    // The contract clears from the last entry to the first; the exchange rates are independent, not the order.
    for (let i = entries.length - 1; i >= 0; i--) tokens[i] = clear(ledger, set, slashId, entries[i]!);
    return tokens;
  });
}

/**
 * Clears what one slash took in one strategy; see `clearBurnOrRedistributableShares`.
 *
 * @returns tokens burned or redistributed; 0 if nothing is left.
 */
export function clearBurnOrRedistributableSharesByStrategy(
  ledger: Ledger,
  set: number,
  slashId: number,
  strategy: number,
): bigint {
  const entries = operatorSet(ledger, set).slashed.get(slashId) ?? [];
  const entry = entries.find(candidate => candidate.strategy === strategy);
  return entry === undefined ? 0n : atomically(ledger, () => clear(ledger, set, slashId, entry));
}

function clear(ledger: Ledger, set: number, slashId: number, { strategy, shares }: SlashedShares): bigint {
  const { journal, sets } = ledger;
  const { slashed, redistributing, redistributed } = sets[set]!;
  const entries = slashed.get(slashId)!;
  const at = entries.findIndex(entry => entry.strategy === strategy);
  const rest = entries.slice(0, -1);
  if (at < rest.length) rest[at] = entries.at(-1)!;
  putEntry(journal, slashed, slashId, rest.length > 0 ? rest : undefined);
  if (shares === 0n) return 0n;
  if (!redistributing) return redeemShares(ledger, strategy, shares, 'tokensBurned');
  const tokens = redeemShares(ledger, strategy, shares, 'tokensRedistributed');
  put(journal, sets, set, {
    ...sets[set]!,
    redistributed: redistributed.with(strategy, redistributed[strategy]! + tokens),
  });
  return tokens;
}
