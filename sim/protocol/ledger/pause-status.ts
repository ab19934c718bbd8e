import { ensure } from './revert.ts';

/** Bitmaps of what is paused, by contract; every bit stops some of its operations. */
export interface PauseStatus {
  allocationManager: bigint;
  delegationManager: bigint;
  strategyManager: bigint;
  /** `[strategy]` */
  readonly strategies: bigint[];
}

/** Bits of the AllocationManager (AllocationManagerStorage, PAUSED_...). */
export const allocationManagerPause = { modifyAllocations: 0, slashing: 1, registration: 2 } as const;

/** Bits of the DelegationManager (DelegationManagerStorage, PAUSED_...). */
export const delegationManagerPause = { newDelegation: 0, enterQueue: 1, exitQueue: 2 } as const;

/** Bits of the StrategyManager (StrategyManagerStorage, PAUSED_...); the second one exists since v1.13. */
export const strategyManagerPause = { deposits: 0, clearing: 1 } as const;

/** Bits of a strategy (StrategyBase, PAUSED_...). */
export const strategyPause = { deposits: 0, withdrawals: 1 } as const;

/** Nothing paused. */
export function createPauseStatus(strategies: number): PauseStatus {
  return {
    allocationManager: 0n,
    delegationManager: 0n,
    strategyManager: 0n,
    strategies: new Array<bigint>(strategies).fill(0n),
  };
}

/**
 * Lets a call go on unless it is paused.
 *
 * @param bitmap what is paused of the contract
 * @param bit bit that stops the call
 * @throws Revert `CurrentlyPaused`.
 */
export function ensureUnpaused(bitmap: bigint, bit: number): void {
  if (bitmap === 0n) return;
  ensure(((bitmap >> BigInt(bit)) & 1n) === 0n, 'CurrentlyPaused');
}
