import type { OperatorTraits } from '../scenario/index.ts';

/** The money of all operators: flows since the last sample, and cash; in USD, `[operator]`. */
export interface OperatorAccounts {
  readonly rewardsUsd: Float64Array;
  readonly feesUsd: Float64Array;
  readonly rentUsd: Float64Array;
  /** Parts of what attacks brought. */
  readonly spoilsUsd: Float64Array;
  readonly costUsd: Float64Array;
  readonly slashedUsd: Float64Array;
  /** What serving its sets had to bring: rent that its GPUs forwent, and the cost of its sets. */
  readonly reservationUsd: Float64Array;
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

/** Books of operators that start with the cash of their traits. */
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

/** Starts a new period; cash goes on. */
export function clearPeriod(books: OperatorAccounts): void {
  books.rewardsUsd.fill(0);
  books.feesUsd.fill(0);
  books.rentUsd.fill(0);
  books.spoilsUsd.fill(0);
  books.costUsd.fill(0);
  books.slashedUsd.fill(0);
  books.workedGpuHours.fill(0);
  books.rentedGpuHours.fill(0);
  books.idleGpuHours.fill(0);
  books.reservationUsd.fill(0);
}
