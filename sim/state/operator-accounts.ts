import type { OperatorId } from '../ids.ts';
import type { OperatorTraits } from '../scenario/index.ts';

/** The accounts of all operators, `[operator]`: flows since the sample period began, in USD, and what goes on. */
export interface OperatorAccounts {
  /** What it kept of sets' pay, with what its own stake earned; fees of tasks; rent of GPUs. */
  readonly rewardsUsd: Float64Array;
  readonly feesUsd: Float64Array;
  readonly rentUsd: Float64Array;
  /** Its parts of what attacks brought. */
  readonly spoilsUsd: Float64Array;
  /** Hardware, operation and sets, less what faking work saved; and own stake lost to slashes. */
  readonly costUsd: Float64Array;
  readonly slashedUsd: Float64Array;
  /** What serving its sets had to bring: rent that its GPUs forwent, and the cost of its sets. */
  readonly reservationUsd: Float64Array;
  /** Cash at hand: it goes on from period to period. */
  readonly cashUsd: Float64Array;
  /** What its GPUs did while they were up, in GPU-hours: tasks, a tenant's, or nothing. */
  readonly workedGpuHours: Float64Array;
  readonly rentedGpuHours: Float64Array;
  readonly idleGpuHours: Float64Array;
  /** 1 while an operator is out of business, to enter or return when it pays. */
  readonly dormant: Uint8Array;
  /** 1 once an operator went bankrupt and left for good. */
  readonly gone: Uint8Array;
  /** Split the operator wants under each membership; undefined until it first sets one. */
  readonly splits: (number | undefined)[];
}

/** Accounts of operators that start with the cash of their traits. */
export function createOperatorAccounts(operators: readonly OperatorTraits[]): OperatorAccounts {
  const zeros = (): Float64Array => new Float64Array(operators.length);
  return {
    rewardsUsd: zeros(),
    feesUsd: zeros(),
    rentUsd: zeros(),
    spoilsUsd: zeros(),
    costUsd: zeros(),
    slashedUsd: zeros(),
    workedGpuHours: zeros(),
    rentedGpuHours: zeros(),
    idleGpuHours: zeros(),
    reservationUsd: zeros(),
    cashUsd: Float64Array.from(operators, ({ cashUsd }) => cashUsd),
    dormant: Uint8Array.from(operators, ({ dormant }) => (dormant ? 1 : 0)),
    gone: new Uint8Array(operators.length),
    splits: [],
  };
}

/** Profit of an operator in the period, in USD: income and spoils less cost and slashes of own stake. */
export function profitUsd(accounts: OperatorAccounts, operator: OperatorId): number {
  return (
    accounts.rewardsUsd[operator]! +
    accounts.feesUsd[operator]! +
    accounts.rentUsd[operator]! +
    accounts.spoilsUsd[operator]! -
    accounts.costUsd[operator]! -
    accounts.slashedUsd[operator]!
  );
}

/** Profit margin of an operator in the period, as a fraction: profit, spoils aside, over income; null without income. */
export function marginOf(accounts: OperatorAccounts, operator: OperatorId): number | null {
  const income = accounts.rewardsUsd[operator]! + accounts.feesUsd[operator]! + accounts.rentUsd[operator]!;
  return income > 0 ? (profitUsd(accounts, operator) - accounts.spoilsUsd[operator]!) / income : null;
}

/**
 * GPU rent, in USD an hour, at which renting out would have paid an operator what its sets did in the period. Costs of
 * hardware are the same either way.
 *
 * @param gpuHours hours that its GPUs were up
 * @returns null where no GPU was up or no set paid.
 */
export function breakEvenRentUsd(
  accounts: OperatorAccounts,
  operator: OperatorId,
  gpuHours: number,
): number | null {
  const paid = accounts.rewardsUsd[operator]! + accounts.feesUsd[operator]!;
  return paid > 0 && gpuHours > 0 ? (paid - accounts.slashedUsd[operator]!) / gpuHours : null;
}

/** Resets the flows, for a new sample period; cash, business and splits go on. */
export function clearPeriod(accounts: OperatorAccounts): void {
  accounts.rewardsUsd.fill(0);
  accounts.feesUsd.fill(0);
  accounts.rentUsd.fill(0);
  accounts.spoilsUsd.fill(0);
  accounts.costUsd.fill(0);
  accounts.slashedUsd.fill(0);
  accounts.workedGpuHours.fill(0);
  accounts.rentedGpuHours.fill(0);
  accounts.idleGpuHours.fill(0);
  accounts.reservationUsd.fill(0);
}
