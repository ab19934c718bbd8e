import type { Address } from './addresses.ts';
import { checkStrategy } from './ids.ts';
import type { Ledger } from './ledger.ts';
import { ensure } from './revert.ts';
import { UINT256_END } from './uint.ts';

/** Contract that can be paused: one of the managers, or a strategy by its id. */
export type PausableContract = 'allocationManager' | 'delegationManager' | 'strategyManager' | number;

/**
 * Pauses operations of a contract (Pausable, pause).
 *
 * @param status the whole new bitmap, which keeps every bit that is set
 * @param sender who pauses; the ledger's pauser may
 * @throws Revert `OnlyPauser`, `InvalidNewPausedStatus`.
 */
export function pause(ledger: Ledger, contract: PausableContract, status: bigint, sender: Address): void {
  ensure(sender === ledger.pauser, 'OnlyPauser');
  const present = pausedStatus(ledger, contract);
  ensure((present & status) === present, 'InvalidNewPausedStatus');
  setPausedStatus(ledger, contract, status);
}

/**
 * Lets paused operations of a contract go on (Pausable, unpause).
 *
 * @param status the whole new bitmap, which sets no bit that is not set
 * @param sender who unpauses; the ledger's pauser may
 * @throws Revert `OnlyUnpauser`, `InvalidNewPausedStatus`.
 */
export function unpause(ledger: Ledger, contract: PausableContract, status: bigint, sender: Address): void {
  ensure(sender === ledger.pauser, 'OnlyUnpauser');
  ensure(
    (status | pausedStatus(ledger, contract)) === pausedStatus(ledger, contract),
    'InvalidNewPausedStatus',
  );
  setPausedStatus(ledger, contract, status);
}

/** Bitmap of what is paused of a contract (Pausable, paused). */
export function pausedStatus({ paused }: Ledger, contract: PausableContract): bigint {
  return typeof contract === 'number' ? paused.strategies[contract]! : paused[contract];
}

function setPausedStatus(ledger: Ledger, contract: PausableContract, status: bigint): void {
  if (!(status >= 0n && status < UINT256_END))
    throw new RangeError(`invalid bitmap: ${status}\nGive 256 bits.`);
  if (typeof contract === 'number') {
    checkStrategy(ledger, contract);
    ledger.paused.strategies[contract] = status;
  } else ledger.paused[contract] = status;
}
