import type { Ledger } from './ledger.ts';
import { membershipOf } from './mirrors.ts';
import { isOperatorSlashable } from './registration.ts';
import { slashingFactor } from './shares.ts';
import { queuedScaledShares } from './slashing.ts';
import { divWad, mulWad } from './wad.ts';
import { withdrawalFactor } from './withdrawals.ts';

/** Shares an account could withdraw if it queued everything now and nothing was slashed after. */
export function withdrawableShares(ledger: Ledger, account: number, strategy: number): bigint {
  const { depositShares, scalingFactors, delegatedTo } = ledger.accounts;
  const slot = account * ledger.strategyCount + strategy;
  const factor = slashingFactor(ledger, delegatedTo[account]!, strategy);
  return mulWad(mulWad(depositShares[slot]!, scalingFactors[slot]!), factor);
}

/**
 * Deposit shares to queue in order to withdraw so many shares (SlashingLib, calcDepositShares); 0 if the operator
 * is fully slashed.
 */
export function depositSharesFor(
  ledger: Ledger,
  account: number,
  strategy: number,
  withdrawable: bigint,
): bigint {
  const { scalingFactors, delegatedTo } = ledger.accounts;
  const factor = slashingFactor(ledger, delegatedTo[account]!, strategy);
  if (factor === 0n) return 0n;
  return divWad(divWad(withdrawable, scalingFactors[account * ledger.strategyCount + strategy]!), factor);
}

/** Shares a pending withdrawal would pay now, in the order of its strategies; none if it is not pending. */
export function queuedShares(ledger: Ledger, withdrawalId: number): bigint[] {
  const withdrawal = ledger.withdrawals.pending.get(withdrawalId);
  if (withdrawal === undefined) return [];
  return withdrawal.strategies.map((strategy, i) =>
    mulWad(withdrawal.scaledShares[i]!, withdrawalFactor(ledger, withdrawal, strategy)),
  );
}

/** Shares queued for withdrawal from an operator that a slash still reaches (getSlashableSharesInQueue). */
export function slashableSharesInQueue(ledger: Ledger, operator: number, strategy: number): bigint {
  return mulWad(queuedScaledShares(ledger, operator, strategy), slashingFactor(ledger, operator, strategy));
}

/** Magnitude an operator can still allocate in a strategy. */
export function allocatableMagnitude(ledger: Ledger, operator: number, strategy: number): bigint {
  const slot = operator * ledger.strategyCount + strategy;
  return ledger.operators.maxMagnitudes[slot]! - ledger.operators.encumberedMagnitudes[slot]!;
}

/** Allocation of an operator to a set: current magnitude, and the signed change pending until a block (or 0). */
export interface Allocation {
  readonly current: bigint;
  readonly pending: bigint;
  readonly effectBlock: number;
}

/** Allocation of an operator to a set in one strategy; all zero if there never was one. */
export function allocationOf(ledger: Ledger, operator: number, set: number, strategy: number): Allocation {
  const membership = membershipOf(ledger.mirrors, operator, set);
  if (membership < 0) return { current: 0n, pending: 0n, effectBlock: 0 };
  const { current, pending, effectBlock } = ledger.allocations;
  const slot = membership * ledger.strategyCount + strategy;
  return { current: current[slot]!, pending: pending[slot]!, effectBlock: effectBlock[slot]! };
}

/** Operator's shares that stand behind its current allocation to a set, registered or not (getAllocatedStake). */
export function allocatedStake(ledger: Ledger, operator: number, set: number, strategy: number): bigint {
  return stakeOf(ledger, operator, strategy, allocationOf(ledger, operator, set, strategy).current);
}

/**
 * Least shares a set is sure to be able to slash until a block, if stake stays: pending deallocations that mature
 * by then do not count, nor do pending increases; 0 unless the set can slash the operator now
 * (getMinimumSlashableStake).
 */
export function minimumSlashableStake(
  ledger: Ledger,
  operator: number,
  set: number,
  strategy: number,
  futureBlock: number,
): bigint {
  if (!isOperatorSlashable(ledger, operator, set)) return 0n;
  const { current, pending, effectBlock } = allocationOf(ledger, operator, set, strategy);
  const leaves = pending < 0n && effectBlock <= futureBlock;
  return stakeOf(ledger, operator, strategy, leaves ? current + pending : current);
}

function stakeOf(ledger: Ledger, operator: number, strategy: number, magnitude: bigint): bigint {
  const { shares, maxMagnitudes } = ledger.operators;
  const slot = operator * ledger.strategyCount + strategy;
  return mulWad(shares[slot]!, proportionOf(magnitude, maxMagnitudes[slot]!));
}

/** Part of an operator's stake that a magnitude stands for; 0 if its maximum magnitude is. */
export function proportionOf(magnitude: bigint, maximum: bigint): bigint {
  return maximum === 0n ? 0n : divWad(magnitude, maximum);
}
